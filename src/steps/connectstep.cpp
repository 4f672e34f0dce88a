// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/connectstep.h"

#include "googlechat/connectioncheck.h"
#include "steps/humanwords.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr auto kRepeat = std::chrono::minutes(5);
constexpr qint64 kMostKeyBytes = 64 * 1024;
const auto kTrialAsked = u"trial-space"_s;

struct Link
{
    QString key;
    QString title;
};

/// The chain as the check walks it (see GoogleConnectionCheck).
QList<Link> chain()
{
    return {{u"key"_s, ConnectStep::tr("Service-account key")},
            {u"clock"_s, ConnectStep::tr("Clock")},
            {u"token"_s, ConnectStep::tr("Access")},
            {u"delegation"_s, ConnectStep::tr("Delegation")},
            {u"authors"_s, ConnectStep::tr("Writing for accounts")},
            {u"directory"_s, ConnectStep::tr("Directory")},
            {u"drive"_s, ConnectStep::tr("Drive")},
            {u"app"_s, ConnectStep::tr("Chat app")},
            {u"trial"_s, ConnectStep::tr("Trial space")}};
}

bool isAddress(const QString &text)
{
    const qsizetype at = text.indexOf(u'@');
    return at > 0 && at == text.lastIndexOf(u'@') && text.indexOf(u'.', at) > at + 1 && !text.endsWith(u'.') &&
           !text.contains(u' ') && !text.contains(u',');
}

bool isReadableByOthers(const QString &path)
{
#ifdef Q_OS_UNIX
    const auto permissions = QFileInfo(path).permissions();
    return permissions.testAnyFlags(QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup |
                                    QFileDevice::WriteOther);
#else
    Q_UNUSED(path);
    return false;
#endif
}

} // namespace

