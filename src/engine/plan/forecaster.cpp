// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/forecaster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

using Seconds = std::chrono::duration<double>;

constexpr double kEndless = std::numeric_limits<double>::infinity();
/// What a message weighs on the wire beside its text, about.
constexpr double kBytesOfMessage = 1500;
/// From the request for a page to its answer; pages of one space follow each other.
constexpr double kSecondsOfPage = 0.5;
constexpr double kMessagesOfPage = 1000;
/// Smaller steps make the forecast no better: what it knows of the world is not that exact.
constexpr double kSteps = 2000;
constexpr double kStepBudget = 2e6;

enum Class { Message, Reaction, File, Membership, Classes };

double perSecond(const QuotaLimit &limit)
{
    return limit.calls / Seconds(limit.window).count();
}

/// The limits as numbers, and what each class of calls takes from them.
class Rates
{
public:
    struct Take
    {
        size_t limit;
        double calls;
    };

    Rates(const QuotaProfile &profile, const CallCosts &costs, double bytesPerSecond)
        : bytes(bytesPerSecond)
    {
        for (const QuotaLimit &limit : profile.limits()) {
            rate.push_back(perSecond(limit));
            ofSpace.push_back(limit.scope == QuotaLimit::Scope::Space);
        }
        const std::array<const std::vector<QuotaCost> *, Classes> all{&costs.message, &costs.reaction, &costs.file,
                                                                      &costs.membership};
        for (size_t kind = 0; kind < Classes; ++kind) {
            for (const QuotaCost &cost : *all[kind]) {
                for (size_t i = 0; i < profile.limits().size(); ++i) {
                    if (profile.limits()[i].name == cost.limit && cost.calls > 0)
                        takes[kind].push_back({i, cost.calls});
                }
            }
        }
    }

    std::vector<double> rate; ///< Calls a second, by limit.
    std::vector<bool> ofSpace;
    std::array<std::vector<Take>, Classes> takes;
    double bytes;
};

/// One space while it is imported in virtual time.
struct Import
{
    size_t index = 0;
    std::array<double, Classes> left{};
    std::array<double, Classes> weight{}; ///< Bytes of one.
    double bound = 0;                     ///< Seconds that it would need with everything for itself.

    bool isDone() const
    {
        return std::all_of(left.begin(), left.end(), [](double count) { return count <= 0; });
    }
    /// Adds what is left to the calls of each limit, and answers the bytes.
    double addTo(std::vector<double> &calls, const Rates &rates) const
    {
        double bytes = 0;
        for (size_t kind = 0; kind < Classes; ++kind) {
            for (const Rates::Take &take : rates.takes[kind])
                calls[take.limit] += left[kind] * take.calls;
            bytes += left[kind] * weight[kind];
        }
        return bytes;
    }
};

double secondsFor(const std::vector<double> &calls, double bytes, const Rates &rates, bool sharedOnly)
{
    double seconds = bytes / rates.bytes;
    for (size_t i = 0; i < calls.size(); ++i) {
        if (!sharedOnly || !rates.ofSpace[i])
            seconds = std::max(seconds, calls[i] / rates.rate[i]);
    }
    return seconds;
}

/// What the limits still give in one step.
struct Supply
{
    std::vector<double> shared;
    std::vector<double> ofSpace;
    double bytes = 0;
};

/// Serves one space for one step of @p step seconds from @p supply. Answers the part of the step that it was busy.
double serve(Import &space, Supply &supply, const Rates &rates, double step)
{
    for (size_t i = 0; i < rates.rate.size(); ++i)
        supply.ofSpace[i] = rates.rate[i] * step;
    double busy = 0;
    for (size_t kind = 0; kind < Classes; ++kind) {
        double amount = space.left[kind];
        if (amount <= 0)
            continue;
        double most = kEndless; ///< With the whole step's supply for itself.
        for (const Rates::Take &take : rates.takes[kind]) {
            const double pool = rates.ofSpace[take.limit] ? supply.ofSpace[take.limit] : supply.shared[take.limit];
            amount = std::min(amount, std::max(0.0, pool) / take.calls);
            most = std::min(most, rates.rate[take.limit] * step / take.calls);
        }
        if (space.weight[kind] > 0) {
            amount = std::min(amount, std::max(0.0, supply.bytes) / space.weight[kind]);
            most = std::min(most, rates.bytes * step / space.weight[kind]);
        }
        for (const Rates::Take &take : rates.takes[kind])
            (rates.ofSpace[take.limit] ? supply.ofSpace : supply.shared)[take.limit] -= amount * take.calls;
        supply.bytes -= amount * space.weight[kind];
        space.left[kind] = space.left[kind] - amount < 1e-6 ? 0 : space.left[kind] - amount;
        busy = std::max(busy, most == kEndless ? 0 : amount / most);
    }
    return busy;
}

} // namespace

