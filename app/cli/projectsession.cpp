// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/projectsession.h"

#include "app/wiring/googlewiring.h"
#include "store/conversationtable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ProjectSession", text);
}

QString counted(qint64 count)
{
    return QLocale().toString(count);
}

} // namespace

Result<std::unique_ptr<ProjectSession>> ProjectSession::open(const Session::Opening &opening,
                                                             const QuotaProfile &quotas)
{
    auto out = std::make_unique<ProjectSession>();
    auto session = Session::open(opening, googleChatFactory(out->clock, quotas), out->clock);
    if (!session)
        return session.error();
    out->session = std::move(*session);
    out->driver = std::make_unique<SessionDriver>(*out->session);
    return out;
}

Result<void> ProjectSession::connect(const ConnectionSettings &settings)
{
    const ActivityEnd end = driver->run([&] {
        session->setConnection(settings);
        session->readAccounts();
    });
    if (end.stopped)
        return *end.stopped;
    return {};
}

Result<std::vector<qint64>> spacesNamed(const QString &projectPath, const QStringList &names)
{
    auto project = Project::openForReading(projectPath);
    if (!project)
        return project.error();
    std::vector<qint64> out;
    const auto conversations = ConversationTable(**project).all();
    const SpaceTable spaces(**project);
    for (const QString &name : names) {
        const auto found =
            std::find_if(conversations.begin(), conversations.end(), [&name](const ConversationRow &row) {
                return row.source.id.value == name || row.source.name.compare(name, Qt::CaseInsensitive) == 0 ||
                       row.targetName.compare(name, Qt::CaseInsensitive) == 0;
            });
        if (found == conversations.end())
            return Error{.kind = Error::Kind::Input,
                         .what = words("The project has no conversation named %1.").arg(name),
                         .remedy = words("chatferry-cli status lists them.")};
        const auto current = spaces.current(found->id);
        // An empty list would mean "all spaces" to whoever asks.
        if (current.empty())
            return Error{.kind = Error::Kind::Input,
                         .what = words("The conversation %1 has no space in this project.").arg(name),
                         .remedy = words("chatferry-cli plan shows what is planned.")};
        for (const SpaceRow &space : current)
            out.push_back(space.id);
    }
    return out;
}

bool sayProblems(const std::vector<Problem> &problems)
{
    bool stops = false;
    for (const Problem &problem : problems) {
        stops = stops || problem.severity == Problem::Severity::Stop;
        Console::say(severityName(problem.severity) + u": "_s +
                     (problem.where.isEmpty() ? QString() : problem.where + u": "_s) + problem.text);
    }
    return stops;
}

QString planInWords(const PlanResult &plan)
{
    QStringList lines;
    lines << words("%1 records read = %2 carried + %3 adapted + %4 left behind + %5 set aside.")
                 .arg(counted(plan.sum.records), counted(plan.sum.carried), counted(plan.sum.adapted),
                      counted(plan.sum.left), counted(plan.sum.setAside));
    lines << words("%1 spaces; the last is open to people by %2.")
                 .arg(counted(static_cast<qint64>(plan.spaces.size())), toRfc3339(plan.forecast.end).left(16) + u'Z');
    for (const SpaceForecast &space : plan.forecast.spaces) {
        if (!space.fits())
            lines << words("Does not fit: a space would be ready %1, its limit is %2.")
                         .arg(toRfc3339(space.granted).left(16) + u'Z', toRfc3339(space.limit).left(16) + u'Z');
    }
    QMap<QString, LedgerRow> ledger;
    for (const LedgerRow &row : plan.ledger) {
        LedgerRow &sum = ledger[row.code];
        const qint64 before = sum.count;
        sum = row;
        sum.count += before;
    }
    for (const LedgerRow &row : std::as_const(ledger))
        lines << (row.fate == LedgerRow::Fate::Adapted ? words("  adapted: %1 x %2") : words("  left: %1 x %2"))
                     .arg(counted(row.count), row.code);
    return lines.join(u'\n');
}

QJsonObject planJson(const PlanResult &plan)
{
    QJsonArray spaces;
    for (const SpaceRow &space : plan.spaces)
        spaces.append(QJsonObject{{u"conversation"_s, space.conversation},
                                  {u"displayName"_s, space.displayName},
                                  {u"slice"_s, space.slice},
                                  {u"stage"_s, stageName(space.stage)},
                                  {u"createTime"_s, toRfc3339(space.createTime)}});
    QJsonArray problems;
    for (const Problem &problem : plan.problems)
        problems.append(QJsonObject{{u"severity"_s, severityName(problem.severity)},
                                    {u"code"_s, problem.code},
                                    {u"where"_s, problem.where},
                                    {u"text"_s, problem.text}});
    QJsonArray ledger;
    for (const LedgerRow &row : plan.ledger)
        ledger.append(QJsonObject{{u"conversation"_s, row.conversation},
                                  {u"code"_s, row.code},
                                  {u"fate"_s, row.fate == LedgerRow::Fate::Adapted ? u"adapted"_s : u"left"_s},
                                  {u"count"_s, row.count},
                                  {u"messages"_s, row.messages},
                                  {u"example"_s, row.example}});
    QJsonArray forecast;
    for (const SpaceForecast &space : plan.forecast.spaces)
        forecast.append(QJsonObject{{u"conversation"_s, space.conversation},
                                    {u"created"_s, toRfc3339(space.created)},
                                    {u"imported"_s, toRfc3339(space.imported)},
                                    {u"validated"_s, toRfc3339(space.validated)},
                                    {u"granted"_s, toRfc3339(space.granted)},
                                    {u"limit"_s, toRfc3339(space.limit)},
                                    {u"fits"_s, space.fits()}});
    return {{u"revision"_s, plan.revision},
            {u"upToDate"_s, plan.upToDate},
            {u"sum"_s, QJsonObject{{u"records"_s, plan.sum.records},
                                   {u"setAside"_s, plan.sum.setAside},
                                   {u"carried"_s, plan.sum.carried},
                                   {u"adapted"_s, plan.sum.adapted},
                                   {u"left"_s, plan.sum.left},
                                   {u"closes"_s, plan.sum.closes()}}},
            {u"spaces"_s, spaces},
            {u"problems"_s, problems},
            {u"ledger"_s, ledger},
            {u"forecast"_s, QJsonObject{{u"end"_s, toRfc3339(plan.forecast.end)}, {u"spaces"_s, forecast}}}};
}

} // namespace chatferry
