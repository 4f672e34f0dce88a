// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sessionworker.h"

#include "engine/plan/scanner.h"
#include "engine/stages/stage.h"
#include "engine/verify/validatestage.h"
#include "files/fetcher.h"
#include "net/endpoints.h"
#include "net/httpclient.h"
#include "report/report.h"
#include "store/conversationtable.h"
#include "store/itemtable.h"
#include "store/metatable.h"
#include "store/persontable.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr int kItemsAtOnce = 500;
constexpr int kAuthorsAsked = 3; ///< Of each domain, until one works.
constexpr auto kBetweenSnapshots = std::chrono::milliseconds(100);

/// Hands out the attachments of every conversation that moves, a page of items at a time.
class AttachmentPages
{
public:
    AttachmentPages(Project &project, std::shared_ptr<const Source> source)
        : m_project(project)
        , m_source(std::move(source))
        , m_conversations(ConversationTable(project).all())
    {
    }

    std::vector<FileToFetch> next()
    {
        std::vector<FileToFetch> out;
        while (out.empty() && m_at < m_conversations.size()) {
            const ConversationRow &conversation = m_conversations[m_at];
            const auto items = conversation.choice == ConversationRow::Choice::Leave
                                   ? std::vector<ItemRow>()
                                   : ItemTable(m_project).next(conversation.id, m_place, kItemsAtOnce);
            if (items.empty()) {
                ++m_at;
                m_place = {};
                continue;
            }
            m_place = {items.back().time, items.back().id};
            collect(conversation, items, out);
        }
        return out;
    }

private:
    void collect(const ConversationRow &conversation, const std::vector<ItemRow> &items,
                 std::vector<FileToFetch> &out) const
    {
        std::vector<qint64> locators;
        std::vector<qint64> ids;
        for (const ItemRow &item : items) {
            if (item.attachments > 0 && (item.flags & ItemRow::PlaceholderRoot) == 0) {
                locators.push_back(item.locator);
                ids.push_back(item.id);
            }
        }
        const auto messages = m_source->load(conversation.source.id, locators);
        if (!messages)
            return;
        for (std::size_t i = 0; i < messages->size(); ++i) {
            int number = 0;
            for (const Attachment &attachment : messages->at(i).attachments) {
                if (attachment.place == Attachment::Place::Remote)
                    out.push_back({ids[i], number, attachment});
                ++number;
            }
        }
    }

    Project &m_project;
    std::shared_ptr<const Source> m_source;
    std::vector<ConversationRow> m_conversations;
    std::size_t m_at = 0;
    ItemTable::Place m_place;
};

} // namespace

SessionWorker::SessionWorker(TargetFactory factory, Clock &clock)
    : m_factory(std::move(factory))
    , m_clock(clock)
{
}

SessionWorker::~SessionWorker()
{
    // What runs ends before what it works with; the journal's last group is written by the writer's end.
    delete m_validation;
    delete m_stage;
    delete m_job;
    m_context.reset();
    m_writer.reset();
    m_target.reset();
}

Result<void> SessionWorker::open(const Session::Opening &opening)
{
    auto project =
        opening.create ? Project::create(opening.projectPath, m_clock) : Project::open(opening.projectPath, m_clock);
    if (!project)
        return project.error();
    m_project = std::move(*project);
    m_writer = std::make_unique<JournalWriter>(*m_project, m_clock);
    if (!opening.create)
        return {};
    return m_project->transaction([&]() -> Result<void> {
        MetaTable meta(*m_project);
        const std::initializer_list<std::pair<QString, QString>> values = {
            {u"name"_s, opening.name},
            {u"destination"_s, opening.destination},
            {u"rehearsal"_s, opening.rehearsal ? u"1"_s : QString()}};
        for (const auto &[key, value] : values) {
            if (const auto set = meta.setValue(key, value); !set)
                return set;
        }
        return {};
    });
}

QString SessionWorker::name() const
{
    return MetaTable(*m_project).value(u"name"_s);
}

