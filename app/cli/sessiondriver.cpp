// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sessiondriver.h"

#include <QCoreApplication>
#include <QEventLoop>

using namespace Qt::StringLiterals;

namespace chatferry {

SessionDriver::SessionDriver(Session &session)
    : m_session(session)
{
    connect(&m_session, &Session::progress, this, [this](const Snapshot &snapshot) { m_progress.show(snapshot); });
    connect(&m_session, &Session::checkChanged, this, [](const ConnectionCheck &check) {
        if (check.state == ConnectionCheck::State::Failed || check.state == ConnectionCheck::State::Warned)
            Console::complain(Error{.kind = Error::Kind::NotSetUp,
                                    .what = check.title + u": "_s + check.sentence,
                                    .remedy = check.remedy,
                                    .detail = check.detail});
    });
    connect(&m_interrupt, &Interrupt::interrupted, this, [this] {
        Console::say(tr("Stopping. Run the same command again to go on from here."));
        m_session.cancel();
    });
}

void SessionDriver::wait(const std::function<bool()> &done)
{
    // A command has no event loop of its own around this one: each wait is the loop.
    while (!done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

ActivityEnd SessionDriver::run(const std::function<void()> &start)
{
    std::optional<ActivityEnd> ended;
    const auto connection = connect(&m_session, &Session::activityEnded, this, [&ended](const ActivityEnd &end) {
        // The first end is the cause; what was asked for after it fails because of it.
        if (!ended)
            ended = end;
    });
    start();
    wait([&ended] { return ended.has_value(); });
    disconnect(connection);
    m_progress.end();
    return *ended;
}

Result<PlanResult> SessionDriver::plan()
{
    std::optional<Result<PlanResult>> answer;
    const auto planned =
        connect(&m_session, &Session::planned, this, [&answer](const PlanResult &result) { answer.emplace(result); });
    const auto failed =
        connect(&m_session, &Session::failed, this, [&answer](const Error &error) { answer.emplace(error); });
    m_session.plan();
    wait([&answer] { return answer.has_value(); });
    disconnect(planned);
    disconnect(failed);
    m_progress.end();
    return *answer;
}

Result<void> SessionDriver::edit(const std::function<void()> &start)
{
    std::optional<Result<void>> answer;
    const auto changed = connect(&m_session, &Session::planChanged, this, [&answer] { answer.emplace(); });
    const auto failed =
        connect(&m_session, &Session::failed, this, [&answer](const Error &error) { answer.emplace(error); });
    start();
    wait([&answer] { return answer.has_value(); });
    disconnect(changed);
    disconnect(failed);
    return *answer;
}

Result<PeopleMapOutcome> SessionDriver::applyPeopleMap(const QByteArray &csv)
{
    std::optional<PeopleMapOutcome> answer;
    const auto read = connect(&m_session, &Session::peopleMapRead, this,
                              [&answer](const PeopleMapOutcome &outcome) { answer = outcome; });
    m_session.applyPeopleMap(csv);
    wait([&answer] { return answer.has_value(); });
    disconnect(read);
    if (!answer->error.isEmpty())
        return Error{.kind = Error::Kind::Input, .what = answer->error};
    return *answer;
}

Result<void> SessionDriver::writeReport(const QString &folder)
{
    std::optional<QString> answer;
    const auto written = connect(&m_session, &Session::reportWritten, this,
                                 [&answer](const QString &, const QString &error) { answer = error; });
    m_session.writeReport(folder);
    wait([&answer] { return answer.has_value(); });
    disconnect(written);
    if (!answer->isEmpty())
        return Error{.kind = Error::Kind::File, .what = *answer};
    return {};
}

} // namespace chatferry
