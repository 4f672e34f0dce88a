// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/fakeclock.h"
#include "engine/plan/planner.h"
#include "engine/plan/scanner.h"
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

    void person(const QString &id, PersonRow::Policy policy = PersonRow::Policy::Map)
    {
        source->persons.push_back({.id = {id}, .name = id, .kind = Person::Kind::Human});
        m_policies[id] = policy;
    }

    /// Adds a conversation to the export. Answers the space it will have, counted from 1 in the order of adding.
    qint64 conversation(const QString &id, std::vector<Message> messages, std::vector<PersonId> members = {})
    {
        Conversation room;
        room.id = {id};
        room.name = id;
        room.kind = Conversation::Kind::Public;
        room.members = std::move(members);
        source->rooms.push_back(std::move(room));
        for (std::size_t i = 0; i < messages.size(); ++i)
            messages[i].locator = static_cast<qint64>(i);
        source->messages[id] = std::move(messages);
        return static_cast<qint64>(source->rooms.size());
    }

    /// Scans the export, decides for the people as they were added, plans and accepts.
    void acceptPlan()
    {
        bool scanned = false;
        Scanner scanner(*project, source);
        QObject::connect(&scanner, &Job::finished, &scanner, [&] { scanned = true; });
        scanner.start();
        if (!wait([&] { return scanned; }) || !scanner.result())
            qFatal("the scan failed");
        PersonTable people(*project);
        for (PersonRow row : people.all()) {
            row.policyByHand = true;
            row.policy = m_policies.value(row.source.id.value, PersonRow::Policy::App);
            if (row.policy == PersonRow::Policy::Map) {
                row.targetEmail = row.source.id.value + QStringLiteral("@example.com");
                row.account = PersonRow::AccountState::Active;
            }
            if (!people.update(row))
                qFatal("a person could not be kept");
        }
        Planner planner(*project, {.quotas = target.profile, .limits = target.limits(), .now = clock.nowUtc()});
        const auto plan = planner.plan();
        if (!plan || !planner.accept(*plan))
            qFatal("the plan was not accepted");
    }

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

private:
    QHash<QString, PersonRow::Policy> m_policies;
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
