// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simulator.h"

#include "simulator/answer.h"
#include "simulator/service.h"
#include "simulator/statejson.h"
#include "simulator/webhooks.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// A message by its full name: the space and its place in it.
struct Place
{
    sim::Space *space = nullptr;
    qsizetype index = -1;

    static Place of(sim::World &world, const QString &name)
    {
        // "spaces/S/messages/M"
        const QStringList parts = name.split(u'/');
        Place place;
        if (parts.size() == 4)
            place.space = world.space(parts[1]);
        if (place.space)
            place.index = place.space->indexOf(parts[3]);
        return place;
    }
    bool isFound() const { return index >= 0; }
    sim::Message &message() const { return space->message(index); }
    void announce(sim::World &world) const { world.changed.messages.emplace(space->id, index); }
};

sim::Space *spaceOf(sim::World &world, const QString &name)
{
    return name.startsWith("spaces/"_L1) ? world.space(name.mid(7)) : nullptr;
}

} // namespace

Simulator::Simulator(SimulatorOptions options)
    : m_service(std::make_unique<sim::Service>(std::move(options)))
{
}

Simulator::~Simulator() = default;

Result<quint16> Simulator::start()
{
    return m_service->start();
}

void Simulator::stop()
{
    m_service->stop();
}

QString Simulator::baseUrl() const
{
    return m_service->context.baseUrl;
}

QByteArray Simulator::serviceAccountKeyJson() const
{
    return m_service->locked([this] {
        const SimulatorServiceAccount &account = m_service->context.options.serviceAccount;
        return sim::toBytes({{u"type"_s, u"service_account"_s},
                             {u"project_id"_s, account.projectId},
                             {u"private_key_id"_s, m_service->tokens.keyId()},
                             {u"private_key"_s, QString::fromLatin1(m_service->tokens.key().privatePem())},
                             {u"client_email"_s, account.clientEmail},
                             {u"client_id"_s, account.clientId},
                             {u"token_uri"_s, m_service->tokens.tokenUri()}});
    });
}

QUrl Simulator::webhookUrl(const QString &space) const
{
    const QString id = space.isEmpty() ? sim::Webhooks::standIn() : space.section(u'/', 1);
    return QUrl(u"%1/v1/spaces/%2/messages?%3"_s.arg(baseUrl(), id, m_service->webhookQuery(id)));
}

QJsonObject Simulator::state() const
{
    return m_service->locked([this] {
        const sim::Context &context = m_service->context;
        return sim::stateJson(context.world, context.accounts, context.clock.now());
    });
}

std::vector<LoggedRequest> Simulator::requests() const
{
    return m_service->locked([this] { return m_service->log.all(); });
}

void Simulator::clearRequests()
{
    m_service->locked([this] { m_service->log.clear(); });
}

qint64 Simulator::writes() const
{
    return m_service->locked([this] { return m_service->log.writes(); });
}

UtcTime Simulator::now() const
{
    return m_service->context.clock.now();
}

void Simulator::advanceClock(std::chrono::microseconds by)
{
    m_service->locked([&] {
        m_service->context.clock.advance(by);
        m_service->clockMoved();
    });
}

Result<void> Simulator::setFaults(const QString &rules)
{
    auto parsed = parseFaultRules(rules);
    if (!parsed)
        return parsed.error();
    setFaults(std::move(*parsed));
    return {};
}

void Simulator::setFaults(std::vector<FaultRule> rules)
{
    m_service->locked([&] { m_service->faults.set(std::move(rules)); });
}

void Simulator::addFault(FaultRule rule)
{
    m_service->locked([&] { m_service->faults.add(std::move(rule)); });
}

void Simulator::clearFaults()
{
    setFaults(std::vector<FaultRule>{});
}

void Simulator::change(const std::function<void(SimulatorOptions &)> &edit)
{
    m_service->locked([&] {
        edit(m_service->context.options);
        m_service->optionsChanged();
    });
}

bool Simulator::loseMessage(const QString &message)
{
    return m_service->locked([&] {
        const Place place = Place::of(m_service->context.world, message);
        if (!place.isFound())
            return false;
        place.space->lose(place.index);
        place.announce(m_service->context.world);
        return true;
    });
}