CallCosts CallCosts::usual()
{
    return {.createSpace = {{u"space.write"_s, 1}},
            .message = {{u"message.write"_s, 1}, {u"space/message.create"_s, 1}},
            .reaction = {{u"reaction.write"_s, 1}, {u"space/reaction.create"_s, 1}},
            .file = {{u"drive.write"_s, 1}},
            .membership = {{u"membership.write"_s, 1}},
            .listPage = {{u"message.read"_s, 1}, {u"space/read"_s, 1}},
            .member = {{u"membership.write"_s, 1}}};
}

Forecaster::Forecaster(const QuotaProfile &profile, CallCosts costs)
    : m_profile(profile)
    , m_costs(std::move(costs))
{
}

double Forecaster::rate(const std::vector<QuotaCost> &costs) const
{
    double lowest = kEndless;
    for (const QuotaCost &cost : costs) {
        if (const QuotaLimit *limit = m_profile.find(cost.limit); limit && cost.calls > 0)
            lowest = std::min(lowest, perSecond(*limit) / cost.calls);
    }
    return lowest;
}

std::vector<double> Forecaster::importSeconds(const std::vector<SpaceWork> &spaces, double bytesPerSecond) const
{
    const Rates rates(m_profile, m_costs, bytesPerSecond);
    std::vector<double> done(spaces.size(), 0.0);
    std::vector<Import> open;
    std::vector<double> calls(rates.rate.size(), 0.0);
    double bytes = 0;
    for (size_t i = 0; i < spaces.size(); ++i) {
        const SpaceWork &work = spaces[i];
        Import space;
        space.index = i;
        space.left = {double(work.messages), double(work.reactions), double(work.files), double(work.memberships)};
        space.weight[Message] = kBytesOfMessage;
        space.weight[File] = work.files > 0 ? double(work.fileBytes) / double(work.files) : 0;
        if (space.isDone())
            continue;
        bytes += space.addTo(calls, rates);
        open.push_back(space);
    }
    double length = secondsFor(calls, bytes, rates, true);
    const auto measure = [&](Import &space) {
        std::fill(calls.begin(), calls.end(), 0.0);
        const double own = space.addTo(calls, rates);
        space.bound = secondsFor(calls, own, rates, false);
    };
    for (Import &space : open) {
        measure(space);
        length = std::max(length, space.bound);
    }
    if (!(length > 0))
        return done;

    const double step = length / std::clamp(kStepBudget / double(spaces.size()), 200.0, kSteps);
    Supply supply{std::vector<double>(rates.rate.size()), std::vector<double>(rates.rate.size()), 0};
    for (double now = 0; !open.empty(); now += step) {
        for (Import &space : open)
            measure(space);
        std::sort(open.begin(), open.end(), [](const Import &left, const Import &right) {
            return left.bound != right.bound ? left.bound > right.bound : left.index < right.index;
        });
        for (size_t i = 0; i < rates.rate.size(); ++i)
            supply.shared[i] = rates.rate[i] * step;
        supply.bytes = rates.bytes * step;
        for (Import &space : open) {
            const double busy = serve(space, supply, rates, step);
            if (space.isDone())
                done[space.index] = now + step * busy;
        }
        std::erase_if(open, [](const Import &space) { return space.isDone(); });
    }
    return done;
}

