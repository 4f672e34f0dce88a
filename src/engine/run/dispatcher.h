// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "quota/pacer.h"
#include "target/operation.h"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace chatferry {

constexpr std::size_t kOperationKinds = 24; ///< More than OperationKind has; room to append.

/// How many operations of each kind a lane still has before it, fed or not.
using WorkLeft = std::array<qint64, kOperationKinds>;

inline qint64 &workOf(WorkLeft &left, OperationKind kind)
{
    return left.at(static_cast<std::size_t>(kind));
}

/// Decides which operation leaves next. Plain arithmetic over what it was told: no clock, no I/O, no event loop, so
/// that the forecaster runs the very same code in virtual time. The same calls in the same order give the same answers.
///
/// Work comes in lanes, one for each space. The lane with the most time still before it goes first; an operation leaves
/// only when all it depends on is done and the pacer admits it. Inside a lane the order of feeding holds, but what
/// waits for its thread's running call lets others pass.
class Dispatcher
{
public:
    using Time = Pacer::Time;

    /// What is known of a key that was never added here.
    enum class Known { Done, Failed, Missing };
    using LookUp = std::function<Known(const OperationKey &)>;

    /// An operation that can never leave.
    struct Dropped
    {
        Operation operation;
        qint64 lane = 0;
        OperationKey because; ///< What failed or does not exist; the operation itself when it is the reason.
    };

    /// @p pacer and @p profile (whose limits the pacer keeps) outlive the dispatcher.
    Dispatcher(Pacer &pacer, const QuotaProfile &profile);
    ~Dispatcher();
    Dispatcher(const Dispatcher &) = delete;
    Dispatcher &operator=(const Dispatcher &) = delete;

    // Lanes.
    void openLane(qint64 lane, const WorkLeft &left);
    void setWorkLeft(qint64 lane, const WorkLeft &left);
    double
    secondsLeft(qint64 lane) const;    ///< What the order goes by: the longest of its kinds at the pace of one space.
    qint64 pending(qint64 lane) const; ///< Added, neither done nor failed.
    qint64 pending(qint64 lane, OperationKind kind) const;
    /// Takes everything out of a lane that is not in flight, and holds what is in flight to its end; nothing more is
    /// sent.
    void closeLane(qint64 lane);
    void holdLane(qint64 lane, bool hold);

    /// Adds operations to an open lane, all at once, so that they may depend on each other in any order. A key that is
    /// here already is passed over. @p lookUp is asked about dependencies that are not here. Answers what cannot run.
    std::vector<Dropped> add(qint64 lane, std::vector<Operation> operations, const LookUp &lookUp);
    /// Null when it is not here. Valid until it is done or failed.
    const Operation *find(const OperationKey &key) const;
    qint64 laneOf(const OperationKey &key) const; ///< Of one that is here.

    /// The operation that has to leave now, marked as in flight; null when none may. Valid until it is done or failed.
    const Operation *next(Time now);
    /// When next() may have something again without anything ending before; empty when only an end can bring it.
    std::optional<Time> wakeAt(Time now);
    /// Whether messages could leave now and no open lane has one: another lane should be opened.
    bool isStarving(Time now);

    void done(const OperationKey &key, Time now);
    void retry(const OperationKey &key, Time notBefore);
    /// Takes the operation out, with all that depends on it (in order of feeding, itself first).
    std::vector<Dropped> failed(const OperationKey &key);
    /// The service answered "too many" to this operation; it goes back in line.
    void throttled(const OperationKey &key, Time now, std::optional<std::chrono::milliseconds> retryAfter,
                   Time notBefore);

    /// Lets nothing of this identity leave until it is released. @p lane 0: in all lanes.
    void hold(const Identity &identity, qint64 lane = 0);
    void release(const Identity &identity, qint64 lane = 0);
    /// Takes out everything of a held identity that is not in flight, with all that depends on it.
    std::vector<Dropped> failHeld(const Identity &identity, qint64 lane = 0);
    bool isHeld(const Identity &identity, qint64 lane) const;

