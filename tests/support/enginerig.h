// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/fakeclock.h"
#include "engine/run/planview.h"
#include "engine/stages/stagecontext.h"
#include "store/conversationtable.h"
#include "store/itemtable.h"
#include "store/journal.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"
#include "tests/support/fakesource.h"
#include "tests/support/faketarget.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace chatferry {

/// A project in a folder of its own, with the people and conversations a test puts in, and what stages work with.
class EngineRig
{
public:
    explicit EngineRig(const QString &folder, UtcTime now = UtcTime(std::chrono::seconds(1763715600)))
        : clock(now)
        , target(clock)
        , source(std::make_shared<FakeSource>())
        , path(folder + QStringLiteral("/move.chatferry"))
    {
    }

    FakeClock clock;
    FakeTarget target;
    std::shared_ptr<FakeSource> source;
    QString path;
    std::unique_ptr<Project> project;
    std::unique_ptr<JournalWriter> writer;
    std::unique_ptr<Pacer> pacer;
    std::unique_ptr<StageContext> context;

    /// Makes the project, or opens it again.
    bool open()
    {
        auto opened = QFile::exists(path) ? Project::open(path, clock) : Project::create(path, clock);
        if (!opened)
            return false;
        project = std::move(*opened);
        writer = std::make_unique<JournalWriter>(*project, clock);
        pacer = std::make_unique<Pacer>(target.profile);
        context.reset(new StageContext{.project = *project,
                                       .writer = *writer,
                                       .clock = clock,
                                       .target = target,
                                       .pacer = *pacer,
                                       .helper = QStringLiteral("admin@example.com"),
                                       .source = source,
                                       .jitter = [] { return std::chrono::milliseconds(0); }});
        return true;
    }
    void close()
    {
        context.reset();
        pacer.reset();
        writer.reset();
        project.reset();
    }

    qint64 person(const QString &id, PersonRow::Policy policy = PersonRow::Policy::Map)
    {
        PersonRow row;
        row.source = {.id = {id}, .name = id, .kind = Person::Kind::Human};
        row.policy = policy;
        row.policyByHand = true;
        if (policy == PersonRow::Policy::Map) {
            row.targetEmail = id.toLower() + QStringLiteral("@example.com");
            row.account = PersonRow::AccountState::Active;
        }
        return PersonTable(*project).add(row).value();
    }

    /// Adds a conversation with @p messages (locator, oddities and hash are filled in) and a planned space for it.
    qint64 conversation(const QString &id, std::vector<Message> messages, std::vector<PersonId> members = {})
    {
        ConversationRow row;
        row.source.id = {id};
        row.source.name = id;
        row.source.kind = Conversation::Kind::Public;
        row.source.members = std::move(members);
        row.choice = ConversationRow::Choice::Move;
        row.targetName = id;
        row.id = ConversationTable(*project).add(row).value();

        std::vector<ItemRow> items;
        std::vector<Message> kept;
        QHash<QString, std::size_t> byId;
        UtcTime oldest = clock.nowUtc();
        for (Message &message : messages) {
            message.locator = static_cast<qint64>(kept.size());
            ItemRow item;
            item.conversation = row.id;
            item.sourceId = message.id.value;
            item.locator = message.locator;
            item.time = message.time;
            const auto author = PersonTable(*project).bySourceId(message.author);
            item.author = author ? author->id : 0;
            item.attachments = static_cast<int>(message.attachments.size());
            for (const Reaction &reaction : message.reactions)
                item.reactions += static_cast<int>(reaction.people.size());
            if (message.kind == Message::Kind::Deleted)
                item.flags |= ItemRow::Deleted;
            oldest = std::min(oldest, message.time);
            byId.insert(item.sourceId, items.size());
            items.push_back(item);
            kept.push_back(message);
        }
        // Roots that are not there get a stand-in, as a scan leaves them.
        for (const Message &message : kept) {
            if (!message.threadRoot || byId.contains(message.threadRoot->value))
                continue;
            ItemRow root;
            root.conversation = row.id;
            root.sourceId = message.threadRoot->value;
            root.time = message.threadRootTime.value_or(message.time);
            root.flags = ItemRow::PlaceholderRoot;
            byId.insert(root.sourceId, items.size());
            items.push_back(root);
        }
        for (const Message &message : kept) {
            if (message.threadRoot)
                items[byId.value(message.threadRoot->value)].flags |= ItemRow::HasThread;
        }
        ItemTable table(*project);
        if (!table.add(items))
            qFatal("items");
        for (const Message &message : kept) {
            if (!message.threadRoot)
                continue;
            ItemRow &item = items[byId.value(message.id.value)];
            item.root = items[byId.value(message.threadRoot->value)].id;
            if (!table.update(item))
                qFatal("item");
        }
        source->messages[id] = std::move(kept);

        SpaceRow space;
        space.conversation = row.id;
        space.displayName = id;
        space.createTime = oldest - std::chrono::seconds(1);
        return SpaceTable(*project).add(space).value();
    }

    void acceptPlan() { Q_ASSERT(PlanView::freeze(*project, PlanView::lastRevision(*project) + 1).ok()); }

    SpaceRow space(qint64 id) const { return *SpaceTable(*project).byId(id); }
    Counts counts(qint64 id, CountClass what) const { return SpaceTable(*project).counts(id, what); }
    const FakeWorld::Space &made(qint64 id) { return target.world.spaces[space(id).remote]; }

    /// Lets time pass until @p done says so. False when it does not come to that.
    bool wait(const std::function<bool()> &done, std::chrono::milliseconds step = std::chrono::milliseconds(5))
    {
        QElapsedTimer limit;
        limit.start();
        while (!done()) {
            if (limit.elapsed() > 60000)
                return false;
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            clock.advance(step);
        }
        return true;
    }

    /// Runs a stage to its end.
    template<typename StageType, typename... Arguments>
    std::optional<ActivityEnd> run(const std::vector<qint64> &spaces, Arguments... arguments)
    {
        std::optional<ActivityEnd> end;
        StageType stage(*context, arguments..., nullptr);
        QObject::connect(&stage, &StageType::ended, &stage, [&](const ActivityEnd &how) { end = how; });
        stage.start(spaces);
        wait([&] { return end.has_value(); });
        return end;
    }
};

inline Message sourceMessage(const QString &id, UtcTime time, const QString &author, const QString &text,
                             const QString &root = {})
{
    Message message;
    message.id = {id};
    message.time = time;
    message.author = {author};
    message.text.blocks.push_back({.kind = Block::Kind::Paragraph, .inlines = {{.text = text}}});
    if (!root.isEmpty())
        message.threadRoot = ItemId{root};
    return message;
}

} // namespace chatferry
