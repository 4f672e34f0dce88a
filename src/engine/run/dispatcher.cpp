// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/dispatcher.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// How far down the line an operation is looked for whose thread is free.
constexpr int kSpread = 8;

QString nameOf(const Identity &identity)
{
    return identity.kind == Identity::Kind::App ? u"app"_s : identity.email;
}

/// Calls that write into the same thread share a number: that of the message which opened it.
qint64 threadOf(const Operation &operation)
{
    if (operation.key.kind != OperationKind::CreateMessage)
        return 0;
    for (const OperationKey &key : operation.dependsOn) {
        if (key.kind == OperationKind::CreateMessage && key.item != operation.key.item)
            return key.item;
    }
    return operation.key.item;
}

} // namespace

bool Dispatcher::Longest::operator()(const Slot *left, const Slot *right) const
{
    if (left->priority != right->priority)
        return left->priority > right->priority;
    return left->lane->id < right->lane->id;
}

bool Dispatcher::Soonest::operator()(const Slot *left, const Slot *right) const
{
    if (left->at != right->at)
        return left->at < right->at;
    return left->lane->id < right->lane->id;
}

Dispatcher::Dispatcher(Pacer &pacer, const QuotaProfile &profile)
    : m_pacer(pacer)
    , m_profile(profile)
{
}

Dispatcher::~Dispatcher() = default;

void Dispatcher::openLane(qint64 lane, const WorkLeft &left)
{
    Lane &made = m_lanes[lane];
    made.id = lane;
    made.closed = false;
    made.left = left;
    reorder(made);
}

void Dispatcher::setWorkLeft(qint64 lane, const WorkLeft &left)
{
    const auto found = m_lanes.find(lane);
    if (found == m_lanes.end())
        return;
    found->second.left = left;
    reorder(found->second);
}

double Dispatcher::secondsLeft(qint64 lane) const
{
    const auto found = m_lanes.find(lane);
    return found == m_lanes.end() ? 0 : secondsOf(found->second);
}

qint64 Dispatcher::pending(qint64 lane) const
{
    const auto found = m_lanes.find(lane);
    return found == m_lanes.end() ? 0 : found->second.pending;
}

qint64 Dispatcher::pending(qint64 lane, OperationKind kind) const
{
    const auto found = m_lanes.find(lane);
    if (found == m_lanes.end())
        return 0;
    const auto slot = found->second.slots.find(kind);
    return slot == found->second.slots.end() ? 0 : slot->second.pending;
}

qint64 Dispatcher::waitingForRetry(qint64 lane) const
{
    const auto found = m_lanes.find(lane);
    return found == m_lanes.end() ? 0 : found->second.delayed;
}

void Dispatcher::closeLane(qint64 lane)
{
    const auto found = m_lanes.find(lane);
    if (found == m_lanes.end())
        return;
    Lane &closed = found->second;
    closed.closed = true;
    Entries gone;
    for (auto &[key, entry] : m_entries) {
        if (entry.lane == &closed && entry.state != State::InFlight)
            gone.emplace(entry.sequence, &entry);
    }
    takeOut(gone);
    closed.left = {};
    reorder(closed);
}

void Dispatcher::holdLane(qint64 lane, bool hold)
{
    const auto found = m_lanes.find(lane);
    if (found == m_lanes.end() || found->second.held == hold)
        return;
    found->second.held = hold;
    for (auto &[kind, slot] : found->second.slots)
        file(slot);
}