ConnectStep::ConnectStep(Workbench &bench, SecretStore &secrets, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_secrets(secrets)
    , m_downloads(QStandardPaths::writableLocation(QStandardPaths::DownloadLocation))
    , m_repeat(new QTimer(this))
{
    m_repeat->setInterval(kRepeat);
    connect(m_repeat, &QTimer::timeout, this, [this] {
        if (!isRunning() && mainAction().enabled && wasAsked())
            connectNow();
    });
    connect(&bench, &Workbench::opened, this, [this] {
        reset();
        m_admin = meta(u"admin"_s);
        askKeychain();
    });
    connect(&bench, &Workbench::closed, this, &ConnectStep::reset);
    connect(&bench, &Workbench::activityChanged, this, [this] {
        if (isRunning())
            return;
        const auto end = this->bench().lastEnd(Activity::Check);
        if (!end || !this->bench().isConnected() || m_connectedAt)
            return;
        m_connectedAt = this->bench().clock().nowUtc();
        m_repeat->stop();
        Q_EMIT changed();
    });
}

QString ConnectStep::purpose() const
{
    return tr("Checks that Chatferry may write in your Google domain. The last check makes one hidden trial space and "
              "deletes it.");
}

void ConnectStep::reset()
{
    m_key.reset();
    m_keyJson.fill('\0');
    m_keyJson.clear();
    m_keyPath.clear();
    m_isKept = false;
    m_admin.clear();
    m_adminEdited = false;
    m_keyError.reset();
    m_keepError.reset();
    m_connectedAt.reset();
    m_repeat->stop();
    Q_EMIT changed();
}

QString ConnectStep::meta(const QString &key) const
{
    return bench().isOpen() ? MetaTable(bench().reader()).value(key) : QString();
}

bool ConnectStep::wasAsked() const
{
    return !meta(u"confirmed."_s + kTrialAsked).isEmpty();
}

// The key and where it is kept.

QString ConnectStep::secretName() const
{
    return u"service-account-"_s + MetaTable(bench().reader()).projectKey();
}

void ConnectStep::enter()
{
    askKeychain();
}

void ConnectStep::refresh()
{
    if (m_keychain == Keychain::Absent)
        m_keychain = Keychain::Unknown;
    askKeychain();
}

void ConnectStep::askKeychain()
{
    if (!bench().isOpen() || isRehearsal())
        return;
    if (m_keychain == Keychain::There && !m_key)
        readKept();
    if (m_keychain != Keychain::Unknown)
        return;
    m_keychain = Keychain::Asking;
    auto *job = m_secrets.probe(this);
    connect(job, &Job::finished, this, [this, job] {
        job->deleteLater();
        m_keychain = job->result() ? Keychain::There : Keychain::Absent;
        if (m_keychain == Keychain::Absent)
            m_keep = Keep::AskEachTime;
        else if (m_key)
            keepKey();
        else
            readKept();
        Q_EMIT changed();
    });
    job->start();
}

void ConnectStep::readKept()
{
    if (!bench().isOpen() || isRehearsal())
        return;
    const QString name = secretName();
    auto *job = m_secrets.read(name, this);
    connect(job, &Job::finished, this, [this, job, name] {
        job->deleteLater();
        // Another project, or a key that was chosen meanwhile, counts more.
        if (!bench().isOpen() || isRehearsal() || secretName() != name || m_key)
            return;
        if (!job->result() || !*job->result() || !takeKey(**job->result()))
            return;
        m_isKept = true;
        Q_EMIT changed();
    });
    job->start();
}

void ConnectStep::keepKey()
{
    if (!m_key || m_keyJson.isEmpty() || m_keep != Keep::Keychain || m_keychain != Keychain::There)
        return;
    const QString name = secretName();
    auto *job = m_secrets.write(name, m_keyJson, this);
    connect(job, &Job::finished, this, [this, job, name] {
        job->deleteLater();
        if (!bench().isOpen() || secretName() != name)
            return;
        m_isKept = bool(job->result());
        m_keepError.reset();
        if (!job->result())
            m_keepError = job->result().error();
        Q_EMIT changed();
    });
    job->start();
}

void ConnectStep::setKeep(Keep keep)
{
    if (m_keep == keep || !bench().isOpen() || isRehearsal())
        return;
    m_keep = keep;
    if (keep == Keep::Keychain) {
        keepKey();
        Q_EMIT changed();
        return;
    }
    const QString name = secretName();
    auto *job = m_secrets.remove(name, this);
    connect(job, &Job::finished, this, [this, job, name] {
        job->deleteLater();
        if (!bench().isOpen() || secretName() != name)
            return;
        m_keepError.reset();
        if (job->result())
            m_isKept = false;
        else
            m_keepError = job->result().error();
        Q_EMIT changed();
    });
    job->start();
    Q_EMIT changed();
}

bool ConnectStep::takeKey(const QByteArray &json)
{
    const auto key = ServiceAccountKey::fromJson(json);
    if (!key) {
        m_keyError = key.error();
        return false;
    }
    m_keyError.reset();
    m_key = *key;
    m_keyJson = json;
    m_connectedAt.reset();
    return true;
}

void ConnectStep::useKeyFile(const QString &path)
{
    if (!bench().isOpen() || isRehearsal() || path.isEmpty())
        return;
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.open(QIODevice::ReadOnly)) {
        m_keyError = {.kind = Error::Kind::File,
                      .what = tr("\"%1\" cannot be read.").arg(name),
                      .remedy = tr("Choose another file, or see that you may read this one.")};
    } else if (file.size() > kMostKeyBytes) {
        m_keyError = {.kind = Error::Kind::Input,
                      .what = tr("\"%1\" is no service-account key: it is too large.").arg(name),
                      .remedy = tr("Choose the JSON file that the Cloud console gave for the key.")};
    } else if (takeKey(file.readAll())) {
        m_keyPath = QFileInfo(path).absoluteFilePath();
        m_isKept = false;
        keepKey();
    }
    Q_EMIT changed();
}

QString ConnectStep::keyText() const
{
    if (isRehearsal())
        return tr("Given by the stand-in: a rehearsal needs no key.");
    if (!m_key)
        return {};
    const QString account = m_key->clientEmail.section(u".iam."_s, 0, 0);
    return tr("%1 · key %2").arg(account, m_key->keyId.left(4));
}

