// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/service.h"

#include "simulator/chatmembers.h"
#include "simulator/chatmessages.h"
#include "simulator/chatreactions.h"
#include "simulator/chatspaces.h"
#include "simulator/chatuploads.h"
#include "simulator/directory.h"
#include "simulator/drivefiles.h"
#include "simulator/drivesharing.h"
#include "simulator/driveuploads.h"
#include "simulator/fieldmask.h"
#include "simulator/schemas.h"
#include "simulator/webhooks.h"
#include "simulator/worldlines.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

/// Parameters that every method of the real services takes.
const QStringList kCommonQuery = {u"fields"_s, u"prettyPrint"_s, u"alt"_s, u"quotaUser"_s, u"$.xgafv"_s, u"$alt"_s};

HttpReply dropped()
{
    return {.end = HttpReply::End::Drop};
}

Answer rateLimited(const QString &quota, int limit)
{
    Answer answer = Answer::error(429, u"RESOURCE_EXHAUSTED"_s,
                                  u"Quota exceeded for quota metric '%1' and limit '%1 per minute'."_s.arg(quota),
                                  u"RATE_LIMIT_EXCEEDED"_s);
    answer.metadata = {{u"quota_metric"_s, u"chat.googleapis.com/"_s + quota},
                       {u"quota_limit"_s, quota},
                       {u"quota_limit_value"_s, QString::number(limit)},
                       {u"service"_s, u"chat.googleapis.com"_s}};
    return answer;
}

Answer plainFault(int status)
{
    switch (status) {
    case 500:
        return Answer::error(500, u"INTERNAL"_s, u"Internal error encountered."_s, u"backendError"_s);
    case 504:
        return Answer::error(504, u"DEADLINE_EXCEEDED"_s, u"Deadline exceeded."_s, u"backendError"_s);
    default:
        return Answer::error(status, u"UNAVAILABLE"_s, u"The service is currently unavailable."_s, u"backendError"_s);
    }
}

Answer unauthenticated()
{
    return Answer::error(
        401, u"UNAUTHENTICATED"_s,
        u"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
        "valid authentication credential."_s);
}

Api apiOf(const QString &path)
{
    if (path == "/token"_L1)
        return Api::Token;
    if (path.startsWith("/admin/"_L1))
        return Api::Directory;
    return path.contains("/drive/v3/"_L1) ? Api::Drive : Api::Chat;
}

} // namespace

Service::Service(SimulatorOptions options)
    : context{.options = std::move(options), .accounts = {}, .world = {}, .clock = {}, .baseUrl = {}}
    , quotas(context.options)
    , tokens(context.options, context.accounts)
    , m_spaces(std::make_unique<ChatSpaces>(context))
    , m_messages(std::make_unique<ChatMessages>(context))
    , m_reactions(std::make_unique<ChatReactions>(context))
    , m_members(std::make_unique<ChatMembers>(context))
    , m_uploads(std::make_unique<ChatUploads>(context))
    , m_files(std::make_unique<DriveFiles>(context))
    , m_fileUploads(std::make_unique<DriveUploads>(context, *m_files))
    , m_sharing(std::make_unique<DriveSharing>(context, *m_files))
    , m_directory(std::make_unique<Directory>(context))
    , m_webhooks(std::make_unique<Webhooks>(context, *m_messages))
    , m_server([this](const HttpRequest &request) { return handle(request); })
{
    context.world.setSeed(context.options.seed);
    context.clock.setStill(context.options.clockMode == SimulatorOptions::ClockMode::Still);
    if (context.options.startTime)
        context.clock.set(*context.options.startTime);
    faults.set(context.options.faults);
    optionsChanged();
    m_spaces->addRoutes(m_router);
    m_messages->addRoutes(m_router);
    m_reactions->addRoutes(m_router);
    m_members->addRoutes(m_router);
    m_uploads->addRoutes(m_router);
    m_files->addRoutes(m_router);
    m_fileUploads->addRoutes(m_router);
    m_sharing->addRoutes(m_router);
    m_directory->addRoutes(m_router);
    m_router.add({.method = "POST",
                  .pattern = u"/token"_s,
                  .api = Api::Token,
                  .needsToken = false,
                  .handler = [this](Call &call) {
                      const bool real = context.options.jwtTimes == SimulatorOptions::JwtTimes::Real;
                      return tokens.grant(call.http, real ? SimClock::real() : call.now, call.now);
                  }});
}

Service::~Service()
{
    stop();
}