std::vector<Dispatcher::Dropped> Dispatcher::add(qint64 laneId, std::vector<Operation> operations, const LookUp &lookUp)
{
    const auto found = m_lanes.find(laneId);
    Q_ASSERT(found != m_lanes.end() && !found->second.closed);
    Lane &lane = found->second;

    std::vector<OperationKey> added;
    added.reserve(operations.size());
    for (Operation &operation : operations) {
        const OperationKey key = operation.key;
        const auto [place, fresh] = m_entries.try_emplace(key);
        if (!fresh)
            continue;
        learn(operation);
        Entry &entry = place->second;
        entry.thread = threadOf(operation);
        entry.operation = std::move(operation);
        entry.lane = &lane;
        entry.sequence = ++m_sequence;
        Slot &slot = lane.slots[key.kind];
        slot.lane = &lane;
        slot.kind = key.kind;
        ++slot.pending;
        ++lane.pending;
        added.push_back(key);
    }

    std::vector<std::pair<OperationKey, OperationKey>> hopeless;
    for (const OperationKey &key : added) {
        Entry &entry = m_entries.at(key);
        for (const OperationKey &dependency : entry.operation.dependsOn) {
            if (const auto here = m_entries.find(dependency); here != m_entries.end()) {
                here->second.dependents.push_back(key);
                ++entry.openDependencies;
            } else if (lookUp(dependency) != Known::Done) {
                hopeless.emplace_back(key, dependency);
                break;
            }
        }
    }
    std::vector<Dropped> refused;
    for (const auto &[key, because] : hopeless) {
        const auto still = m_entries.find(key);
        if (still == m_entries.end())
            continue; // Went with one it depends on.
        Entries gone;
        collect(still->second, gone);
        for (Dropped &dropped : takeOut(gone)) {
            dropped.because = because;
            refused.push_back(std::move(dropped));
        }
    }
    for (const OperationKey &key : added) {
        const auto still = m_entries.find(key);
        if (still != m_entries.end() && still->second.openDependencies == 0)
            makeReady(still->second);
    }
    return refused;
}

const Operation *Dispatcher::find(const OperationKey &key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second.operation;
}

qint64 Dispatcher::laneOf(const OperationKey &key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? 0 : found->second.lane->id;
}

const Operation *Dispatcher::next(Time now)
{
    m_now = std::max(m_now, now);
    if (m_paused)
        return nullptr;
    for (;;) {
        Slot *best = nullptr;
        for (KindState &kind : m_kinds) {
            while (!kind.waiting.empty() && (*kind.waiting.begin())->at <= now)
                file(**kind.waiting.begin());
            if (kind.ready.empty())
                continue;
            Slot *candidate = *kind.ready.begin();
            if (best && candidate->priority <= best->priority)
                continue;
            if (projectReadyAt(kind, now) > now)
                continue;
            best = candidate;
        }
        if (!best)
            return nullptr;
        Entry *entry = pick(*best);
        const auto &costs = entry->operation.costs;
        // Another kind may have used up a limit that both count against, or the service asked for a rest.
        if (const Time at = m_pacer.readyAt(costs, best->lane->id, now); at > now) {
            fileWaiting(*best, at);
            continue;
        }
        m_pacer.take(costs, best->lane->id, now);
        best->ready.erase(entry);
        entry->state = State::InFlight;
        ++m_inFlight;
        if (entry->thread != 0)
            ++best->lane->busyThreads[entry->thread];
        file(*best);
        return &entry->operation;
    }
}

std::optional<Dispatcher::Time> Dispatcher::wakeAt(Time now)
{
    std::optional<Time> soonest;
    if (m_paused)
        return soonest;
    for (const KindState &kind : m_kinds) {
        if (kind.ready.empty() && kind.waiting.empty())
            continue;
        Time at = projectReadyAt(kind, now);
        if (kind.ready.empty())
            at = std::max(at, (*kind.waiting.begin())->at);
        if (!soonest || at < *soonest)
            soonest = at;
    }
    return soonest;
}

bool Dispatcher::isStarving(Time now)
{
    const auto starves = [&](const KindState &kind) {
        return kind.ready.empty() && (kind.waiting.empty() || (*kind.waiting.begin())->at > now) &&
               projectReadyAt(kind, now) <= now;
    };
    const KindState &messages = kindOf(OperationKind::CreateMessage);
    if (messages.known)
        return starves(messages);
    return std::all_of(m_kinds.begin(), m_kinds.end(), [](const KindState &kind) { return !kind.known; }) ||
           std::any_of(m_kinds.begin(), m_kinds.end(),
                       [&](const KindState &kind) { return kind.known && starves(kind); });
}

