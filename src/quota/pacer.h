// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "quota/quotaprofile.h"

#include <optional>
#include <span>
#include <unordered_map>

namespace chatferry {

/// Says when a call may leave so that no limit is passed, evenly spaced, without bursts. Pure arithmetic: no clock of
/// its own, no event loop; the same code serves the run and the forecast.
///
/// Between two calls of one limit lies at least window / calls, so that no window of that length, wherever it starts,
/// holds more than the limit. A cost of several calls keeps that distance for each of them. Costs that name a limit
/// which the profile does not have are free.
class Pacer
{
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Pacer(QuotaProfile profile);

    /// The earliest moment at which all of @p costs fit for @p space; not before @p now.
    Time readyAt(std::span<const QuotaCost> costs, qint64 space, Time now) const;
    /// Takes them at @p now. The caller has waited for readyAt().
    void take(std::span<const QuotaCost> costs, qint64 space, Time now);

    /// The service answered "too many": the narrowest of these buckets rests for @p retryAfter (or a growing pause, 1 s
    /// to 64 s) and comes back slower (80 %, then half), recovering additively. Answers that come in while it rests are
    /// the echo of the same mistake and only prolong the rest.
    void throttled(std::span<const QuotaCost> costs, qint64 space, Time now,
                   std::optional<std::chrono::milliseconds> retryAfter);
    /// A call with these costs went through: recover a little (a hundredth of the full pace in the time of one second's
    /// calls).
    void succeeded(std::span<const QuotaCost> costs, qint64 space, Time now);

    /// Calls a second that @p limit admits for @p space right now; for the page that shows rate against quota. Infinite
    /// for a limit that the profile does not have.
    double currentRate(const QString &limit, qint64 space) const;

private:
    struct Bucket
    {
        double factor = 1.0;    ///< What is left of the pace after "too many".
        Time next{Time::min()}; ///< When the next call may leave.
        Time restUntil{Time::min()};
        int strikes = 0; ///< Rests since the pace was last full.
    };
    struct Key
    {
        int limit = 0;
        qint64 space = 0;
        bool operator==(const Key &) const = default;
    };
    struct KeyHash
    {
        size_t operator()(const Key &key) const noexcept;
    };
    std::chrono::nanoseconds interval(const Key &key, const Bucket &bucket, double calls) const;
    double fullRate(const Key &key) const; ///< Calls a second.
    std::optional<Key> keyOf(const QuotaCost &cost, qint64 space) const;

    QuotaProfile m_profile;
    QHash<QString, int> m_index;
    std::unordered_map<Key, Bucket, KeyHash> m_buckets;
};

} // namespace chatferry
