// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/rows.h"
#include "target/target.h"

#include <QHash>

#include <functional>
#include <map>

namespace chatferry {

/// A part of a message that must be at the destination.
struct ExpectedMessage
{
    qint64 item = 0;
    int part = 0;
    QString written;    ///< Identity that wrote it: address or "app".
    bool isSent = true; ///< False: the journal does not hold it as done, so it can only be missing.
    MessageExpectation looks;
    QMap<QString, int> reactions; ///< By emoji, as emojiKey() has it; those that were added.
};

/// What two spellings of one emoji have in common: without variation selectors.
QString emojiKey(const QString &unicode);

/// Compares what must be at the destination with what is there, message by message. Plain arithmetic.
///
/// Both sides come in any order; in the order of time, or nearly, little is kept in memory. What has no counterpart is
/// kept back, at most kMostWaiting of each side; then the oldest count as missing or too many.
class MessageMatcher
{
public:
    static constexpr std::size_t kMostWaiting = 20'000;
    /// Gets origin, what, item, part, remote, proposal, detail, deletion and written; the rest is the caller's.
    using Found = std::function<void(DifferenceRow)>;

    MessageMatcher(const Target &target, Found found);
    void expect(ExpectedMessage expected);
    void list(const ListedMessage &listed);
    void finish();

    qint64 matched() const { return m_matched; }

private:
    void compare(const ExpectedMessage &expected, const ListedMessage &listed);
    void compareReactions(const ExpectedMessage &expected, const ListedMessage &listed);
    void report(const ExpectedMessage &expected, const QString &what, const QString &proposal, const QString &detail);
    void reportMissing(const ExpectedMessage &expected);
    void reportExtra(const ListedMessage &listed);

    const Target &m_target;
    Found m_found;
    QHash<QString, ExpectedMessage> m_expected; ///< By name.
    QHash<QString, ListedMessage> m_listed;
    std::multimap<UtcTime, QString> m_expectedOrder;
    std::multimap<UtcTime, QString> m_listedOrder;
    qint64 m_matched = 0;
};

} // namespace chatferry