void Dispatcher::done(const OperationKey &key, Time now)
{
    m_now = std::max(m_now, now);
    const auto found = m_entries.find(key);
    Q_ASSERT(found != m_entries.end() && found->second.state == State::InFlight);
    Entry &entry = found->second;
    Lane &lane = *entry.lane;
    m_pacer.succeeded(entry.operation.costs, lane.id, now);
    land(entry);
    for (const OperationKey &dependent : entry.dependents) {
        const auto waiting = m_entries.find(dependent);
        if (waiting != m_entries.end() && --waiting->second.openDependencies == 0)
            makeReady(waiting->second);
    }
    --lane.slots.at(key.kind).pending;
    --lane.pending;
    qint64 &left = workOf(lane.left, key.kind);
    left = std::max<qint64>(0, left - 1);
    m_entries.erase(found);
    reorder(lane);
}

void Dispatcher::retry(const OperationKey &key, Time notBefore)
{
    const auto found = m_entries.find(key);
    Q_ASSERT(found != m_entries.end() && found->second.state == State::InFlight);
    Entry &entry = found->second;
    Lane &lane = *entry.lane;
    land(entry);
    entry.notBefore = notBefore;
    if (lane.closed) {
        takeOut({{entry.sequence, &entry}});
        return;
    }
    if (auto *holder = holderOf(entry)) {
        entry.state = State::Held;
        holder->insert(&entry);
        return;
    }
    entry.state = State::Delayed;
    Slot &slot = lane.slots.at(key.kind);
    slot.delayed.insert(&entry);
    ++lane.delayed;
    ++m_delayed;
    file(slot);
}

std::vector<Dispatcher::Dropped> Dispatcher::failed(const OperationKey &key)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return {};
    if (found->second.state == State::InFlight)
        land(found->second);
    Entries gone;
    collect(found->second, gone);
    std::vector<Dropped> dropped = takeOut(gone);
    const auto self =
        std::find_if(dropped.begin(), dropped.end(), [&](const Dropped &one) { return one.operation.key == key; });
    std::rotate(dropped.begin(), self, self + 1);
    for (Dropped &one : dropped)
        one.because = key;
    return dropped;
}

void Dispatcher::throttled(const OperationKey &key, Time now, std::optional<std::chrono::milliseconds> retryAfter,
                           Time notBefore)
{
    m_now = std::max(m_now, now);
    const auto found = m_entries.find(key);
    Q_ASSERT(found != m_entries.end());
    m_pacer.throttled(found->second.operation.costs, found->second.lane->id, now, retryAfter);
    retry(key, notBefore);
}

void Dispatcher::hold(const Identity &identity, qint64 lane)
{
    const QString name = nameOf(identity);
    auto &holder = m_held[{name, lane}];
    for (auto &[key, entry] : m_entries) {
        const bool waits = entry.state == State::Ready || entry.state == State::Delayed;
        if (!waits || entry.operation.identity != identity || (lane != 0 && entry.lane->id != lane))
            continue;
        unlist(entry);
        entry.state = State::Held;
        holder.insert(&entry);
    }
    for (auto &[id, held] : m_lanes) {
        if (lane != 0 && id != lane)
            continue;
        for (auto &[kind, slot] : held.slots)
            file(slot);
    }
}

void Dispatcher::release(const Identity &identity, qint64 lane)
{
    auto node = m_held.extract({nameOf(identity), lane});
    if (node.empty())
        return;
    for (Entry *entry : node.mapped())
        makeReady(*entry);
}

std::vector<Dispatcher::Dropped> Dispatcher::failHeld(const Identity &identity, qint64 lane)
{
    Entries gone;
    for (auto &[key, entry] : m_entries) {
        if (entry.state != State::InFlight && entry.operation.identity == identity &&
            (lane == 0 || entry.lane->id == lane))
            collect(entry, gone);
    }
    return takeOut(gone);
}

