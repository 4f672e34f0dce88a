// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/idpool.h"

#include "engine/run/grading.h"

#include <QRandomGenerator>

#include <algorithm>
#include <iterator>
#include <utility>

namespace chatferry {

namespace {

constexpr int kAtOnce = 100;

} // namespace

IdPool::IdPool(Target &target, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_target(target)
    , m_clock(clock)
{
}

void IdPool::take(std::size_t count, Taken taken)
{
    m_wishes.push_back({count, std::move(taken)});
    serve();
}

void IdPool::serve()
{
    while (!m_wishes.empty() && m_ids.size() >= m_wishes.front().count) {
        Wish wish = std::move(m_wishes.front());
        m_wishes.pop_front();
        const auto end = m_ids.begin() + static_cast<std::ptrdiff_t>(wish.count);
        std::vector<QString> ids(std::make_move_iterator(m_ids.begin()), std::make_move_iterator(end));
        m_ids.erase(m_ids.begin(), end);
        wish.taken(std::move(ids));
    }
    if (!m_wishes.empty() && !m_asking)
        ask();
}

void IdPool::ask()
{
    m_asking = true;
    const int wanted = std::max(kAtOnce, static_cast<int>(m_wishes.front().count));
    auto *job = m_target.reserve(wanted, this);
    connect(job, &Job::finished, this, [this, job] {
        job->deleteLater();
        m_asking = false;
        const auto &result = job->result();
        if (result) {
            m_tries = 0;
            for (const QString &id : *result)
                m_ids.push_back(id);
            if (!result->empty()) {
                serve();
                return;
            }
        }
        const Error error = result ? Error{.kind = Error::Kind::BadReply,
                                           .what = tr("The service reserved no ids for files."),
                                           .detail = QStringLiteral("reserve: empty answer")}
                                   : result.error();
        if (isTransient(error.kind) && (isSystemic(error.kind) || m_tries < kMostTries)) {
            m_asking = true;
            ++m_tries;
            const std::chrono::milliseconds jitter(QRandomGenerator::global()->bounded(1000));
            const auto wait =
                std::max(backOff(m_tries, jitter), error.retryAfter.value_or(std::chrono::milliseconds{}));
            m_clock.after(wait, this, [this] { ask(); });
            return;
        }
        m_tries = 0;
        const std::deque<Wish> wishes = std::exchange(m_wishes, {});
        for (const Wish &wish : wishes)
            wish.taken(error);
    });
    job->start();
}

} // namespace chatferry