Result<quint16> Service::start()
{
    stop();
    StateHeader header{.privateKeyPem = context.options.serviceAccount.privateKeyPem,
                       .keyId = context.options.serviceAccount.keyId};
    if (!context.options.stateFile.isEmpty()) {
        // what is in memory came from this file or belongs to a first start; the file knows more
        World fresh;
        fresh.setSeed(context.options.seed);
        const auto found = m_stateFile.open(context.options.stateFile, header, fresh);
        if (!found)
            return found.error();
        if (*found) {
            context.world = std::move(fresh);
            const bool still = context.options.clockMode == SimulatorOptions::ClockMode::Still;
            context.clock.set(still ? fromMicros(header.clockMicros) : SimClock::real() + Micros(header.clockMicros));
        }
    }
    if (!m_started || !header.privateKeyPem.isEmpty()) {
        const auto key =
            header.privateKeyPem.isEmpty() ? SigningKey::generated() : SigningKey::fromPem(header.privateKeyPem);
        if (!key) {
            return Error{
                .kind = Error::Kind::Input,
                .what = QCoreApplication::translate("Simulator", "The service account's key is no private RSA key.")};
        }
        tokens.setKey(*key, header.keyId.isEmpty() ? u"0123456789abcdef0123456789abcdef01234567"_s : header.keyId);
    }
    if (auto opened = log.open(context.options.requestLogFile, context.options.keptRequests); !opened)
        return opened.error();
    const auto port = m_server.start(context.options.port);
    if (!port)
        return port;
    context.baseUrl = u"http://127.0.0.1:%1"_s.arg(*port);
    tokens.setTokenUri(context.baseUrl + u"/token"_s);
    m_stateFile.appendHeader(this->header());
    m_started = true;
    return port;
}

void Service::stop()
{
    m_server.stop();
    log.close();
    if (m_stateFile.isOpen()) {
        const auto closed = m_stateFile.close(header(), context.world);
        if (!closed)
            qWarning("%s", qUtf8Printable(closed.error().what));
    }
}

StateHeader Service::header() const
{
    const bool still = context.options.clockMode == SimulatorOptions::ClockMode::Still;
    const UtcTime now = context.clock.now();
    return {.privateKeyPem = tokens.key().privatePem(),
            .keyId = tokens.keyId(),
            .clockMicros = still ? toMicros(now) : (now - SimClock::real()).count()};
}

void Service::optionsChanged()
{
    context.accounts.set(context.options);
}

void Service::clockMoved()
{
    m_stateFile.appendHeader(header());
}

QString Service::webhookQuery(const QString &space) const
{
    return Webhooks::query(space, context.options.seed);
}

bool Service::keepChanges()
{
    if (context.world.changed.isEmpty())
        return false;
    const World::Changes changes = context.world.takeChanges();
    if (m_stateFile.isOpen())
        m_stateFile.append(changeLines(context.world, changes));
    return true;
}

HttpReply Service::handle(const HttpRequest &request)
{
    Call call{.http = request};
    LoggedRequest entry;
    std::optional<FaultRule> fault;
    std::function<void(const LoggedRequest &, SimulatorOptions::Phase)> hook;
    const Route *route = m_router.find(call);
    {
        const std::lock_guard lock(m_mutex);
        call.now = context.clock.now();
        call.who = tokens.identify(Tokens::bearer(request), call.now);
        entry.seq = log.nextSeq();
        entry.time = call.now;
        entry.method = QString::fromLatin1(request.method);
        entry.path = call.path;
        const auto question = request.target.indexOf('?');
        if (question >= 0)
            entry.query = RequestLog::masked(QString::fromUtf8(request.target.mid(question + 1)));
        const SimulatorAccount *account = call.who.isUser() ? context.accounts.find(call.who.user) : nullptr;
        entry.identity = account ? account->email : call.who.isApp() ? u"app"_s : QString();
        entry.isWrite = request.method != "GET" && call.path != "/token"_L1;
        fault = faults.pick(entry.method, call.path);
        hook = context.options.onRequest;
    }
    if (hook)
        hook(entry, SimulatorOptions::Phase::BeforeAct);
    HttpReply reply;
    {
        const std::lock_guard lock(m_mutex);
        reply = act(call, route, entry, fault);
        entry.actedOn = keepChanges() && entry.isWrite;
        entry.status = reply.end == HttpReply::End::Drop ? 0 : reply.status;
        reply.delay += context.options.latency;
        reply.headers.emplace_back("Date", dateHeader());
        log.add(entry);
    }
    if (hook)
        hook(entry, SimulatorOptions::Phase::AfterAct);
    return reply;
}

