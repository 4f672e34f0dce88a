// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session.h"

#include "engine/sessionworker.h"

#include <QThread>

namespace chatferry {

struct Session::Private
{
    QThread thread;
    SessionWorker *worker = nullptr;
    QString path;
    QString name;
    bool rehearsal = false;
    bool connected = false;
    Activity activity = Activity::None;

    /// Queues a call to the worker's thread.
    template<typename Call>
    void post(Call call)
    {
        QMetaObject::invokeMethod(
            worker, [worker = worker, call = std::move(call)] { call(*worker); }, Qt::QueuedConnection);
    }
};

Session::Session()
    : d(std::make_unique<Private>())
{
}

Session::~Session()
{
    if (!d->worker)
        return;
    // The worker dies on its own thread: its connection, timers and sockets belong there.
    QMetaObject::invokeMethod(
        d->worker, [worker = d->worker] { delete worker; }, Qt::BlockingQueuedConnection);
    d->thread.quit();
    d->thread.wait();
}

Result<std::unique_ptr<Session>> Session::open(const Opening &opening, TargetFactory factory, Clock &clock)
{
    qRegisterMetaType<Snapshot>();
    qRegisterMetaType<ActivityEnd>();
    qRegisterMetaType<PlanResult>();
    qRegisterMetaType<PeopleMapOutcome>();
    qRegisterMetaType<Activity>();
    qRegisterMetaType<ConnectionCheck>();
    qRegisterMetaType<Error>();

    std::unique_ptr<Session> session(new Session);
    Private &d = *session->d;
    d.thread.setObjectName(QStringLiteral("engine"));
    d.worker = new SessionWorker(std::move(factory), clock);
    d.worker->moveToThread(&d.thread);
    d.thread.start();
    Result<void> opened;
    QMetaObject::invokeMethod(
        d.worker,
        [&] {
            opened = d.worker->open(opening);
            if (!opened)
                return;
            d.name = d.worker->name();
            d.rehearsal = d.worker->isRehearsal();
        },
        Qt::BlockingQueuedConnection);
    if (!opened)
        return opened.error();
    d.path = opening.projectPath;

    SessionWorker *const worker = d.worker;
    Session *const self = session.get();
    connect(worker, &SessionWorker::activityStarted, self, [self](Activity activity) {
        self->d->activity = activity;
        Q_EMIT self->activityStarted(activity);
    });
    connect(worker, &SessionWorker::activityEnded, self, [self](const ActivityEnd &end) {
        if (self->d->activity == end.activity)
            self->d->activity = Activity::None;
        Q_EMIT self->activityEnded(end);
    });
    connect(worker, &SessionWorker::connectedChanged, self, [self](bool connected) { self->d->connected = connected; });
    connect(worker, &SessionWorker::progress, self, &Session::progress);
    connect(worker, &SessionWorker::checkChanged, self, &Session::checkChanged);
    connect(worker, &SessionWorker::planChanged, self, &Session::planChanged);
    connect(worker, &SessionWorker::planned, self, &Session::planned);
    connect(worker, &SessionWorker::peopleMapRead, self, &Session::peopleMapRead);
    connect(worker, &SessionWorker::spacesChanged, self, &Session::spacesChanged);
    connect(worker, &SessionWorker::reportWritten, self, &Session::reportWritten);
    connect(worker, &SessionWorker::failed, self, &Session::failed);
    return session;
}

QString Session::projectPath() const
{
    return d->path;
}

QString Session::projectName() const
{
    return d->name;
}

bool Session::isRehearsal() const
{
    return d->rehearsal;
}

Activity Session::activity() const
{
    return d->activity;
}

bool Session::isConnected() const
{
    return d->connected;
}

void Session::scan(const QString &exportPath)
{
    d->post([=](SessionWorker &worker) { worker.scan(exportPath); });
}

void Session::setConnection(const ConnectionSettings &settings)
{
    d->post([=](SessionWorker &worker) { worker.setConnection(settings); });
}

void Session::check()
{
    d->post([](SessionWorker &worker) { worker.check(); });
}

void Session::readAccounts()
{
    d->post([](SessionWorker &worker) { worker.readAccounts(); });
}

void Session::fetchFiles(bool standIns)
{
    d->post([=](SessionWorker &worker) { worker.fetchFiles(standIns); });
}

void Session::setSettings(const PlanSettings &settings)
{
    d->post([=](SessionWorker &worker) { worker.setSettings(settings); });
}

void Session::setPeople(const std::vector<PersonRow> &rows)
{
    d->post([=](SessionWorker &worker) { worker.setPeople(rows); });
}

void Session::confirm(const QString &key, bool confirmed)
{
    d->post([=](SessionWorker &worker) { worker.confirm(key, confirmed); });
}

void Session::applyPeopleMap(const QByteArray &csv)
{
    d->post([=](SessionWorker &worker) { worker.applyPeopleMap(csv); });
}

void Session::setConversations(const std::vector<ConversationRow> &rows)
{
    d->post([=](SessionWorker &worker) { worker.setConversations(rows); });
}

void Session::plan()
{
    d->post([](SessionWorker &worker) { worker.plan(); });
}

void Session::acceptPlan()
{
    d->post([](SessionWorker &worker) { worker.acceptPlan(); });
}

void Session::createSpaces(const std::vector<qint64> &spaces)
{
    d->post([=](SessionWorker &worker) { worker.createSpaces(spaces); });
}

void Session::importSpaces(const std::vector<qint64> &spaces)
{
    d->post([=](SessionWorker &worker) { worker.importSpaces(spaces); });
}

void Session::validateSpaces(const std::vector<qint64> &spaces)
{
    d->post([=](SessionWorker &worker) { worker.validateSpaces(spaces); });
}

void Session::compareNewer(const QString &exportPath)
{
    d->post([=](SessionWorker &worker) { worker.compareNewer(exportPath); });
}

void Session::applyDifferences(const std::vector<qint64> &differences)
{
    d->post([=](SessionWorker &worker) { worker.applyDifferences(differences); });
}

void Session::tickDifferences(const std::vector<qint64> &differences, bool ticked)
{
    d->post([=](SessionWorker &worker) { worker.tickDifferences(differences, ticked); });
}

void Session::completeSpaces(const std::vector<qint64> &spaces, const QString &overrideReason)
{
    d->post([=](SessionWorker &worker) { worker.completeSpaces(spaces, overrideReason); });
}

void Session::grantAccess(const std::vector<qint64> &spaces)
{
    d->post([=](SessionWorker &worker) { worker.grantAccess(spaces); });
}

void Session::rollBack(const std::vector<qint64> &spaces)
{
    d->post([=](SessionWorker &worker) { worker.rollBack(spaces); });
}

void Session::renameSpace(qint64 space, const QString &displayName)
{
    d->post([=](SessionWorker &worker) { worker.renameSpace(space, displayName); });
}

void Session::retryFailed(const std::vector<OperationRow> &operations)
{
    d->post([=](SessionWorker &worker) { worker.retryFailed(operations); });
}

void Session::leaveFailed(const std::vector<OperationRow> &operations, const QString &note)
{
    d->post([=](SessionWorker &worker) { worker.leaveFailed(operations, note); });
}

void Session::pause()
{
    d->post([](SessionWorker &worker) { worker.pause(); });
}

void Session::resume()
{
    d->post([](SessionWorker &worker) { worker.resume(); });
}

void Session::cancel()
{
    d->post([](SessionWorker &worker) { worker.cancel(); });
}

void Session::writeReport(const QString &folder)
{
    d->post([=](SessionWorker &worker) { worker.writeReport(folder); });
}

} // namespace chatferry