bool SessionWorker::isRehearsal() const
{
    return !MetaTable(*m_project).value(u"rehearsal"_s).isEmpty();
}

bool SessionWorker::begin(Activity activity)
{
    if (m_activity != Activity::None) {
        Q_EMIT activityEnded(
            {.activity = activity,
             .stopped =
                 Error{.kind = Error::Kind::Precondition,
                       .what = QCoreApplication::translate("Session", "Something else is running."),
                       .remedy = QCoreApplication::translate("Session", "Wait until it has ended, or stop it.")}});
        return false;
    }
    m_activity = activity;
    Q_EMIT activityStarted(activity);
    return true;
}

void SessionWorker::end(std::optional<Error> stopped, qint64 failedItems, qint64 differences)
{
    const Activity activity = m_activity;
    m_activity = Activity::None;
    m_shownAt.reset();
    Q_EMIT activityEnded(
        {.activity = activity, .stopped = std::move(stopped), .failedItems = failedItems, .differences = differences});
}

void SessionWorker::follow(Job &job, std::function<void()> done)
{
    m_job = &job;
    connect(&job, &Job::progress, this, [this](qint64 amount, qint64 total) {
        const UtcTime now = m_clock.nowUtc();
        if (m_shownAt && now >= *m_shownAt && now - *m_shownAt < kBetweenSnapshots)
            return;
        m_shownAt = now;
        Q_EMIT progress({.activity = m_activity, .done = amount, .total = total});
    });
    connect(&job, &Job::finished, this, [this, &job, done = std::move(done)] {
        m_job = nullptr;
        job.deleteLater();
        done();
    });
    job.start();
}

Result<std::shared_ptr<const Source>> SessionWorker::source()
{
    if (m_source)
        return m_source;
    const MetaTable meta(*m_project);
    const QString path = meta.value(u"source.path"_s);
    if (path.isEmpty())
        return Error{.kind = Error::Kind::Precondition,
                     .what = QCoreApplication::translate("Session", "No export was read yet.")};
    auto opened = Source::open(path);
    if (!opened) {
        Error error = opened.error();
        error.remedy = QCoreApplication::translate("Session", "Put the export back, or show where it lies now.");
        return error;
    }
    if (QString::fromLatin1((*opened)->description().fingerprint.toHex()) != meta.value(u"source.fingerprint"_s))
        return Error{
            .kind = Error::Kind::Input,
            .what = QCoreApplication::translate("Session", "The export at %1 is another one than this project was "
                                                           "made from.")
                        .arg(path),
            .remedy =
                QCoreApplication::translate("Session", "Put the export back; a newer one is given at Reconcile.")};
    m_source = std::move(*opened);
    return m_source;
}

bool SessionWorker::needTarget()
{
    if (m_target)
        return true;
    end(Error{.kind = Error::Kind::SignInNeeded,
              .what = QCoreApplication::translate("Session", "There is no connection to the destination yet."),
              .remedy = QCoreApplication::translate("Session", "Give the key file and the administrator's address.")});
    return false;
}

void SessionWorker::scan(const QString &exportPath)
{
    if (!begin(Activity::Scan))
        return;
    auto opened = Source::open(exportPath);
    if (!opened)
        return end(opened.error());
    std::shared_ptr<const Source> source = std::move(*opened);
    auto *scanner = new Scanner(*m_project, source, this);
    follow(*scanner, [this, scanner, source] {
        const Result<ScanSummary> summary = scanner->result();
        if (!summary)
            return end(summary.error());
        m_source = source;
        if (const auto decided = decideAll(); !decided)
            return end(decided.error());
        Q_EMIT planChanged();
        end();
    });
}