std::vector<SpaceForecast> Forecaster::inOrder(const std::vector<SpaceWork> &spaces, const ForecastRules &rules) const
{
    using Stage = SpaceRow::Stage;
    std::vector<SpaceWork> import = spaces;
    for (SpaceWork &work : import) {
        if (work.stage >= Stage::Imported)
            work.messages = work.reactions = work.files = work.memberships = 0;
    }
    const std::vector<double> seconds = importSeconds(import, rules.bytesPerSecond);
    const double createRate = rate(m_costs.createSpace);
    const double pageRate = std::min(rate(m_costs.listPage), 1 / kSecondsOfPage);
    const double memberRate = rate(m_costs.member);

    std::vector<SpaceForecast> result;
    double creating = 0;
    for (size_t i = 0; i < spaces.size(); ++i) {
        const SpaceWork &work = spaces[i];
        SpaceForecast forecast;
        forecast.space = work.space;
        forecast.conversation = work.conversation;
        if (work.firstAttempt) {
            forecast.created = *work.firstAttempt;
        } else {
            forecast.created = rules.hours.after(rules.from, Seconds(creating));
            creating += createRate == kEndless ? 0 : 1 / createRate;
        }
        forecast.limit = work.limit.value_or(forecast.created + std::chrono::days(rules.windowDays));
        forecast.imported = std::max(forecast.created, rules.hours.after(rules.from, Seconds(seconds[i] + creating)));
        const double pages = std::ceil(double(work.listed) / kMessagesOfPage);
        forecast.validated = work.stage >= Stage::Validated
                                 ? forecast.imported
                                 : rules.hours.after(forecast.imported, Seconds(pages / pageRate));
        forecast.reviewed = work.stage >= Stage::Completed ? forecast.validated
                                                           : forecast.validated + std::chrono::days(rules.reviewDays);
        result.push_back(forecast);
    }
    // Opening follows review, and all spaces share the calls for members.
    std::vector<size_t> order(spaces.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t left, size_t right) { return result[left].reviewed < result[right].reviewed; });
    UtcTime free = rules.from;
    for (const size_t index : order) {
        SpaceForecast &forecast = result[index];
        const double calls = spaces[index].stage >= Stage::Opened ? 0 : double(spaces[index].members);
        const double work = memberRate == kEndless ? 0 : calls / memberRate;
        forecast.granted = rules.hours.after(std::max(free, forecast.reviewed), Seconds(work));
        if (calls > 0)
            free = forecast.granted;
    }
    return result;
}

Forecast Forecaster::forecast(const std::vector<SpaceWork> &spaces, const ForecastRules &rules) const
{
    Forecast forecast;
    forecast.from = rules.from;
    forecast.bandwidthIsGuess = rules.bandwidthIsGuess;
    forecast.spaces = inOrder(spaces, rules);
    forecast.end = rules.from;
    for (const SpaceForecast &space : forecast.spaces)
        forecast.end = std::max(forecast.end, space.granted);
    std::stable_sort(forecast.spaces.begin(), forecast.spaces.end(),
                     [](const SpaceForecast &left, const SpaceForecast &right) {
                         return left.limit - left.granted < right.limit - right.granted;
                     });
    return forecast;
}

std::map<size_t, Advice> Forecaster::advice(const std::vector<SpaceWork> &spaces, const ForecastRules &rules) const
{
    const std::vector<SpaceForecast> now = inOrder(spaces, rules);
    std::vector<size_t> late;
    for (size_t i = 0; i < spaces.size(); ++i) {
        if (!now[i].fits())
            late.push_back(i);
    }
    if (late.empty())
        return {};

    // All late ones that can be split are split together: they share the same limits.
    std::vector<SpaceWork> split;
    std::vector<size_t> origin;
    for (size_t i = 0; i < spaces.size(); ++i) {
        const SpaceWork &work = spaces[i];
        const bool divides = !now[i].fits() && work.stage == SpaceRow::Stage::Planned && work.years.size() > 1;
        if (!divides) {
            split.push_back(work);
            origin.push_back(i);
            continue;
        }
        for (const auto &[year, share] : work.years) {
            SpaceWork slice = work;
            slice.messages = slice.listed = share.messages;
            slice.reactions = share.reactions;
            slice.files = share.files;
            slice.fileBytes = share.fileBytes;
            slice.years.clear();
            split.push_back(slice);
            origin.push_back(i);
        }
    }
    std::vector<bool> fitsSplit(spaces.size(), true);
    const std::vector<SpaceForecast> divided = inOrder(split, rules);
    for (size_t i = 0; i < split.size(); ++i)
        fitsSplit[origin[i]] = fitsSplit[origin[i]] && divided[i].fits();

    std::map<size_t, Advice> advice;
    for (const size_t index : late) {
        const bool fitsAlone = inOrder({spaces[index]}, rules).front().fits();
        const bool planned = spaces[index].stage == SpaceRow::Stage::Planned;
        if (planned && spaces[index].years.size() > 1 && fitsSplit[index])
            advice.emplace(index, Advice::SplitByYear);
        else if (planned && fitsAlone)
            advice.emplace(index, Advice::CreateLater);
        else
            advice.emplace(index, Advice::NarrowDates);
    }
    return advice;
}

} // namespace chatferry