HttpReply Service::act(Call &call, const Route *route, LoggedRequest &entry, const std::optional<FaultRule> &fault)
{
    using Action = FaultRule::Action;
    const Api api = apiOf(call.path);
    HttpRequest cut;
    if (fault) {
        entry.fault = faultActionName(*fault);
        switch (fault->action) {
        case Action::DropBefore:
            return dropped();
        case Action::Refuse:
            return render(plainFault(fault->status), api);
        case Action::Unauthorized:
            return render(unauthenticated(), api);
        case Action::RateLimit: {
            HttpReply reply = render(rateLimited(u"fault"_s, 0), api);
            if (fault->waitSeconds >= 0)
                reply.headers.emplace_back("Retry-After", QByteArray::number(fault->waitSeconds));
            return reply;
        }
        case Action::HtmlPage:
            return {
                .status = 502,
                .headers = {{"Content-Type", "text/html; charset=UTF-8"}},
                .body =
                    "<!DOCTYPE html><html><title>Error 502</title><p>The server encountered a temporary error.</html>"};
        case Action::CutUpload: {
            cut = call.http;
            if (!DriveUploads::halve(cut))
                return dropped();
            Call half{.http = cut};
            half.now = call.now;
            half.who = call.who;
            Api ignored = api;
            answer(half, m_router.find(half), ignored);
            return dropped();
        }
        case Action::DropAfter:
        case Action::ActAndFail:
        case Action::Slow:
        case Action::Truncate:
            break;
        }
    }
    Api answered = api;
    const Answer result = answer(call, route, answered);
    HttpReply reply = render(result, answered);
    if (result.status == 429 && ++m_refusals % 2 == 1)
        reply.headers.emplace_back("Retry-After", "1");
    if (!fault)
        return reply;
    switch (fault->action) {
    case Action::DropAfter:
        return dropped();
    case Action::ActAndFail:
        return render(plainFault(fault->status), api);
    case Action::Slow:
        reply.delay += std::chrono::milliseconds(fault->ms);
        return reply;
    case Action::Truncate:
        reply.end = HttpReply::End::Half;
        return reply;
    default:
        return reply;
    }
}

Answer Service::answer(Call &call, const Route *route, Api &api)
{
    if (!route)
        return Answer::missing(u"The requested URL %1 was not found on this server."_s.arg(call.path));
    api = route->api;
    if (Webhooks::isPost(call)) {
        if (const auto full = quotas.take({}, u"space.webhook"_s, call.vars.value(0), call.now))
            return rateLimited(*full, quotas.limit(*full));
        return m_webhooks->post(call);
    }
    if (Answer refused = admit(call, *route); refused.isError())
        return refused;
    if (Answer wrong = checkQuery(call, *route); wrong.isError())
        return wrong;
    if (api == Api::Chat && route->isWrite && !context.options.appConfigured) {
        return Answer::missing(
            u"Google Chat app not found. To create a Chat app, you must turn on the Chat API and configure the "
            "app in the Google Cloud console."_s);
    }
    std::optional<FieldMask> mask;
    if (call.query.contains(u"fields"_s) && Schemas::exists(route->answerSchema)) {
        mask = FieldMask::parse(call.query.value(u"fields"_s), route->answerSchema);
        if (!mask)
            return Answer::error(400, u"INVALID_ARGUMENT"_s,
                                 u"Invalid field selection %1"_s.arg(call.query.value(u"fields"_s)),
                                 api == Api::Chat ? QString() : u"invalidParameter"_s);
    }
    if (Answer wrong = readBody(call, *route); wrong.isError())
        return wrong;
    Answer result = route->handler(call);
    if (mask && !result.isError())
        result.json = mask->applied(result.json);
    return result;
}

Answer Service::admit(Call &call, const Route &route)
{
    if (!route.needsToken)
        return {};
    if (call.who.kind == Identity::Kind::Nobody)
        return unauthenticated();
    if (Answer off = serviceOff(route.api); off.isError())
        return off;
    const ScopeSet accepted = call.who.isApp() ? route.appScopes : route.userScopes;
    if (!(call.who.scopes & accepted)) {
        // a method that this kind of identity can never call is refused as such, not for its scopes
        if (!accepted)
            return Answer::error(403, u"PERMISSION_DENIED"_s, u"The caller does not have permission"_s,
                                 route.api == Api::Chat ? QString() : u"forbidden"_s);
        Answer refused =
            Answer::error(403, u"PERMISSION_DENIED"_s, u"Request had insufficient authentication scopes."_s,
                          route.api == Api::Chat ? u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s : u"insufficientPermissions"_s);
        return refused;
    }
    if (Answer refused = accountRefused(call, route.api); refused.isError())
        return refused;
    const QString spaceQuota = route.spaceQuota ? route.spaceQuota(call) : QString();
    if (const auto full = quotas.take(route.quota, spaceQuota, call.vars.value(0), call.now))
        return rateLimited(*full, quotas.limit(*full));
    return {};
}

