// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/validator.h"

#include "engine/stages/memberwishes.h"
#include "engine/stages/spacechanges.h"
#include "engine/verify/pacedcall.h"
#include "engine/verify/pastmembercheck.h"
#include "store/audittable.h"
#include "store/differencetable.h"
#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// Items whose texts are read together.
constexpr std::size_t kItemsAtOnce = 200;
constexpr std::size_t kRowsAtOnce = 500;

} // namespace

Validator::Validator(StageContext &context, std::shared_ptr<const PlanView> plan, const SpaceRow &space,
                     const ConversationRow &conversation, QObject *parent)
    : ResultJob(parent)
    , m_context(context)
    , m_space(space)
    , m_conversation(conversation)
    , m_plan(plan)
    , m_loader(context, std::move(plan), space, conversation, this)
    , m_matcher(context.target, [this](DifferenceRow row) { found(std::move(row)); })
{
}

template<typename T>
void Validator::call(std::function<ResultJob<T> *(QObject *)> make, std::function<void(const T &)> then)
{
    auto *job = new PacedCall<T>(m_context, m_space.id, std::move(make), this);
    m_call = job;
    connect(job, &Job::finished, this, [this, job, then = std::move(then)] {
        job->deleteLater();
        if (!isRunning())
            return;
        if (job->result())
            then(*job->result());
        else
            end(job->result().error());
    });
    job->start();
}

void Validator::run()
{
    const auto cleared = m_context.project.transaction(
        [this] { return DifferenceTable(m_context.project).clearOpen(m_space.id, u"validate"_s); });
    if (cleared)
        readSpace();
    else
        end(cleared.error());
}

void Validator::stop()
{
    if (m_call)
        m_call->cancel();
}

void Validator::resume()
{
    m_paused = false;
    if (std::exchange(m_waits, false))
        walk();
}

void Validator::readSpace()
{
    call<SpaceState>([this](QObject *parent) { return m_context.target.readSpace(m_space.remote, parent); },
                     [this](const SpaceState &state) { checkSpace(state); });
}

void Validator::checkSpace(const SpaceState &state)
{
    ++m_result.checked;
    if (!state.readable) {
        m_result.lost = true;
        const auto noted = m_context.project.transaction([&] { return recordLostSpace(m_context, m_space.id, state); });
        end(noted ? Result<Validation>(m_result) : Result<Validation>(noted.error()));
        return;
    }
    const auto differs = [this](const QString &proposal, const QString &detail) {
        DifferenceRow row;
        row.origin = u"validate"_s;
        row.what = u"space-differs"_s;
        row.remote = m_space.remote;
        row.proposal = proposal;
        row.detail = detail;
        row.written = u"any"_s;
        found(std::move(row));
    };
    if (state.displayName != m_space.displayName)
        differs(u"patch"_s, u"name"_s);
    if (state.createTime && *state.createTime != m_space.createTime)
        differs(u"none"_s, u"created %1, not %2"_s.arg(toRfc3339(*state.createTime), toRfc3339(m_space.createTime)));
    readMembers({});
}

void Validator::readMembers(const QString &page)
{
    call<Page<ListedMember>>(
        [this, page](QObject *parent) { return m_context.target.listMembers(m_space.remote, page, parent); },
        [this](const Page<ListedMember> &members) {
            m_members.insert(m_members.end(), members.entries.begin(), members.entries.end());
            if (!members.next.isEmpty()) {
                readMembers(members.next);
                return;
            }
            checkMembers();
            walk();
        });
}

void Validator::checkMembers()
{
    const Journal journal(m_context.project);
    std::vector<ExpectedPastMember> expected;
    for (const PastMemberToCarry &wish : pastMembers(m_context.project, *m_plan, m_space, m_conversation)) {
        for (const Operation &operation : m_context.target.expand(wish)) {
            const OperationKey &key = operation.key;
            const auto row = journal.find(key.space, static_cast<int>(key.kind), key.item, key.part);
            if (row && row->state == OperationRow::State::Left)
                continue;
            ExpectedPastMember member{
                .item = key.item, .accountId = m_plan->accountId(wish.person), .written = wish.email};
            member.isSent = row && row->state == OperationRow::State::Done;
            member.remote = member.isSent ? row->remote : QString();
            member.from = wish.from;
            member.to = wish.to;
            expected.push_back(std::move(member));
        }
    }
    m_result.checked += static_cast<qint64>(expected.size());
    for (DifferenceRow &row : comparePastMembers(expected, m_members))
        found(std::move(row));
    m_members = {};
}

/// Reads on that side which is behind.
void Validator::walk()
{
    if (!isRunning())
        return;
    if (m_paused) {
        m_waits = true;
        return;
    }
    if (const auto stored = store(false); !stored) {
        end(stored.error());
        return;
    }
    const bool listedIsBehind = !m_listedTo || (m_expectedTo && *m_listedTo <= *m_expectedTo);
    if (!m_listedAll && (m_expectedAll || listedIsBehind))
        readPage();
    else if (!m_expectedAll)
        readExpected();
    else
        finish();
}

