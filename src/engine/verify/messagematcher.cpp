// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/messagematcher.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

template<typename Waiting>
void forget(std::multimap<UtcTime, QString> &order, UtcTime time, const QString &name, Waiting &waiting)
{
    waiting.remove(name);
    for (auto [at, end] = order.equal_range(time); at != end; ++at) {
        if (at->second == name) {
            order.erase(at);
            return;
        }
    }
}

} // namespace

QString emojiKey(const QString &unicode)
{
    QString key = unicode;
    key.remove(QChar(0xFE0F));
    key.remove(QChar(0xFE0E));
    return key;
}

MessageMatcher::MessageMatcher(const Target &target, Found found)
    : m_target(target)
    , m_found(std::move(found))
{
}

void MessageMatcher::expect(ExpectedMessage expected)
{
    if (!expected.isSent || expected.looks.name.isEmpty()) {
        reportMissing(expected);
        return;
    }
    const QString name = expected.looks.name;
    if (const auto there = m_listed.constFind(name); there != m_listed.constEnd()) {
        const ListedMessage listed = *there;
        forget(m_listedOrder, listed.time, name, m_listed);
        compare(expected, listed);
        return;
    }
    m_expectedOrder.emplace(expected.looks.time, name);
    m_expected.insert(name, std::move(expected));
    if (m_expectedOrder.size() > kMostWaiting) {
        const auto oldest = m_expectedOrder.begin();
        reportMissing(m_expected.take(oldest->second));
        m_expectedOrder.erase(oldest);
    }
}

void MessageMatcher::list(const ListedMessage &listed)
{
    if (const auto wanted = m_expected.constFind(listed.name); wanted != m_expected.constEnd()) {
        const ExpectedMessage expected = *wanted;
        forget(m_expectedOrder, expected.looks.time, listed.name, m_expected);
        compare(expected, listed);
        return;
    }
    m_listedOrder.emplace(listed.time, listed.name);
    m_listed.insert(listed.name, listed);
    if (m_listedOrder.size() > kMostWaiting) {
        const auto oldest = m_listedOrder.begin();
        reportExtra(m_listed.take(oldest->second));
        m_listedOrder.erase(oldest);
    }
}

void MessageMatcher::finish()
{
    for (const auto &[time, name] : m_expectedOrder)
        reportMissing(m_expected.value(name));
    for (const auto &[time, name] : m_listedOrder)
        reportExtra(m_listed.value(name));
    m_expected.clear();
    m_expectedOrder.clear();
    m_listed.clear();
    m_listedOrder.clear();
}

void MessageMatcher::compare(const ExpectedMessage &expected, const ListedMessage &listed)
{
    ++m_matched;
    const MessageExpectation &looks = expected.looks;
    if (listed.time != looks.time)
        report(expected, u"time-differs"_s, u"none"_s,
               u"%1, not %2"_s.arg(toRfc3339(listed.time), toRfc3339(looks.time)));
    const bool otherPerson = !looks.senderIsApp && !looks.sender.isEmpty() && listed.sender != looks.sender;
    if (listed.senderIsApp != looks.senderIsApp || otherPerson) {
        const QString is = listed.senderIsApp ? u"app"_s : listed.sender;
        report(expected, u"author-differs"_s, u"none"_s,
               u"%1, not %2"_s.arg(is, looks.senderIsApp ? u"app"_s : looks.sender));
    }
    if (!looks.thread.isEmpty() && listed.thread != looks.thread)
        report(expected, u"thread-differs"_s, u"none"_s, u"%1, not %2"_s.arg(listed.thread, looks.thread));
    const QString text = m_target.normalisedText(listed.text);
    if (text != looks.text)
        report(expected, u"text-differs"_s, u"patch"_s,
               u"%1 characters, not %2"_s.arg(text.size()).arg(looks.text.size()));
    if (listed.attachments != looks.attachments)
        report(expected, u"attachments-differ"_s, u"none"_s,
               u"%1, not %2"_s.arg(listed.attachments).arg(looks.attachments));
    compareReactions(expected, listed);
}

void MessageMatcher::compareReactions(const ExpectedMessage &expected, const ListedMessage &listed)
{
    QMap<QString, int> there;
    for (const ListedMessage::ReactionCount &reaction : listed.reactions)
        there[emojiKey(reaction.unicode)] += reaction.count;
    QStringList missing;
    for (auto wanted = expected.reactions.cbegin(); wanted != expected.reactions.cend(); ++wanted) {
        const int count = there.take(wanted.key());
        if (count < wanted.value())
            missing += u"%1 %2 of %3"_s.arg(wanted.key()).arg(count).arg(wanted.value());
        else if (count > wanted.value())
            there.insert(wanted.key(), count - wanted.value());
    }
    if (!missing.isEmpty())
        report(expected, u"reaction-missing"_s, u"send"_s, missing.join(", "_L1));
    QStringList extra;
    for (auto one = there.cbegin(); one != there.cend(); ++one)
        extra += u"%1 %2"_s.arg(one.key()).arg(one.value());
    // Counts do not tell whose they are, so there is nobody to take them back.
    if (!extra.isEmpty())
        report(expected, u"reaction-extra"_s, u"none"_s, extra.join(", "_L1));
}

void MessageMatcher::report(const ExpectedMessage &expected, const QString &what, const QString &proposal,
                            const QString &detail)
{
    DifferenceRow row;
    row.origin = u"validate"_s;
    row.what = what;
    row.item = expected.item;
    row.part = expected.part;
    row.remote = expected.looks.name;
    row.proposal = proposal;
    row.detail = detail;
    row.written = what.startsWith("reaction"_L1) ? u"any"_s : expected.written;
    m_found(std::move(row));
}

void MessageMatcher::reportMissing(const ExpectedMessage &expected)
{
    report(expected, u"message-missing"_s, expected.isSent ? u"recreate"_s : u"send"_s, toRfc3339(expected.looks.time));
}

void MessageMatcher::reportExtra(const ListedMessage &listed)
{
    DifferenceRow row;
    row.origin = u"validate"_s;
    row.what = u"extra-message"_s;
    row.remote = listed.name;
    row.proposal = u"delete"_s;
    row.detail = u"%1, %2 characters"_s.arg(toRfc3339(listed.time)).arg(listed.text.size());
    row.deletion = true;
    row.written = u"any"_s;
    m_found(std::move(row));
}

} // namespace chatferry
