// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/scanner.h"

#include "engine/plan/scanrecords.h"
#include "engine/plan/scanstore.h"
#include "engine/plan/scanwriter.h"
#include "store/conversationtable.h"
#include "store/itemappender.h"
#include "store/itemtable.h"
#include "store/metatable.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QCoreApplication>
#include <QThread>
#include <QThreadPool>

#include <numeric>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr int kBatchesAtOnce = 8;
constexpr int kClearedAtOnce = 20'000;

} // namespace

Scanner::Scanner(Project &project, std::shared_ptr<const Source> source, QObject *parent)
    : ResultJob(parent)
    , m_project(&project)
    , m_source(std::move(source))
{
}

Scanner::~Scanner()
{
    if (m_work)
        m_work->queue->close();
}

void Scanner::run()
{
    MetaTable meta(*m_project);
    const QString fingerprint = QString::fromLatin1(m_source->description().fingerprint.toHex());
    const auto rows = ConversationTable(*m_project).all();
    if (!rows.empty() && meta.value(u"source.fingerprint"_s) == fingerprint) {
        m_state.summary.unchanged = true;
        finish();
        return;
    }
    for (const SpaceRow &space : SpaceTable(*m_project).all()) {
        if (space.stage == SpaceRow::Stage::Planned || space.stage == SpaceRow::Stage::Skipped)
            continue;
        fail(
            {.kind = Error::Kind::Precondition,
             .what = tr("Another export cannot take the place of the first, because spaces were made from it already."),
             .remedy = tr("Use Reconcile to bring what is new into these spaces.")});
        return;
    }
    clear(&Scanner::startReading);
}

void Scanner::stop()
{
    if (m_work)
        m_work->queue->close();
    (void)m_project->setWaitsForDisk(true);
}

void Scanner::clear(void (Scanner::*then)())
{
    const auto removed = ItemTable(*m_project).removeUnowned(kClearedAtOnce);
    if (!removed) {
        fail(removed.error());
        return;
    }
    QMetaObject::invokeMethod(
        this,
        [this, then, more = *removed == kClearedAtOnce] {
            if (!isRunning())
                return;
            if (more)
                clear(then);
            else
                (this->*then)();
        },
        Qt::QueuedConnection);
}

void Scanner::startReading()
{
    if (const auto set = m_project->setWaitsForDisk(false); !set) {
        fail(set.error());
        return;
    }
    const std::vector<Conversation> &conversations = m_source->conversations();

    // Ids that nothing in the project uses: what is stored under them stays out of sight until its conversation is
    // stored.
    qint64 nextConversation = 1;
    for (const ConversationRow &row : ConversationTable(*m_project).all())
        nextConversation = std::max(nextConversation, row.id + 1);
    for (const PersonRow &row : PersonTable(*m_project).all()) {
        m_state.people.know(row.id, row.source.id);
    }
    for (const Person &person : m_source->people())
        m_state.people.idOf(person.id);
    m_state.readings.resize(conversations.size());
    for (size_t i = 0; i < conversations.size(); ++i) {
        m_state.readings[i].id = nextConversation + qint64(i);
        m_totalBytes += m_source->totalBytes(conversations[i].id);
    }
    m_state.open = conversations.size();
    if (m_state.open == 0) {
        store();
        return;
    }

    m_work = std::make_shared<ScanReader::Work>();
    m_work->source = m_source;
    m_work->queue = std::make_shared<ScanQueue>(this, [this] { drain(); });
    m_work->order.resize(conversations.size());
    std::iota(m_work->order.begin(), m_work->order.end(), size_t(0));
    // The largest first, so that no thread is left alone with it at the end.
    std::stable_sort(m_work->order.begin(), m_work->order.end(), [&](size_t left, size_t right) {
        return m_source->totalBytes(conversations[left].id) > m_source->totalBytes(conversations[right].id);
    });
    const size_t readers = std::min(conversations.size(), size_t(std::max(1, QThread::idealThreadCount())));
    for (size_t i = 0; i < readers; ++i)
        QThreadPool::globalInstance()->start([work = m_work] { ScanReader(work).run(); });
}

void Scanner::drain()
{
    if (!isRunning())
        return;
    std::optional<Error> unreadable;
    bool more = true;
    const auto written = m_project->transaction([&]() -> Result<void> {
        ItemAppender appender(*m_project);
        for (int i = 0; i < kBatchesAtOnce; ++i) {
            auto batch = m_work->queue->take();
            if (!batch) {
                more = false;
                break;
            }
            if (batch->error) {
                unreadable = batch->error;
                return *batch->error;
            }
            if (const auto taken = ScanWriter(*m_project, *m_source, m_state).takeBatch(*batch, appender); !taken)
                return taken;
        }
        return appender.finish();
    });
    if (!written) {
        fail(unreadable ? *unreadable : written.error());
        return;
    }
    Q_EMIT progress(std::min(m_state.bytes, m_totalBytes), m_totalBytes);
    if (m_state.open == 0)
        QMetaObject::invokeMethod(this, &Scanner::store, Qt::QueuedConnection);
    else if (more)
        QMetaObject::invokeMethod(this, &Scanner::drain, Qt::QueuedConnection);
}

void Scanner::store()
{
    if (!isRunning())
        return;
    if (const auto set = m_project->setWaitsForDisk(true); !set) {
        fail(set.error());
        return;
    }
    if (const auto stored = m_project->transaction([this] { return ScanStore(*m_project, *m_source, m_state).run(); });
        !stored) {
        fail(stored.error());
        return;
    }
    clear(&Scanner::finish);
}

void Scanner::finish()
{
    if (m_state.summary.unchanged) {
        for (const ConversationRow &row : ConversationTable(*m_project).all()) {
            ++m_state.summary.conversations;
            m_state.summary.records += row.counts.records;
            m_state.summary.messages += row.counts.messages;
        }
        m_state.summary.people = qint64(PersonTable(*m_project).all().size());
        m_state.summary.problems = loadScanProblems(*m_project);
    }
    if (m_project->readFailure()) {
        fail(*m_project->readFailure());
        return;
    }
    Q_EMIT progress(m_totalBytes, m_totalBytes);
    end(m_state.summary);
}

void Scanner::fail(const Error &error)
{
    if (m_work)
        m_work->queue->close();
    (void)m_project->setWaitsForDisk(true);
    end(error);
}

std::vector<Problem> loadScanProblems(Project &project)
{
    return problemsFromJson(MetaTable(project).value(u"scan.problems"_s));
}

std::vector<Leftover> loadLeftovers(Project &project)
{
    return leftoversFromJson(MetaTable(project).value(u"source.leftovers"_s));
}

} // namespace chatferry

#include "moc_scanner.cpp"
