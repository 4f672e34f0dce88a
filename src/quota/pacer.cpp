// SPDX-License-Identifier: GPL-3.0-or-later
#include "quota/pacer.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace std::chrono_literals;

namespace chatferry {

namespace {

constexpr double kFirstCut = 0.8;
constexpr double kLaterCut = 0.5;
constexpr double kSlowest = 0.02;
constexpr double kRecovery = 0.01;
constexpr auto kFirstRest = 1000ms;
constexpr int kMostDoublings = 6; // 64 s, the longest pause that Google's usage limits page names.

} // namespace

Pacer::Pacer(QuotaProfile profile)
    : m_profile(std::move(profile))
{
    for (size_t i = 0; i < m_profile.limits().size(); ++i)
        m_index.insert(m_profile.limits()[i].name, int(i));
}

size_t Pacer::KeyHash::operator()(const Key &key) const noexcept
{
    return qHashMulti(0, key.limit, key.space);
}

std::optional<Pacer::Key> Pacer::keyOf(const QuotaCost &cost, qint64 space) const
{
    const auto found = m_index.constFind(cost.limit);
    if (found == m_index.constEnd() || !(cost.calls > 0))
        return std::nullopt;
    const bool perSpace = m_profile.limits()[size_t(*found)].scope == QuotaLimit::Scope::Space;
    return Key{*found, perSpace ? space : 0};
}

double Pacer::fullRate(const Key &key) const
{
    const QuotaLimit &limit = m_profile.limits()[size_t(key.limit)];
    return limit.calls / std::chrono::duration<double>(limit.window).count();
}

std::chrono::nanoseconds Pacer::interval(const Key &key, const Bucket &bucket, double calls) const
{
    // Rounded up: a nanosecond too little in each would add up to one call too many.
    return std::chrono::nanoseconds(qint64(std::ceil(calls * 1e9 / (fullRate(key) * bucket.factor))));
}

Pacer::Time Pacer::readyAt(std::span<const QuotaCost> costs, qint64 space, Time now) const
{
    Time ready = now;
    for (const QuotaCost &cost : costs) {
        const auto key = keyOf(cost, space);
        if (!key)
            continue;
        const auto found = m_buckets.find(*key);
        if (found == m_buckets.end())
            continue;
        const Bucket &bucket = found->second;
        ready = std::max(ready, bucket.restUntil);
        // All calls of one cost leave at once. For the window that ends with them to hold no more than the limit, they
        // wait for the time that all but the first would have taken (the first one's was paid by the call before).
        if (bucket.next != Time::min())
            ready = std::max(ready, bucket.next + interval(*key, bucket, std::max(0.0, cost.calls - 1)));
    }
    return ready;
}

void Pacer::take(std::span<const QuotaCost> costs, qint64 space, Time now)
{
    for (const QuotaCost &cost : costs) {
        const auto key = keyOf(cost, space);
        if (!key)
            continue;
        Bucket &bucket = m_buckets[*key];
        bucket.next = std::max(bucket.next, now) + interval(*key, bucket, std::max(1.0, cost.calls));
    }
}

void Pacer::throttled(std::span<const QuotaCost> costs, qint64 space, Time now,
                      std::optional<std::chrono::milliseconds> retryAfter)
{
    std::optional<Key> narrowest;
    double lowest = std::numeric_limits<double>::infinity();
    for (const QuotaCost &cost : costs) {
        const auto key = keyOf(cost, space);
        if (!key)
            continue;
        const auto found = m_buckets.find(*key);
        const double rate = fullRate(*key) * (found == m_buckets.end() ? 1.0 : found->second.factor) / cost.calls;
        if (rate < lowest) {
            lowest = rate;
            narrowest = key;
        }
    }
    if (!narrowest)
        return;
    Bucket &bucket = m_buckets[*narrowest];
    if (now < bucket.restUntil) {
        if (retryAfter)
            bucket.restUntil = std::max(bucket.restUntil, now + *retryAfter);
        return;
    }
    bucket.factor = std::max(kSlowest, bucket.factor * (bucket.strikes == 0 ? kFirstCut : kLaterCut));
    const auto pause = kFirstRest * (1 << std::min(bucket.strikes, kMostDoublings));
    bucket.restUntil = now + std::max(retryAfter.value_or(pause), 0ms);
    ++bucket.strikes;
}

void Pacer::succeeded(std::span<const QuotaCost> costs, qint64 space, Time now)
{
    for (const QuotaCost &cost : costs) {
        const auto key = keyOf(cost, space);
        if (!key)
            continue;
        const auto found = m_buckets.find(*key);
        // A call that left before the rest began proves nothing about the pace after it.
        if (found == m_buckets.end() || found->second.factor >= 1.0 || now < found->second.restUntil)
            continue;
        Bucket &bucket = found->second;
        bucket.factor = std::min(1.0, bucket.factor + kRecovery * cost.calls / fullRate(*key));
        if (bucket.factor >= 1.0)
            bucket.strikes = 0;
    }
}

double Pacer::currentRate(const QString &limit, qint64 space) const
{
    const auto key = keyOf({limit, 1}, space);
    if (!key)
        return std::numeric_limits<double>::infinity();
    const auto found = m_buckets.find(*key);
    return fullRate(*key) * (found == m_buckets.end() ? 1.0 : found->second.factor);
}

} // namespace chatferry