bool Dispatcher::isHeld(const Identity &identity, qint64 lane) const
{
    const QString name = nameOf(identity);
    return m_held.contains({name, 0}) || m_held.contains({name, lane});
}

void Dispatcher::learn(const Operation &operation)
{
    KindState &kind = kindOf(operation.key.kind);
    if (kind.known)
        return;
    kind.known = true;
    kind.secondsEach = 0.001;
    for (const QuotaCost &cost : operation.costs) {
        const QuotaLimit *limit = m_profile.find(cost.limit);
        if (!limit || limit->calls <= 0)
            continue;
        if (limit->scope == QuotaLimit::Scope::Project) {
            kind.projectCosts.push_back(cost);
            continue;
        }
        kind.spaceCosts.push_back(cost);
        const double seconds = std::chrono::duration<double>(limit->window).count() * cost.calls / limit->calls;
        kind.secondsEach = std::max(kind.secondsEach, seconds);
    }
    for (auto &[id, lane] : m_lanes)
        reorder(lane);
}

double Dispatcher::secondsOf(const Lane &lane) const
{
    double longest = 0;
    for (std::size_t i = 0; i < lane.left.size(); ++i)
        longest = std::max(longest, static_cast<double>(lane.left[i]) * m_kinds[i].secondsEach);
    return longest;
}

void Dispatcher::reorder(Lane &lane)
{
    const double seconds = secondsOf(lane);
    // A change that cannot matter does not move the lane: this runs once an operation.
    if (std::abs(seconds - lane.seconds) <= 0.005 * lane.seconds)
        return;
    lane.seconds = seconds;
    for (auto &[kind, slot] : lane.slots) {
        if (slot.place != Slot::Place::Ready)
            continue;
        KindState &state = kindOf(kind);
        state.ready.erase(&slot);
        slot.priority = seconds;
        state.ready.insert(&slot);
    }
}

/// Puts a slot where its operations and the pace of its space say.
void Dispatcher::file(Slot &slot)
{
    unfile(slot);
    if (slot.lane->held || slot.lane->closed)
        return;
    wakeDelayed(slot);
    if (slot.ready.empty()) {
        if (!slot.delayed.empty())
            fileWaiting(slot, (*slot.delayed.begin())->notBefore);
        return;
    }
    KindState &kind = kindOf(slot.kind);
    if (const Time at = m_pacer.readyAt(kind.spaceCosts, slot.lane->id, m_now); at > m_now) {
        fileWaiting(slot, at);
        return;
    }
    slot.place = Slot::Place::Ready;
    slot.priority = slot.lane->seconds;
    kind.ready.insert(&slot);
}

void Dispatcher::fileWaiting(Slot &slot, Time at)
{
    unfile(slot);
    slot.place = Slot::Place::Waiting;
    slot.at = at;
    kindOf(slot.kind).waiting.insert(&slot);
}

void Dispatcher::unfile(Slot &slot)
{
    if (slot.place == Slot::Place::Ready)
        kindOf(slot.kind).ready.erase(&slot);
    else if (slot.place == Slot::Place::Waiting)
        kindOf(slot.kind).waiting.erase(&slot);
    slot.place = Slot::Place::Nowhere;
}

void Dispatcher::makeReady(Entry &entry)
{
    if (auto *holder = holderOf(entry)) {
        entry.state = State::Held;
        holder->insert(&entry);
        return;
    }
    entry.state = State::Ready;
    Slot &slot = entry.lane->slots.at(entry.operation.key.kind);
    slot.ready.insert(&entry);
    if (slot.place != Slot::Place::Ready && (slot.place == Slot::Place::Nowhere || slot.ready.size() == 1))
        file(slot);
}