QString ConnectStep::keptText() const
{
    if (isRehearsal())
        return {};
    switch (m_keychain) {
    case Keychain::Unknown:
    case Keychain::Asking:
        return tr("Asking the keychain of this computer.");
    case Keychain::Absent:
        return tr(
            "No keychain answers on this computer, so the key is held until Chatferry is closed and asked for each "
            "time.");
    case Keychain::There:
        break;
    }
    if (m_keep == Keep::AskEachTime)
        return m_isKept ? tr("Taking the key out of the keychain.")
                        : tr("The key is held until Chatferry is closed and asked for each time.");
    if (!m_key)
        return tr("The key will be kept in the keychain of this computer.");
    return m_isKept ? tr("Kept in the keychain of this computer.") : tr("Held until Chatferry is closed.");
}

QString ConnectStep::clientId() const
{
    return m_key && !isRehearsal() ? m_key->clientId : QString();
}

QString ConnectStep::scopes() const
{
    return GoogleConnectionCheck::scopesToDelegate().join(u',');
}

QStringList ConnectStep::howToGetKey() const
{
    return {
        tr("Google Cloud console: make a project, and turn on the Google Chat API, the Google Drive API and the Admin "
           "SDK API."),
        tr("Google Chat API > Configuration: give the app a name, an avatar and a description, and save. Without this "
           "no space can be created."),
        tr("IAM & Admin > Service Accounts: make a service account, then Keys > Add key > JSON. The file that comes is "
           "the key."),
        tr("Admin console > Security > API controls > Domain-wide delegation: a super administrator adds the client ID "
           "and the scopes. Both stand here to copy once the key is chosen."),
        tr("Choose the key file here, name the administrator and press Check connection.")};
}

// The account.

QString ConnectStep::admin() const
{
    if (isRehearsal())
        return bench().world() ? bench().world()->adminEmail() : QString();
    return m_admin;
}

void ConnectStep::setAdmin(const QString &address)
{
    const QString clean = oneLine(address).trimmed().toLower();
    if (isRehearsal() || clean == m_admin)
        return;
    m_admin = clean;
    m_adminEdited = true;
    m_connectedAt.reset();
    Q_EMIT changed();
}

QString ConnectStep::adminProblem() const
{
    if (admin().isEmpty() || isAddress(admin()))
        return {};
    return tr("This is not an e-mail address.");
}

QString ConnectStep::domainText() const
{
    if (!isAddress(admin()))
        return {};
    const QString domain = admin().section(u'@', 1);
    return isRehearsal() ? tr("The rehearsal acts in the stand-in's %1; nothing leaves this computer.").arg(domain)
                         : tr("You are about to act in: %1").arg(domain);
}

// The chain.

QList<ConnectionCheck> ConnectStep::checks() const
{
    QList<ConnectionCheck> out;
    for (const Link &link : chain()) {
        const auto known = std::find_if(bench().checks().begin(), bench().checks().end(),
                                        [&link](const ConnectionCheck &check) { return check.key == link.key; });
        if (known != bench().checks().end()) {
            out.append(*known);
            continue;
        }
        ConnectionCheck check;
        check.key = link.key;
        check.title = link.title;
        out.append(check);
    }
    return out;
}

QString ConnectStep::checkWord(const ConnectionCheck &check) const
{
    switch (check.state) {
    case ConnectionCheck::State::Running:
        return isRunning() ? tr("checking") : tr("not finished");
    case ConnectionCheck::State::Passed:
        return tr("passed");
    case ConnectionCheck::State::Warned:
        return tr("passed with a note");
    case ConnectionCheck::State::Failed:
        return tr("stopped");
    case ConnectionCheck::State::Waiting:
        break;
    }
    for (const ConnectionCheck &one : checks()) {
        if (one.key == check.key)
            break;
        if (one.state == ConnectionCheck::State::Failed)
            return tr("waits for %1").arg(one.title);
    }
    return tr("to do");
}

QString ConnectStep::checkSentence(const ConnectionCheck &check) const
{
    return check.sentence.isEmpty() ? tr("%1, %2").arg(check.title, checkWord(check))
                                    : tr("%1, %2, %3").arg(check.title, checkWord(check), check.sentence);
}

QString ConnectStep::verdict() const
{
    if (!bench().isConnected() || isRunning())
        return {};
    const QString domain = isRehearsal() ? tr("the stand-in's %1").arg(bench().domain()) : bench().domain();
    return m_connectedAt ? tr("Connected to %1 at %2.").arg(domain, clockText(*m_connectedAt))
                         : tr("Connected to %1.").arg(domain);
}

