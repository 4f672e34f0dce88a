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
#include <QLocale>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

HttpReply dropped()
{
    return {.end = HttpReply::End::Drop};
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
    , m_gate(context, quotas)
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
            return render(Gate::unauthenticated(), api);
        case Action::RateLimit: {
            HttpReply reply = render(Gate::rateLimited(u"fault"_s, 0), api);
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
            return Gate::rateLimited(*full, quotas.limit(*full));
        return m_webhooks->post(call);
    }
    if (Answer refused = m_gate.admit(call, *route); refused.isError())
        return refused;
    if (Answer wrong = m_gate.checkQuery(call, *route); wrong.isError())
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
    if (Answer wrong = m_gate.readBody(call, *route); wrong.isError())
        return wrong;
    Answer result = route->handler(call);
    if (mask && !result.isError())
        result.json = mask->applied(result.json);
    return result;
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