bool Simulator::deleteMessage(const QString &message)
{
    return m_service->locked([&] {
        const Place place = Place::of(m_service->context.world, message);
        if (!place.isFound() || place.message().deleted)
            return false;
        place.message().deleted = m_service->context.clock.now();
        place.announce(m_service->context.world);
        return true;
    });
}

bool Simulator::alterText(const QString &message, const QString &text)
{
    return m_service->locked([&] {
        const Place place = Place::of(m_service->context.world, message);
        if (!place.isFound())
            return false;
        place.message().text = text;
        place.announce(m_service->context.world);
        return true;
    });
}

bool Simulator::alterSender(const QString &message, const QString &author)
{
    return m_service->locked([&] {
        const Place place = Place::of(m_service->context.world, message);
        const QString user = m_service->context.userId(author);
        if (!place.isFound() || user.isEmpty())
            return false;
        place.message().sender = user;
        place.announce(m_service->context.world);
        return true;
    });
}

bool Simulator::removeReaction(const QString &message, const QString &emoji, const QString &email)
{
    return m_service->locked([&] {
        const Place place = Place::of(m_service->context.world, message);
        const QString user = m_service->context.userId(email);
        if (!place.isFound())
            return false;
        const auto removed = std::erase_if(place.message().reactions, [&](const sim::Reaction &reaction) {
            return reaction.emoji == emoji && reaction.user == user;
        });
        place.announce(m_service->context.world);
        return removed > 0;
    });
}

bool Simulator::addReaction(const QString &message, const QString &emoji, const QString &email)
{
    return m_service->locked([&] {
        sim::World &world = m_service->context.world;
        const Place place = Place::of(world, message);
        const QString user = m_service->context.userId(email);
        if (!place.isFound() || user.isEmpty())
            return false;
        place.message().reactions.push_back({world.newId(), emoji, user});
        place.announce(world);
        return true;
    });
}

QString Simulator::addMessage(const QString &space, const QString &email, const QString &text, UtcTime createTime)
{
    return m_service->locked([&]() -> QString {
        sim::World &world = m_service->context.world;
        sim::Space *found = spaceOf(world, space);
        const QString user = m_service->context.userId(email);
        if (!found || user.isEmpty())
            return {};
        const QString id = world.newId();
        sim::Message message{.id = id + u'.' + id,
                             .sent = m_service->context.clock.now(),
                             .sender = user,
                             .createTime = createTime,
                             .thread = id,
                             .text = text};
        const qsizetype index = found->add(std::move(message));
        world.changed.messages.emplace(found->id, index);
        return u"%1/messages/%2.%2"_s.arg(space, id);
    });
}

bool Simulator::addMember(const QString &space, const QString &email)
{
    return m_service->locked([&] {
        sim::World &world = m_service->context.world;
        sim::Space *found = spaceOf(world, space);
        const QString user = m_service->context.userId(email);
        if (!found || user.isEmpty() || found->members.contains(user))
            return false;
        found->members.emplace(user, sim::Member{.user = user, .since = m_service->context.clock.now()});
        world.changed.members.emplace(found->id, user);
        return true;
    });
}

bool Simulator::removeMember(const QString &space, const QString &email)
{
    return m_service->locked([&] {
        sim::World &world = m_service->context.world;
        sim::Space *found = spaceOf(world, space);
        const QString user = m_service->context.userId(email);
        if (!found || found->members.erase(user) == 0)
            return false;
        world.changed.members.emplace(found->id, user);
        return true;
    });
}

bool Simulator::removeSpace(const QString &space)
{
    return m_service->locked([&] {
        sim::World &world = m_service->context.world;
        sim::Space *found = spaceOf(world, space);
        if (!found || found->deletedAt)
            return false;
        found->deletedAt = m_service->context.clock.now();
        world.changed.spaces.insert(found->id);
        return true;
    });
}

bool Simulator::removeFile(const QString &fileId)
{
    return m_service->locked([&] {
        sim::World &world = m_service->context.world;
        if (!world.drive.files.contains(fileId))
            return false;
        std::vector<QString> gone{fileId};
        for (std::size_t i = 0; i < gone.size(); ++i) {
            for (const auto &[id, file] : world.drive.files) {
                if (file.parent == gone[i])
                    gone.push_back(id);
            }
        }
        for (const QString &id : gone) {
            world.drive.files.erase(id);
            world.changed.files.insert(id);
        }
        return true;
    });
}

} // namespace chatferry