/// Takes an entry off the lists it stands on; its state is stale afterwards.
void Dispatcher::unlist(Entry &entry)
{
    Slot &slot = entry.lane->slots.at(entry.operation.key.kind);
    if (entry.state == State::Ready) {
        slot.ready.erase(&entry);
    } else if (entry.state == State::Delayed) {
        slot.delayed.erase(&entry);
        --entry.lane->delayed;
        --m_delayed;
    } else if (entry.state == State::Held) {
        for (auto &[key, holder] : m_held)
            holder.erase(&entry);
    }
}

void Dispatcher::wakeDelayed(Slot &slot)
{
    while (!slot.delayed.empty() && (*slot.delayed.begin())->notBefore <= m_now) {
        Entry *entry = *slot.delayed.begin();
        slot.delayed.erase(slot.delayed.begin());
        --slot.lane->delayed;
        --m_delayed;
        entry->state = State::Ready;
        slot.ready.insert(entry);
    }
}

/// The first in line, or the first of the next few whose thread has no call under way: writes into one thread at the
/// same moment get into each other's way at the service.
Dispatcher::Entry *Dispatcher::pick(const Slot &slot) const
{
    int seen = 0;
    for (Entry *entry : slot.ready) {
        if (entry->thread == 0 || !slot.lane->busyThreads.contains(entry->thread))
            return entry;
        if (++seen == kSpread)
            break;
    }
    return *slot.ready.begin();
}

void Dispatcher::land(Entry &entry)
{
    --m_inFlight;
    if (entry.thread == 0)
        return;
    const auto busy = entry.lane->busyThreads.find(entry.thread);
    if (--busy->second == 0)
        entry.lane->busyThreads.erase(busy);
}

std::set<Dispatcher::Entry *, Dispatcher::BySequence> *Dispatcher::holderOf(const Entry &entry)
{
    if (m_held.empty())
        return nullptr;
    const QString name = nameOf(entry.operation.identity);
    auto held = m_held.find({name, 0});
    if (held == m_held.end())
        held = m_held.find({name, entry.lane->id});
    return held == m_held.end() ? nullptr : &held->second;
}

/// An entry with everything that depends on it, however far.
void Dispatcher::collect(Entry &entry, Entries &found)
{
    std::vector<Entry *> open = {&entry};
    while (!open.empty()) {
        Entry *one = open.back();
        open.pop_back();
        if (!found.emplace(one->sequence, one).second)
            continue;
        for (const OperationKey &key : one->dependents) {
            if (const auto dependent = m_entries.find(key); dependent != m_entries.end())
                open.push_back(&dependent->second);
        }
    }
}

std::vector<Dispatcher::Dropped> Dispatcher::takeOut(const Entries &entries)
{
    std::vector<Dropped> dropped;
    dropped.reserve(entries.size());
    std::set<qint64> lanes;
    for (const auto &[sequence, entry] : entries) {
        for (const OperationKey &dependency : entry->operation.dependsOn) {
            if (const auto here = m_entries.find(dependency); here != m_entries.end())
                std::erase(here->second.dependents, entry->operation.key);
        }
        unlist(*entry);
        Lane &lane = *entry->lane;
        const OperationKind kind = entry->operation.key.kind;
        Slot &slot = lane.slots.at(kind);
        --slot.pending;
        --lane.pending;
        qint64 &left = workOf(lane.left, kind);
        left = std::max<qint64>(0, left - 1);
        lanes.insert(lane.id);
        const OperationKey key = entry->operation.key;
        dropped.push_back({std::move(entry->operation), lane.id, key});
        m_entries.erase(key);
    }
    for (const qint64 id : lanes) {
        Lane &lane = m_lanes.at(id);
        for (auto &[kind, slot] : lane.slots)
            file(slot);
        reorder(lane);
    }
    return dropped;
}

Dispatcher::Time Dispatcher::projectReadyAt(const KindState &kind, Time now) const
{
    return kind.projectCosts.empty() ? now : m_pacer.readyAt(kind.projectCosts, 0, now);
}

} // namespace chatferry
