// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "quota/quotaprofile.h"

#include <span>
#include <unordered_map>

namespace chatferry {

/// Says when a call may leave so that no limit is passed, evenly spaced, without bursts. Pure arithmetic: no clock of
/// its own, no event loop; the same code serves the run and the forecast.
class Pacer
{
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Pacer(QuotaProfile profile);

    /// The earliest moment at which all of @p costs fit for @p space; not before @p now.
    Time readyAt(std::span<const QuotaCost> costs, qint64 space, Time now) const;
    /// Takes them at @p now. The caller has waited for readyAt().
    void take(std::span<const QuotaCost> costs, qint64 space, Time now);

    /// The service answered "too many": the narrowest of these buckets rests for @p retryAfter (or a growing pause) and
    /// comes back slower (80 %, then half), recovering additively.
    void throttled(std::span<const QuotaCost> costs, qint64 space, Time now,
                   std::optional<std::chrono::milliseconds> retryAfter);
    /// A call with these costs went through: recover a little.
    void succeeded(std::span<const QuotaCost> costs, qint64 space, Time now);

    /// Calls a second that @p limit admits for @p space right now; for the page that shows rate against quota.
    double currentRate(const QString &limit, qint64 space) const;

private:
    struct Bucket
    {
        double callsPerSecond = 0;
        double factor = 1.0; ///< What is left of the pace after "too many".
        Time next{};         ///< When the next call may leave.
        Time restUntil{};
        int strikes = 0;
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
    Bucket bucketFor(const Key &key) const;
    Bucket &bucket(const Key &key);
    std::optional<Key> keyOf(const QuotaCost &cost, qint64 space) const;

    QuotaProfile m_profile;
    QHash<QString, int> m_index;
    mutable std::unordered_map<Key, Bucket, KeyHash> m_buckets;
};

} // namespace chatferry