QString ConnectStep::patience() const
{
    const auto all = checks();
    const bool stopped = std::any_of(all.begin(), all.end(), [](const ConnectionCheck &check) {
        return check.key == u"delegation" && check.state == ConnectionCheck::State::Failed;
    });
    return stopped && !isRehearsal() ? tr("Google may need up to 24 hours after the entry was made. You can plan "
                                          "meanwhile.")
                                     : QString();
}

StepStatus ConnectStep::state() const
{
    StepStatus status;
    if (!bench().isOpen())
        return status;
    if (isRunning()) {
        status.state = StepState::Running;
        return status;
    }
    const auto all = checks();
    const auto failed = std::count_if(all.begin(), all.end(), [](const ConnectionCheck &check) {
        return check.state == ConnectionCheck::State::Failed;
    });
    if (bench().isConnected()) {
        const auto open = points();
        status.needs = static_cast<int>(
            std::count_if(open.begin(), open.end(), [](const Point &point) { return !point.confirmed; }));
        status.state = status.needs > 0 ? StepState::NeedsYou : StepState::Done;
    } else if (failed > 0) {
        status.needs = static_cast<int>(failed);
        status.state = StepState::NeedsYou;
    } else if (stopTrouble()) {
        status.state = StepState::Stopped;
    }
    return status;
}

std::optional<Hindrance> ConnectStep::remark() const
{
    if (!bench().isConnected())
        return Hindrance{tr("Not connected yet: planning works, creating stays locked.")};
    const auto all = points();
    const auto open = std::count_if(all.begin(), all.end(), [](const Point &point) { return !point.confirmed; });
    if (open == 0)
        return {};
    return Hindrance{open == 1 ? tr("1 point is not confirmed yet.")
                               : tr("%1 points are not confirmed yet.").arg(countText(open))};
}

QList<Trouble> ConnectStep::troubles() const
{
    QList<Trouble> out;
    if (!bench().isOpen())
        return out;
    if (m_keyError) {
        Trouble trouble;
        trouble.id = u"key"_s;
        trouble.error = *m_keyError;
        trouble.remedies = {{tr("Choose another file"), u"choose-key"_s}};
        out.append(trouble);
    }
    if (m_keepError) {
        Trouble trouble;
        trouble.id = u"keep"_s;
        trouble.error = *m_keepError;
        trouble.warning = true;
        trouble.remedies = {{tr("Try again"), u"keep-again"_s}};
        out.append(trouble);
    }
    if (!m_keyPath.isEmpty() && m_key && QFileInfo::exists(m_keyPath)) {
        if (isReadableByOthers(m_keyPath)) {
            Trouble trouble;
            trouble.id = u"key-readable"_s;
            trouble.warning = true;
            trouble.error = {.kind = Error::Kind::File,
                             .what = tr("Other people of this computer can read the key file."),
                             .remedy = tr("Whoever has the key can write in your domain as anybody.")};
            trouble.remedies = {{tr("Make it private"), u"make-private"_s}};
            out.append(trouble);
        } else if (!m_downloads.isEmpty() && m_keyPath.startsWith(QDir(m_downloads).absolutePath() + u'/')) {
            Trouble trouble;
            trouble.id = u"key-downloads"_s;
            trouble.warning = true;
            trouble.error = {.kind = Error::Kind::File,
                             .what = tr("The key file lies among the downloads, where it is easily forgotten."),
                             .remedy = m_isKept ? tr("The key is in the keychain; the file can be deleted.")
                                                : tr("Move it to a safe place and choose it there.")};
            out.append(trouble);
        }
    }
    const auto all = checks();
    const bool listed = std::any_of(all.begin(), all.end(), [](const ConnectionCheck &check) {
        return check.state == ConnectionCheck::State::Failed;
    });
    // A failed link says by itself what is wrong.
    if (const auto stopped = stopTrouble(); stopped && !listed) {
        Trouble trouble = *stopped;
        trouble.remedies = {{tr("Check again"), u"check"_s}};
        out.append(trouble);
    }
    return out;
}

