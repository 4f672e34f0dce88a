// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "target/target.h"

#include <QObject>

#include <deque>
#include <functional>
#include <vector>

namespace chatferry {

/// Ids reserved at the destination, asked for many at a time. Those that are left at the end are simply not used.
class IdPool : public QObject
{
    Q_OBJECT
public:
    using Taken = std::function<void(Result<std::vector<QString>>)>;

    IdPool(Target &target, Clock &clock, QObject *parent);
    /// Answers @p count ids, at once or later, in the order of asking. What may pass is tried again; other errors are
    /// the answer.
    void take(std::size_t count, Taken taken);

private:
    struct Wish
    {
        std::size_t count = 0;
        Taken taken;
    };
    void serve();
    void ask();

    Target &m_target;
    Clock &m_clock;
    std::deque<QString> m_ids;
    std::deque<Wish> m_wishes;
    bool m_asking = false;
    int m_tries = 0;
};

} // namespace chatferry