    void setPaused(bool paused) { m_paused = paused; }
    int inFlight() const { return m_inFlight; }
    qint64 pending() const { return static_cast<qint64>(m_entries.size()); }
    qint64 waitingForRetry() const { return m_delayed; }
    qint64 waitingForRetry(qint64 lane) const;

private:
    enum class State { Blocked, Ready, Delayed, Held, InFlight };
    struct Lane;
    struct Slot;
    struct Entry
    {
        Operation operation;
        Lane *lane = nullptr;
        quint64 sequence = 0;
        int openDependencies = 0;
        State state = State::Blocked;
        Time notBefore{};
        qint64 thread = 0;
        std::vector<OperationKey> dependents;
    };
    struct BySequence
    {
        bool operator()(const Entry *left, const Entry *right) const { return left->sequence < right->sequence; }
    };
    struct ByMoment
    {
        bool operator()(const Entry *left, const Entry *right) const
        {
            return left->notBefore != right->notBefore ? left->notBefore < right->notBefore
                                                       : left->sequence < right->sequence;
        }
    };
    using Entries = std::map<quint64, Entry *>; ///< By sequence.
    /// The operations of one kind in one lane.
    struct Slot
    {
        enum class Place { Nowhere, Ready, Waiting };
        Lane *lane = nullptr;
        OperationKind kind = OperationKind::CreateMessage;
        std::set<Entry *, BySequence> ready;
        std::set<Entry *, ByMoment> delayed;
        qint64 pending = 0;
        Place place = Place::Nowhere;
        Time at{};           ///< Place::Waiting.
        double priority = 0; ///< Place::Ready: what it is filed under.
    };
    struct Longest
    {
        bool operator()(const Slot *left, const Slot *right) const;
    };
    struct Soonest
    {
        bool operator()(const Slot *left, const Slot *right) const;
    };
    struct Lane
    {
        qint64 id = 0;
        WorkLeft left{};
        double seconds = 0; ///< Of the whole lane; kept up to date coarsely, see reorder().
        bool held = false;
        bool closed = false;
        qint64 pending = 0;
        qint64 delayed = 0;
        std::map<OperationKind, Slot> slots;
        std::unordered_map<qint64, int> busyThreads;
    };
    struct KindState
    {
        std::set<Slot *, Longest> ready;
        std::set<Slot *, Soonest> waiting;
        bool known = false; ///< Costs were learned from a first operation.
        std::vector<QuotaCost> projectCosts;
        std::vector<QuotaCost> spaceCosts;
        double secondsEach = 0.1; ///< At the pace of one space.
    };
    using HeldKey = std::pair<QString, qint64>; ///< Identity and lane.

    KindState &kindOf(OperationKind kind) { return m_kinds.at(static_cast<std::size_t>(kind)); }
    const KindState &kindOf(OperationKind kind) const { return m_kinds.at(static_cast<std::size_t>(kind)); }
    void learn(const Operation &operation);
    double secondsOf(const Lane &lane) const;
    void reorder(Lane &lane);
    void file(Slot &slot);
    void unfile(Slot &slot);
    void fileWaiting(Slot &slot, Time at);
    void makeReady(Entry &entry);
    void unlist(Entry &entry);
    void wakeDelayed(Slot &slot);
    Entry *pick(const Slot &slot) const;
    void land(Entry &entry);
    std::set<Entry *, BySequence> *holderOf(const Entry &entry);
    void collect(Entry &entry, Entries &found);
    std::vector<Dropped> takeOut(const Entries &entries);
    Time projectReadyAt(const KindState &kind, Time now) const;

    Pacer &m_pacer;
    const QuotaProfile &m_profile;
    std::array<KindState, kOperationKinds> m_kinds;
    std::map<qint64, Lane> m_lanes;
    std::unordered_map<OperationKey, Entry> m_entries;
    std::map<HeldKey, std::set<Entry *, BySequence>> m_held;
    quint64 m_sequence = 0;
    int m_inFlight = 0;
    qint64 m_delayed = 0;
    bool m_paused = false;
    Time m_now{}; ///< The latest moment any call named.
};

} // namespace chatferry
