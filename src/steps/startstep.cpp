// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/startstep.h"

#include "steps/humanwords.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

// Outside of any namespace, as Qt asks for resources of a static library.
static void initSample()
{
    Q_INIT_RESOURCE(sample);
}

namespace chatferry {

namespace {

const auto kEnding = u".chatferry"_s;

/// A name that every file system takes.
QString fileNameOf(const QString &name)
{
    QString out;
    for (const QChar c : oneLine(name).trimmed())
        out += u"/\\:*?\"<>|"_s.contains(c) ? QChar(u'-') : c;
    while (out.startsWith(u'.'))
        out.remove(0, 1);
    return out.left(80).trimmed();
}

QString freePath(const QString &folder, const QString &name, const QString &ending)
{
    QString path = folder + u'/' + name + ending;
    for (int i = 2; QFileInfo::exists(path); ++i)
        path = folder + u'/' + name + u" (%1)"_s.arg(i) + ending;
    return path;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What the spaces say of where a project stands.
QString standingOf(const Workbench &bench)
{
    if (!bench.isScanned())
        return StartStep::tr("no export read yet");
    const auto at = [&bench](SpaceRow::Stage from, SpaceRow::Stage to) {
        return std::any_of(bench.spaces().begin(), bench.spaces().end(),
                           [&](const SpaceRow &space) { return space.stage >= from && space.stage <= to; });
    };
    if (at(SpaceRow::Stage::Created, SpaceRow::Stage::Created))
        return StartStep::tr("Import");
    if (at(SpaceRow::Stage::Imported, SpaceRow::Stage::Imported))
        return StartStep::tr("Validate");
    if (at(SpaceRow::Stage::Validated, SpaceRow::Stage::Reconciled))
        return StartStep::tr("Complete");
    if (at(SpaceRow::Stage::Completed, SpaceRow::Stage::Completed))
        return StartStep::tr("Grant access");
    if (at(SpaceRow::Stage::Opened, SpaceRow::Stage::Opened))
        return at(SpaceRow::Stage::Planned, SpaceRow::Stage::Planned) ? StartStep::tr("Create") : StartStep::tr("done");
    return StartStep::tr("Plan");
}

} // namespace

StartStep::StartStep(Workbench &bench, RecentProjects &recent, Places places, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_known(recent)
    , m_places(std::move(places))
{
    initSample();
    connect(&bench, &Workbench::opened, this, [this] {
        m_failure.reset();
        remember();
    });
    connect(&bench, &Workbench::rowsChanged, this, [this] {
        m_known.update(facts());
        listRecent();
    });
    connect(&bench, &Workbench::closed, this, &StartStep::listRecent);
    listRecent();
}

QString StartStep::purpose() const
{
    return tr("Move your old chat one step at a time. Nothing is sent until you press a button that says so, and you "
              "can close the program at any moment.");
}

StepStatus StartStep::state() const
{
    return {.state = bench().isOpen() ? StepState::Done : StepState::ToDo};
}

QList<Hindrance> StartStep::problems() const
{
    if (bench().isOpen())
        return {};
    return {{tr("Choose one of the three ways to begin.")}};
}

QList<Trouble> StartStep::troubles() const
{
    if (!m_failure)
        return {};
    Trouble trouble;
    trouble.id = u"open-"_s + errorKindName(m_failure->kind);
    trouble.error = *m_failure;
    if (m_failure->kind == Error::Kind::Locked)
        trouble.remedies = {{tr("Try again"), u"try-open"_s}, {tr("Open another project"), u"open-other"_s}};
    else if (m_failure->kind == Error::Kind::NotFound && !m_failedPath.isEmpty())
        trouble.remedies = {{tr("Find it"), u"open-other"_s}, {tr("Forget it"), u"forget-failed"_s}};
    else
        trouble.remedies = {{tr("Open another project"), u"open-other"_s}};
    trouble.remedies.append({tr("Close this note"), u"dismiss"_s});
    return {trouble};
}

void StartStep::act(const QString &id)
{
    if (id == u"try-open") {
        open(QString(m_failedPath));
    } else if (id == u"open-other") {
        Q_EMIT projectWanted();
    } else if (id == u"forget-failed") {
        forget(QString(m_failedPath));
    } else if (id == u"dismiss") {
        m_failure.reset();
        Q_EMIT changed();
    }
}

void StartStep::enter()
{
    listRecent();
}

void StartStep::refresh()
{
    listRecent();
}

bool StartStep::isBusy() const
{
    return bench().isOpen() && bench().activity() != Activity::None && bench().activity() != Activity::Plan;
}

QString StartStep::busyReason() const
{
    return isBusy() ? tr("Something is running in \"%1\". Stop it first.").arg(bench().name()) : QString();
}

void StartStep::fail(const Error &error, const QString &path)
{
    m_failure = error;
    m_failedPath = path;
    listRecent();
}

void StartStep::setRehearsalSource(RehearsalSource source)
{
    m_source = source;
    Q_EMIT changed();
}

void StartStep::setOwnExport(const QString &path)
{
    m_ownExport = path;
    m_source = RehearsalSource::OwnExport;
    Q_EMIT changed();
}

Action StartStep::rehearsalAction() const
{
    Action action{.text = tr("&Start rehearsal"), .icon = u"flask-conical"_s};
    action.reasonOff = busyReason();
    if (action.reasonOff.isEmpty() && m_source == RehearsalSource::OwnExport && m_ownExport.isEmpty())
        action.reasonOff = tr("Choose the export to rehearse with.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

Result<QString> StartStep::prepareSample(const QString &folder) const
{
    const QByteArray sample = contentOf(m_places.sample);
    const auto wrong = [&folder](Error::Kind kind) {
        return Error{.kind = kind,
                     .what = tr("The sample could not be copied to \"%1\".").arg(QDir::toNativeSeparators(folder)),
                     .remedy = tr("Make room there, or see that you may write there, and try again.")};
    };
    if (sample.isEmpty())
        return Error{.kind = Error::Kind::Bug, .what = tr("This build of Chatferry carries no sample export.")};
    const QString name = QFileInfo(m_places.sample).completeBaseName();
    QString path = folder + u'/' + name + u".zip"_s;
    // A sample that somebody works on stays as it is.
    if (QFileInfo::exists(path) && contentOf(path) != sample)
        path = freePath(folder, name, u".zip"_s);
    if (QFileInfo::exists(path))
        return path;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return wrong(Error::Kind::File);
    if (file.write(sample) != sample.size() || !file.flush()) {
        file.remove();
        return wrong(Error::Kind::DiskFull);
    }
    return path;
}

void StartStep::startRehearsal()
{
    if (!rehearsalAction().enabled)
        return;
    const QString folder = m_places.documents + u"/Chatferry"_s;
    if (!QDir().mkpath(folder)) {
        fail({.kind = Error::Kind::File,
              .what = tr("The folder \"%1\" could not be made.").arg(QDir::toNativeSeparators(folder))},
             {});
        return;
    }
    QString exportPath = m_ownExport;
    QByteArray people;
    if (m_source == RehearsalSource::Sample) {
        const auto sample = prepareSample(folder);
        if (!sample) {
            fail(sample.error(), {});
            return;
        }
        exportPath = *sample;
        people = contentOf(m_places.samplePeople);
    }
    const QString day = QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(toMicros(bench().clock().nowUtc()) / 1000),
                                              u"yyyy-MM-dd"_s);
    const QString path = freePath(folder, tr("Rehearsal %1").arg(day), kEnding);
    if (const auto made = bench().createRehearsal(path, exportPath, people); !made) {
        fail(made.error(), {});
        return;
    }
    Q_EMIT goTo(u"source"_s);
}

void StartStep::setDestination(Destination destination)
{
    m_destination = destination;
    Q_EMIT changed();
}

QString StartStep::destinationRemark() const
{
    return m_destination == Destination::MicrosoftTeams
               ? tr("Moving to Microsoft Teams is not built yet. Choose Google Chat.")
               : QString();
}

void StartStep::setProjectName(const QString &name)
{
    if (m_name == name)
        return;
    m_name = name;
    Q_EMIT changed();
}

Action StartStep::newProjectAction() const
{
    Action action{.text = tr("New pro&ject")};
    action.reasonOff = busyReason();
    if (action.reasonOff.isEmpty())
        action.reasonOff = destinationRemark();
    if (action.reasonOff.isEmpty() && fileNameOf(m_name).isEmpty())
        action.reasonOff = tr("Give the project a name.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

QString StartStep::suggestedPath() const
{
    const QString ours = m_places.documents + u"/Chatferry"_s;
    const QString name = fileNameOf(m_name);
    return freePath(QFileInfo::exists(ours) ? ours : m_places.documents, name.isEmpty() ? tr("Project") : name,
                    kEnding);
}

void StartStep::newProject(const QString &path)
{
    if (path.isEmpty() || !newProjectAction().enabled)
        return;
    const QString file = path.endsWith(kEnding, Qt::CaseInsensitive) ? path : path + kEnding;
    const QString dropped = m_droppedExport;
    if (const auto made = bench().createProject(file, oneLine(m_name).trimmed(), u"google-chat"_s); !made) {
        fail(made.error(), {});
        return;
    }
    m_droppedExport.clear();
    m_name.clear();
    if (!dropped.isEmpty())
        bench().session().scan(dropped);
    Q_EMIT goTo(u"source"_s);
}

Action StartStep::openAction(const QString &path) const
{
    Action action{.text = tr("&Open selected")};
    const auto found =
        std::find_if(m_recent.begin(), m_recent.end(), [&path](const Recent &one) { return one.project.path == path; });
    if (found == m_recent.end())
        action.reasonOff = tr("Choose a project in the list.");
    else if (found->isOpen)
        action.reasonOff = tr("This project is open.");
    else if (found->missing)
        action.reasonOff = tr("Moved or deleted.");
    else
        action.reasonOff = busyReason();
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

void StartStep::open(const QString &path)
{
    if (path.isEmpty() || isBusy())
        return;
    m_failure.reset();
    const QString file = QFileInfo(path).absoluteFilePath();
    if (bench().isOpen() && bench().session().projectPath() == file) {
        Q_EMIT changed();
        return;
    }
    if (!QFileInfo::exists(file)) {
        fail({.kind = Error::Kind::NotFound,
              .what = tr("\"%1\" was moved or deleted.").arg(QFileInfo(file).fileName()),
              .remedy = tr("Find it where it is now, or take it off the list.")},
             file);
        return;
    }
    if (const auto opened = bench().open(file); !opened)
        fail(opened.error(), file);
}

void StartStep::forget(const QString &path)
{
    m_known.forget(path);
    if (m_failedPath == path)
        m_failure.reset();
    listRecent();
}

void StartStep::moved(const QString &from, const QString &to)
{
    m_known.forget(from);
    open(to);
    listRecent();
}

void StartStep::drop(const QString &path)
{
    if (isBusy())
        return;
    if (path.endsWith(kEnding, Qt::CaseInsensitive)) {
        open(path);
        return;
    }
    m_droppedExport = path;
    if (fileNameOf(m_name).isEmpty())
        m_name = QFileInfo(path).completeBaseName();
    Q_EMIT changed();
    if (newProjectAction().enabled)
        Q_EMIT placeWanted();
}

RecentProject StartStep::facts() const
{
    RecentProject project;
    if (!bench().isOpen())
        return project;
    project.path = bench().session().projectPath();
    for (const RecentProject &one : m_known.all()) {
        if (one.path == project.path)
            project.opened = one.opened;
    }
    project.name = bench().name();
    project.rehearsal = bench().isRehearsal();
    project.standing = standingOf(bench());
    project.fingerprint = MetaTable(bench().reader()).value(u"source.fingerprint"_s);
    for (const SpaceRow &space : bench().spaces()) {
        const bool open = space.stage >= SpaceRow::Stage::Created && space.stage < SpaceRow::Stage::Completed;
        if (open && space.limit && (!project.limit || *space.limit < *project.limit))
            project.limit = space.limit;
    }
    return project;
}

void StartStep::remember()
{
    RecentProject project = facts();
    project.opened = bench().clock().nowUtc();
    m_known.put(project);
    listRecent();
}

void StartStep::listRecent()
{
    m_recent.clear();
    const UtcTime now = bench().clock().nowUtc();
    for (const RecentProject &project : m_known.all()) {
        Recent one{.project = project};
        one.isOpen = bench().isOpen() && bench().session().projectPath() == project.path;
        one.missing = !one.isOpen && !QFileInfo::exists(project.path);
        QStringList parts;
        if (project.rehearsal)
            parts << tr("Rehearsal");
        if (one.missing)
            parts << tr("Moved or deleted.");
        else
            parts << project.standing;
        if (project.limit && !one.missing && !project.rehearsal)
            parts << (*project.limit > now
                          ? tr("%1 to the nearest limit")
                                .arg(spanText(std::chrono::floor<std::chrono::seconds>(*project.limit - now)))
                          : tr("past its limit"));
        if (one.isOpen)
            parts << tr("open now");
        one.line = parts.join(u" · "_s);
        m_recent.append(one);
    }
    Q_EMIT changed();
}

} // namespace chatferry