Action ConnectStep::mainAction() const
{
    if (isRunning())
        return {.text = tr("&Stop checking"), .icon = u"circle-x"_s, .enabled = true, .running = true};
    Action action{.text = wasAsked() ? tr("Chec&k connection") : tr("Chec&k connection…"),
                  .icon = u"plug"_s,
                  .level = DeedLevel::Reversible};
    if (!bench().isOpen())
        action.reasonOff = tr("Begin a project first.");
    else if (isRehearsal() && !bench().world())
        action.reasonOff = tr("Read the export first: the stand-in's accounts come from it.");
    else if (!hasKey())
        action.reasonOff = tr("Choose the service-account key first.");
    else if (admin().isEmpty())
        action.reasonOff = tr("Name the administrator first.");
    else if (!adminProblem().isEmpty())
        action.reasonOff = adminProblem();
    else if (bench().activity() != Activity::None && bench().activity() != Activity::Plan)
        action.reasonOff = tr("Something else is running; it has to end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

std::optional<Confirmation> ConnectStep::confirmation() const
{
    if (isRunning() || wasAsked())
        return {};
    const QString domain = admin().section(u'@', 1);
    Confirmation ask;
    ask.level = DeedLevel::Reversible;
    ask.destination = tr("Google Chat: %1").arg(domain);
    ask.title = tr("Check the connection to %1").arg(domain);
    ask.lines = {
        tr("The checks read the directory and ask for access as %1 and as one author of each domain.").arg(admin()),
        tr("The last check makes one hidden trial space in %1, writes one message into it and deletes it. "
           "Nobody sees it.")
            .arg(domain),
        tr("It is made only when everything before it passed. This is asked once per project.")};
    ask.verb = tr("Check connection");
    return ask;
}

void ConnectStep::runMain(const Consent &)
{
    if (isRunning()) {
        m_repeat->stop();
        bench().session().cancel();
        return;
    }
    if (!mainAction().enabled)
        return;
    if (!wasAsked())
        bench().session().confirm(kTrialAsked, true);
    connectNow();
}

void ConnectStep::connectNow()
{
    m_connectedAt.reset();
    if (!isRehearsal())
        bench().session().setConnection({.serviceAccountKey = m_keyJson, .adminEmail = m_admin, .endpoint = {}});
    bench().session().check();
}

bool ConnectStep::isRepeating() const
{
    return m_repeat->isActive();
}

void ConnectStep::setRepeating(bool repeating)
{
    if (repeating)
        m_repeat->start();
    else
        m_repeat->stop();
    Q_EMIT changed();
}

void ConnectStep::act(const QString &id)
{
    if (id == u"choose-key") {
        Q_EMIT keyFileWanted();
    } else if (id == u"keep-again") {
        if (m_keep == Keep::Keychain) {
            keepKey();
        } else {
            m_keep = Keep::Keychain;
            setKeep(Keep::AskEachTime);
        }
    } else if (id == u"make-private") {
        if (!QFile::setPermissions(m_keyPath, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            m_keyError = {.kind = Error::Kind::File,
                          .what = tr("The rights of the key file could not be changed."),
                          .remedy = tr("Change them in your file manager, or move the file.")};
        Q_EMIT changed();
    } else if (id == u"check" && wasAsked() && !isRunning()) {
        runMain({});
    }
}

// What no program can check.

QList<ConnectStep::Point> ConnectStep::points() const
{
    if (!bench().isOpen())
        return {};
    std::optional<UtcTime> oldest;
    for (const ConversationRow &row : bench().conversations()) {
        if (row.choice != ConversationRow::Choice::Leave && row.counts.first &&
            (!oldest || *row.counts.first < *oldest))
            oldest = row.counts.first;
    }
    QList<Point> out = {{u"chat-on"_s, tr("Chat is on for the top unit")},
                        {u"history-on"_s, tr("History is on")},
                        {u"retention"_s, oldest ? tr("Retention reaches back to %1").arg(dayText(*oldest))
                                                : tr("Retention reaches back to the oldest message")},
                        {u"blind"_s, tr("I know: DLP and Vault do not see imported data until a space is completed")}};
    for (Point &point : out) {
        point.confirmed = fromRfc3339(meta(u"confirmed."_s + point.id));
        if (point.confirmed)
            point.recorded = tr("confirmed %1").arg(momentText(*point.confirmed));
    }
    return out;
}

void ConnectStep::confirm(const QString &id, bool confirmed)
{
    if (bench().isOpen())
        bench().session().confirm(id, confirmed);
}

} // namespace chatferry