void SessionWorker::setConnection(const ConnectionSettings &settings)
{
    m_connection = settings;
    m_accountsKnown = false;
    Q_EMIT connectedChanged(false);
    m_context.reset();
    // A rehearsal can never be turned into a real move.
    const bool leavesComputer = settings.endpoint.isEmpty() || !isLoopback(QUrl(settings.endpoint));
    auto made = isRehearsal() && leavesComputer
                    ? Result<std::unique_ptr<Target>>(Error{
                          .kind = Error::Kind::Precondition,
                          .what = QCoreApplication::translate("Session", "This project is a rehearsal; it never leaves "
                                                                         "this computer."),
                          .remedy = QCoreApplication::translate("Session", "Make a real project for the real move.")})
                    : m_factory.make(settings, MetaTable(*m_project).projectKey());
    if (!made) {
        m_target.reset();
        Q_EMIT activityEnded({.activity = Activity::Check, .stopped = made.error()});
        return;
    }
    m_target = std::move(*made);
    m_pacer = std::make_unique<Pacer>(m_target->quotas());
    MetaTable meta(*m_project);
    if (meta.value(u"admin"_s) != settings.adminEmail) {
        if (const auto set = meta.setValue(u"admin"_s, settings.adminEmail); !set)
            Q_EMIT failed(set.error());
    }
}

void SessionWorker::check()
{
    if (!begin(Activity::Check) || !needTarget())
        return;
    // Addresses of the old chat may lie in domains that are none of this organisation's; those are nobody's yet.
    const QString ownDomain = m_connection.adminEmail.section(u'@', 1).toLower();
    QStringList authors;
    QHash<QString, int> asked;
    for (const PersonRow &person : PersonTable(*m_project).all()) {
        const QString address = person.targetEmail.isEmpty() ? person.source.email.toLower() : person.targetEmail;
        const QString domain = address.section(u'@', 1);
        const bool ours = person.policyByHand || domain == ownDomain;
        if (person.policy != PersonRow::Policy::Map || domain.isEmpty() || !ours || asked[domain] >= kAuthorsAsked)
            continue;
        ++asked[domain];
        authors << address;
    }
    ConnectionCheckJob *job = m_factory.check(m_connection, authors, this);
    connect(job, &ConnectionCheckJob::changed, this, &SessionWorker::checkChanged);
    follow(*job, [this, job] {
        const auto result = job->result();
        if (!result)
            return end(result.error());
        for (const ConnectionCheck &check : *result) {
            if (check.state == ConnectionCheck::State::Failed)
                return end(Error{.kind = Error::Kind::NotSetUp,
                                 .what = check.title + u": "_s + check.sentence,
                                 .remedy = check.remedy,
                                 .detail = check.detail});
        }
        readAccountsNow();
    });
}

void SessionWorker::readAccounts()
{
    if (begin(Activity::Check) && needTarget())
        readAccountsNow();
}

void SessionWorker::fetchFiles(bool standIns)
{
    if (!begin(Activity::FetchFiles))
        return;
    const auto opened = source();
    if (!opened)
        return end(opened.error());
    if (!m_fileClient)
        m_fileClient = std::make_unique<HttpClient>(m_clock, 1);
    auto pages = std::make_shared<AttachmentPages>(*m_project, *opened);
    auto *fetcher = new Fetcher(*m_project, *m_fileClient, m_clock,
                                {.next = [pages] { return pages->next(); }, .standIns = standIns}, this);
    follow(*fetcher, [this, fetcher] {
        const auto summary = fetcher->result();
        if (!summary)
            return end(summary.error());
        Q_EMIT planChanged();
        end({}, summary->unavailable);
    });
}

void SessionWorker::pause()
{
    if (m_validation)
        m_validation->pause();
    else if (m_stage)
        m_stage->pause();
}

void SessionWorker::resume()
{
    if (m_validation)
        m_validation->resume();
    else if (m_stage)
        m_stage->resume();
}

void SessionWorker::cancel()
{
    if (m_validation)
        m_validation->cancel();
    else if (m_stage)
        m_stage->cancel();
    else if (m_job)
        m_job->cancel();
}

void SessionWorker::writeReport(const QString &folder)
{
    m_writer->flush();
    const auto written = chatferry::writeReport(*m_project, folder);
    Q_EMIT reportWritten(folder, written ? QString() : written.error().what);
}

} // namespace chatferry