Answer Service::serviceOff(Api api) const
{
    const bool on = api == Api::Chat    ? context.options.chatApiEnabled
                    : api == Api::Drive ? context.options.driveApiEnabled
                                        : context.options.directoryApiEnabled;
    if (on)
        return {};
    const QString name = api == Api::Chat    ? u"Google Chat API"_s
                         : api == Api::Drive ? u"Google Drive API"_s
                                             : u"Admin SDK API"_s;
    const QString project = context.options.serviceAccount.projectId;
    return Answer::error(
        403, u"PERMISSION_DENIED"_s,
        u"%1 has not been used in project %2 before or it is disabled. Enable it and then retry."_s.arg(name, project),
        api == Api::Chat ? u"SERVICE_DISABLED"_s : u"accessNotConfigured"_s);
}

Answer Service::accountRefused(const Call &call, Api api) const
{
    if (!call.who.isUser())
        return {};
    const SimulatorAccount *account = context.accounts.find(call.who.user);
    if (!account || account->deleted || account->suspended)
        return unauthenticated();
    if (api == Api::Directory)
        return {};
    if (account->archived || account->guest || (api == Api::Chat && !account->chatOn))
        return Answer::error(403, u"PERMISSION_DENIED"_s, u"The caller does not have permission"_s,
                             api == Api::Chat ? QString() : u"forbidden"_s);
    return {};
}

Answer Service::checkQuery(const Call &call, const Route &route) const
{
    if (!route.needsToken)
        return {};
    for (auto it = call.query.begin(); it != call.query.end(); ++it) {
        const bool known = kCommonQuery.contains(it.key()) || route.query.contains(it.key());
        if (!known)
            return Answer::error(
                400, u"INVALID_ARGUMENT"_s,
                u"Invalid JSON payload received. Unknown name \"%1\": Cannot bind query parameter. Field '%1' "
                "could not be found in request message."_s.arg(it.key()),
                route.api == Api::Chat ? QString() : u"invalidParameter"_s);
    }
    if (call.query.value(u"alt"_s, u"json"_s) != "json"_L1)
        return Answer::error(400, u"INVALID_ARGUMENT"_s, u"This simulator answers JSON only."_s,
                             route.api == Api::Chat ? QString() : u"invalidParameter"_s);
    return {};
}

Answer Service::readBody(Call &call, const Route &route) const
{
    if (route.bodySchema.isEmpty() || call.http.body.isEmpty())
        return {};
    const QString reason = route.api == Api::Chat ? QString() : u"parseError"_s;
    if (!call.http.header("content-type").startsWith("application/json"))
        return Answer::error(400, u"INVALID_ARGUMENT"_s,
                             u"Invalid JSON payload received. The content type must be application/json."_s, reason);
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(call.http.body, &parsed);
    if (parsed.error != QJsonParseError::NoError || !document.isObject()) {
        return Answer::error(400, u"INVALID_ARGUMENT"_s,
                             u"Invalid JSON payload received. %1"_s.arg(parsed.error == QJsonParseError::NoError
                                                                            ? u"Root element must be a message."_s
                                                                            : parsed.errorString()),
                             reason);
    }
    call.body = document.object();
    if (const auto problem = Schemas::problem(route.bodySchema, call.body, context.options.markupSyntaxKnown))
        return Answer::error(400, u"INVALID_ARGUMENT"_s, *problem, reason);
    return {};
}

HttpReply Service::render(const Answer &answer, Api api)
{
    HttpReply reply{.status = answer.status, .headers = answer.headers, .body = answer.body(api)};
    if (answer.isJson || answer.isError())
        reply.headers.emplace_back("Content-Type", "application/json; charset=UTF-8");
    return reply;
}

QByteArray Service::dateHeader()
{
    const qint64 second = toMicros(context.clock.now()) / 1000000;
    if (second != m_dateSecond) {
        m_dateSecond = second;
        const QDateTime time = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
        m_date = QLocale::c().toString(time, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
    }
    return m_date;
}

} // namespace chatferry::sim
