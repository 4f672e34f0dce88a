// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/workbench.h"

#include "steps/rehearsalpeople.h"
#include "store/conversationtable.h"
#include "store/persontable.h"
#include "store/spacetable.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr auto kReplanDelay = std::chrono::milliseconds(300);

/// The accounts of the stand-in: those the people of the export would have, and those somebody was mapped to.
std::vector<SimulatorAccount> accountsOf(const std::vector<PersonRow> &rows)
{
    std::vector<Person> people;
    for (const PersonRow &row : rows)
        people.push_back(row.source);
    std::vector<SimulatorAccount> accounts = accountsFromPeople(people);
    for (const PersonRow &row : rows) {
        if (row.targetEmail.isEmpty())
            continue;
        const bool there = std::any_of(accounts.begin(), accounts.end(), [&row](const SimulatorAccount &account) {
            return account.email == row.targetEmail;
        });
        if (!there)
            accounts.push_back({.email = row.targetEmail, .name = row.source.name});
    }
    return accounts;
}

} // namespace

Workbench::Workbench(TargetFactory factory, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_factory(std::move(factory))
    , m_clock(clock)
{
}

Workbench::~Workbench() = default;

Session &Workbench::session()
{
    Q_ASSERT(m_session);
    return *m_session;
}

Project &Workbench::reader()
{
    Q_ASSERT(m_reader);
    return *m_reader;
}

Result<void> Workbench::open(const QString &projectPath)
{
    close();
    const auto taken = take(Session::open({.projectPath = projectPath}, m_factory, m_clock));
    if (taken && isRehearsal() && isScanned()) {
        if (const auto world = startWorld(); !world)
            Q_EMIT failed(world.error());
    }
    return taken;
}

Result<void> Workbench::createProject(const QString &projectPath, const QString &name, const QString &destination)
{
    close();
    const auto taken = take(Session::open(
        {.projectPath = projectPath, .create = true, .name = name, .destination = destination}, m_factory, m_clock));
    if (taken)
        askAboutPeople();
    return taken;
}

void Workbench::askAboutPeople()
{
    // What could expose people has no default in the wizard: it is asked.
    PlanSettings settings;
    settings.directTalks = PlanSettings::DirectTalks::Ask;
    m_session->setSettings(settings);
}

Result<void> Workbench::createRehearsal(const QString &projectPath, const QString &exportPath,
                                        const QByteArray &peopleMap)
{
    close();
    const auto taken = take(Session::open({.projectPath = projectPath,
                                           .create = true,
                                           .name = tr("Rehearsal"),
                                           .destination = u"google-chat"_s,
                                           .rehearsal = true},
                                          m_factory, m_clock));
    if (!taken)
        return taken;
    askAboutPeople();
    // The accounts of the stand-in are those of the export's people, so the world begins once they are read.
    auto *once = new QObject(m_session.get());
    connect(m_session.get(), &Session::activityEnded, once, [this, once, peopleMap](const ActivityEnd &end) {
        if (end.activity != Activity::Scan || end.stopped)
            return;
        once->deleteLater();
        const auto begin = [this] {
            if (const auto world = startWorld(); !world)
                Q_EMIT failed(world.error());
        };
        if (peopleMap.isEmpty()) {
            begin();
            return;
        }
        connect(m_session.get(), &Session::peopleMapRead, m_session.get(), begin, Qt::SingleShotConnection);
        m_session->applyPeopleMap(peopleMap);
    });
    m_session->scan(exportPath);
    return taken;
}

Result<void> Workbench::startWorld()
{
    auto world = RehearsalWorld::start({.projectPath = m_session->projectPath(),
                                        .accounts = accountsOf(PersonTable(*m_reader).all()),
                                        .quotas = m_rehearsalQuotas});
    if (!world)
        return world.error();
    m_world = std::move(*world);
    m_session->setConnection(m_world->connection());
    if (isPlanAccepted())
        m_session->readAccounts();
    Q_EMIT checksChanged();
    return {};
}

Result<void> Workbench::take(Result<std::unique_ptr<Session>> session)
{
    if (!session)
        return session.error();
    m_session = std::move(*session);
    auto reader = Project::openForReading(m_session->projectPath());
    if (!reader) {
        m_session.reset();
        return reader.error();
    }
    m_reader = std::move(*reader);

    Session *const now = m_session.get();
    connect(now, &Session::progress, this, [this](const Snapshot &snapshot) {
        m_snapshot = snapshot;
        Q_EMIT snapshotChanged();
    });
    connect(now, &Session::activityStarted, this, [this](Activity activity) {
        m_activity = activity;
        m_ends.remove(activity);
        m_snapshot = {.activity = activity};
        if (activity == Activity::Check)
            m_checks.clear();
        Q_EMIT activityChanged();
    });
    connect(now, &Session::activityEnded, this, [this](const ActivityEnd &end) {
        m_activity = Activity::None;
        m_ends.insert(end.activity, end);
        m_snapshot.paused = false;
        reload();
        Q_EMIT activityChanged();
        if (end.activity == Activity::Scan || end.activity == Activity::Check)
            replan();
    });
    connect(now, &Session::checkChanged, this, [this](const ConnectionCheck &check) {
        const auto known = std::find_if(m_checks.begin(), m_checks.end(),
                                        [&check](const ConnectionCheck &one) { return one.key == check.key; });
        if (known == m_checks.end())
            m_checks.append(check);
        else
            *known = check;
        Q_EMIT checksChanged();
    });
    connect(now, &Session::planChanged, this, [this] {
        reload();
        replan();
    });
    connect(now, &Session::planned, this, [this](const PlanResult &result) {
        m_plan = result;
        reload();
        Q_EMIT planChanged();
    });
    connect(now, &Session::spacesChanged, this, &Workbench::reload);
    connect(now, &Session::failed, this, &Workbench::failed);
    reload();
    if (isScanned())
        replan();
    Q_EMIT opened();
    return {};
}

void Workbench::close()
{
    if (!m_session)
        return;
    m_reader.reset();
    m_session.reset();
    m_world.reset();
    m_snapshot = {};
    m_activity = Activity::None;
    m_ends.clear();
    m_plan.reset();
    m_spaces.clear();
    m_conversations.clear();
    m_checks.clear();
    m_undecided = 0;
    Q_EMIT closed();
}

void Workbench::reload()
{
    if (!m_reader)
        return;
    m_conversations = ConversationTable(*m_reader).all();
    m_spaces.clear();
    const SpaceTable table(*m_reader);
    for (const SpaceRow &space : table.all()) {
        // all() lists the attempts of a slice one after the other; the last one counts.
        if (!m_spaces.empty() && m_spaces.back().conversation == space.conversation &&
            m_spaces.back().slice == space.slice)
            m_spaces.back() = space;
        else
            m_spaces.push_back(space);
    }
    m_undecided = 0;
    for (const PersonRow &person : PersonTable(*m_reader).all()) {
        if (person.policy == PersonRow::Policy::Undecided && (person.messages > 0 || person.reactions > 0))
            ++m_undecided;
    }
    Q_EMIT rowsChanged();
}

bool Workbench::isRehearsal() const
{
    return m_session && m_session->isRehearsal();
}

QString Workbench::name() const
{
    return m_session ? m_session->projectName() : QString();
}

QString Workbench::projectPath() const
{
    return m_session ? m_session->projectPath() : QString();
}

QString Workbench::domain() const
{
    if (m_world)
        return m_world->adminEmail().section(u'@', 1);
    return m_reader ? MetaTable(*m_reader).value(u"admin"_s).section(u'@', 1) : QString();
}

UtcTime Workbench::serverNow() const
{
    return m_world ? m_world->simulator().now() : m_clock.nowUtc();
}

std::optional<ActivityEnd> Workbench::lastEnd(Activity activity) const
{
    const auto found = m_ends.constFind(activity);
    return found == m_ends.constEnd() ? std::nullopt : std::optional<ActivityEnd>(*found);
}

void Workbench::forgetEnd(Activity activity)
{
    m_ends.remove(activity);
}

const ConversationRow *Workbench::conversation(qint64 id) const
{
    const auto found = std::find_if(m_conversations.begin(), m_conversations.end(),
                                    [id](const ConversationRow &row) { return row.id == id; });
    return found == m_conversations.end() ? nullptr : &*found;
}

PlanSettings Workbench::settings() const
{
    if (!m_reader)
        return {};
    const QByteArray json = MetaTable(*m_reader).value(u"plan.settings"_s).toUtf8();
    if (json.isEmpty())
        return {};
    auto parsed = PlanSettings::fromJson(json);
    return parsed ? *parsed : PlanSettings{};
}

bool Workbench::isScanned() const
{
    return !m_conversations.empty();
}

bool Workbench::isConnected() const
{
    return m_session && m_session->isConnected();
}

bool Workbench::isPlanAccepted() const
{
    return (m_plan && m_plan->revision > 0 && m_plan->upToDate) ||
           std::any_of(m_spaces.begin(), m_spaces.end(),
                       [](const SpaceRow &space) { return space.stage != SpaceRow::Stage::Planned; });
}

int Workbench::spacesPast(SpaceRow::Stage stage) const
{
    return static_cast<int>(std::count_if(m_spaces.begin(), m_spaces.end(), [stage](const SpaceRow &space) {
        return space.stage >= stage && space.stage <= SpaceRow::Stage::Opened;
    }));
}

void Workbench::replan()
{
    if (m_replanAsked || !m_session)
        return;
    m_replanAsked = true;
    QTimer::singleShot(kReplanDelay, m_session.get(), [this] {
        m_replanAsked = false;
        m_session->plan();
    });
}

} // namespace chatferry