void Validator::readPage()
{
    call<Page<ListedMessage>>(
        [this](QObject *parent) { return m_context.target.listMessages(m_space.remote, m_nextPage, parent); },
        [this](const Page<ListedMessage> &page) {
            for (const ListedMessage &message : page.entries) {
                m_matcher.list(message);
                m_listedTo = m_listedTo ? std::max(*m_listedTo, message.time) : message.time;
            }
            m_nextPage = page.next;
            m_listedAll = page.next.isEmpty();
            walk();
        });
}

void Validator::readExpected()
{
    m_loader.next(kItemsAtOnce, [this](Result<std::vector<ItemLoader::Item>> items) {
        if (!isRunning())
            return;
        if (!items) {
            end(items.error());
            return;
        }
        m_expectedAll = items->empty();
        for (const ItemLoader::Item &item : *items)
            expect(item);
        Q_EMIT progress(m_expectedCount, -1);
        // Through the event loop: where no text has to be read, the answers come at once.
        QMetaObject::invokeMethod(this, &Validator::walk, Qt::QueuedConnection);
    });
}

void Validator::expect(const ItemLoader::Item &item)
{
    ++m_expectedCount;
    ++m_result.checked;
    const UtcTime nominal = item.entry.effective;
    m_expectedTo = m_expectedTo ? std::max(*m_expectedTo, nominal) : nominal;
    for (const Operation &operation : item.operations) {
        if (operation.key.kind != OperationKind::CreateMessage)
            continue;
        const int part = static_cast<int>(operation.key.part);
        const OperationRow *row = ItemLoader::rowOf(item.rows, OperationKind::CreateMessage, part);
        if (row && row->state == OperationRow::State::Left)
            continue;
        ExpectedMessage expected{.item = item.entry.item.id, .part = part};
        expected.written = operation.identity.kind == Identity::Kind::App ? u"app"_s : operation.identity.email;
        expected.isSent = row && row->state == OperationRow::State::Done;
        expected.looks.time = row ? row->time : nominal;
        if (expected.isSent) {
            expected.looks = m_context.target.expectation(operation, m_loader.outcomesFor(operation));
            if (expected.looks.thread.isEmpty())
                expected.looks.thread = row->thread;
            if (part == 0)
                expected.reactions = reactionsOf(item);
            m_expectedTo = std::max(*m_expectedTo, row->time);
        }
        m_matcher.expect(std::move(expected));
    }
}

QMap<QString, int> Validator::reactionsOf(const ItemLoader::Item &item) const
{
    QMap<QString, int> counts;
    for (const ReactionToCarry &reaction : item.wish.reactions) {
        const OperationRow *row =
            ItemLoader::rowOf(item.rows, OperationKind::AddReaction, m_loader.partOf(item, reaction));
        if (row && row->state == OperationRow::State::Done)
            ++counts[emojiKey(reaction.unicode)];
    }
    return counts;
}

void Validator::found(DifferenceRow row)
{
    ++m_result.different;
    if (m_kept >= kMostRows)
        return;
    ++m_kept;
    row.space = m_space.id;
    m_rows.push_back(std::move(row));
}

Result<void> Validator::store(bool all)
{
    if (m_rows.empty() || (!all && m_rows.size() < kRowsAtOnce))
        return {};
    const auto stored = m_context.project.transaction([this]() -> Result<void> {
        DifferenceTable table(m_context.project);
        for (const DifferenceRow &row : m_rows) {
            if (const auto added = table.add(row); !added)
                return added.error();
        }
        return {};
    });
    m_rows.clear();
    return stored;
}

void Validator::finish()
{
    m_matcher.finish();
    const auto settled = m_context.project.transaction([this]() -> Result<void> {
        if (const auto stored = store(true); !stored)
            return stored;
        return settle();
    });
    end(settled ? Result<Validation>(m_result) : Result<Validation>(settled.error()));
}

Result<void> Validator::settle()
{
    SpaceTable table(m_context.project);
    auto row = table.byId(m_space.id);
    if (!row)
        return {};
    row->checked = m_result.checked;
    row->different = m_result.different;
    if (m_result.different == 0 && row->stage == SpaceRow::Stage::Imported)
        row->stage = SpaceRow::Stage::Validated;
    else if (m_result.different > 0 &&
             (row->stage == SpaceRow::Stage::Validated || row->stage == SpaceRow::Stage::Reconciled))
        row->stage = SpaceRow::Stage::Imported;
    if (const auto written = table.update(*row); !written)
        return written;
    return AuditTable(m_context.project)
        .add({.who = m_context.helper,
              .what = u"space-validated"_s,
              .space = m_space.id,
              .detail = u"%1 checked, %2 different"_s.arg(m_result.checked).arg(m_result.different)});
}

} // namespace chatferry
