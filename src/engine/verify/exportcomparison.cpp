// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/exportcomparison.h"

#include "engine/verify/exports.h"
#include "store/conversationtable.h"
#include "store/differencetable.h"
#include "store/metatable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr std::size_t kRowsAtOnce = 500;
constexpr QLatin1StringView kOrigin("newer-export");

bool canChange(const SpaceRow &space)
{
    return space.stage < SpaceRow::Stage::Completed;
}

} // namespace

ExportComparison::ExportComparison(Project &project, std::shared_ptr<const Source> newer, QObject *parent)
    : ResultJob(parent)
    , m_project(project)
    , m_newer(std::move(newer))
{
}

ExportComparison::~ExportComparison()
{
    m_cancel.cancel();
}

void ExportComparison::run()
{
    const auto begun = m_project.transaction([this] { return begin(); });
    if (!begun) {
        end(begun.error());
        return;
    }
    const QString fingerprint = QString::fromLatin1(m_newer->description().fingerprint.toHex());
    if (fingerprint == MetaTable(m_project).value(u"source.fingerprint"_s)) {
        end(m_summary);
        return;
    }
    Work work = prepare();
    m_totalBytes = work.totalBytes;
    auto promise = std::make_shared<QPromise<Step>>();
    auto *watcher = new QFutureWatcher<Step>(this);
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this,
            [this, watcher](int index) { take(watcher->resultAt(index)); });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        finish();
    });
    watcher->setFuture(promise->future());
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work), cancel = m_cancel] {
        const auto tell = [&](std::vector<DifferenceRow> rows, qint64 bytes) {
            promise->addResult(Step{std::move(rows), bytes, {}});
        };
        if (const auto compared = compare(work, cancel, tell); !compared)
            promise->addResult(Step{.failure = compared.error()});
        promise->finish();
    });
}

Result<void> ExportComparison::begin()
{
    DifferenceTable table(m_project);
    if (const auto cleared = table.clearOpen(0, kOrigin); !cleared)
        return cleared;
    for (const SpaceRow &space : SpaceTable(m_project).all()) {
        if (const auto cleared = table.clearOpen(space.id, kOrigin); !cleared)
            return cleared;
    }
    return setComparedExport(m_project, m_newer->description());
}

ExportComparison::Work ExportComparison::prepare()
{
    Work work{.projectPath = m_project.path(), .newer = m_newer};
    const ConversationTable conversations(m_project);
    const SpaceTable spaces(m_project);
    const bool comparable =
        areComparable(MetaTable(m_project).value(u"source.variant"_s), m_newer->description().variant);
    std::map<int, std::shared_ptr<const PlanView>> plans;
    for (const Conversation &newer : m_newer->conversations()) {
        const auto row = conversations.bySourceId(newer.id);
        if (!row)
            continue;
        ConversationComparison::Given given{.conversation = *row, .newer = newer, .comparable = comparable};
        for (const SpaceRow &space : spaces.current(row->id)) {
            if (canChange(space))
                given.spaces.push_back(space);
        }
        if (given.spaces.empty())
            continue;
        auto &plan = plans[given.spaces.front().revision];
        if (!plan) {
            const auto loaded = PlanView::load(m_project, given.spaces.front().revision);
            plan = loaded ? *loaded : nullptr;
        }
        given.writer = [plan](const PersonId &person, int flags) -> QString {
            if (flags & (ItemRow::Deleted | ItemRow::PlaceholderRoot))
                return u"app"_s;
            const auto writer = plan ? plan->writerFor(plan->roleOf(person)) : std::nullopt;
            if (!writer)
                return u"any"_s;
            return writer->kind == Identity::Kind::App ? u"app"_s : writer->email;
        };
        work.totalBytes += m_newer->totalBytes(newer.id);
        work.known.push_back(std::move(given));
    }
    return work;
}

Result<void> ExportComparison::compare(const Work &work, const CancelToken &cancel,
                                       const std::function<void(std::vector<DifferenceRow>, qint64)> &tell)
{
    auto opened = Project::openForReading(work.projectPath);
    if (!opened)
        return opened.error();
    Project &project = **opened;
    std::vector<DifferenceRow> rows;
    const auto found = [&](DifferenceRow row) {
        rows.push_back(std::move(row));
        if (rows.size() >= kRowsAtOnce)
            tell(std::exchange(rows, {}), 0);
    };
    for (const ConversationComparison::Given &given : work.known) {
        ConversationComparison comparison(project, given, found);
        if (auto read = work.newer->read(given.newer.id, comparison, {.wantText = false}, cancel); !read)
            return read;
        comparison.finish();
        if (project.readFailure())
            return *project.readFailure();
        tell(std::exchange(rows, {}), work.newer->totalBytes(given.newer.id));
    }
    const ConversationTable conversations(project);
    for (const Conversation &newer : work.newer->conversations()) {
        if (conversations.bySourceId(newer.id))
            continue;
        DifferenceRow row;
        row.origin = kOrigin;
        row.what = u"new-conversation"_s;
        row.proposal = u"send"_s;
        row.detail = newer.id.value;
        row.written = u"any"_s;
        row.state = DifferenceRow::State::Ticked;
        rows.push_back(std::move(row));
    }
    tell(std::move(rows), 0);
    return {};
}

void ExportComparison::take(const Step &step)
{
    if (!isRunning() || m_failure)
        return;
    if (step.failure) {
        m_failure = step.failure;
        return;
    }
    m_bytes += step.bytes;
    Q_EMIT progress(m_bytes, m_totalBytes);
    if (step.rows.empty())
        return;
    m_summary.differences += static_cast<qint64>(step.rows.size());
    const auto stored = m_project.transaction([&]() -> Result<void> {
        DifferenceTable table(m_project);
        for (const DifferenceRow &row : step.rows) {
            if (const auto added = table.add(row); !added)
                return added.error();
        }
        return {};
    });
    if (!stored) {
        m_failure = stored.error();
        m_cancel.cancel();
    }
}

void ExportComparison::finish()
{
    if (m_failure)
        end(*m_failure);
    else
        end(m_summary);
}

} // namespace chatferry
