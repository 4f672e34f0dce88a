// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/messagefilter.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

bool readOrder(MessageFilter &into, const QString &orderBy)
{
    static const QRegularExpression form(u"^\\s*(?:(?:create_time|createTime)\\s*)?(ASC|DESC)?\\s*$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(orderBy);
    into.descending = match.captured(1).compare("desc"_L1, Qt::CaseInsensitive) == 0;
    return match.hasMatch();
}

bool readTerm(MessageFilter &into, const QString &term, const Space &space)
{
    static const QRegularExpression time(u"^create_time\\s*([<>])\\s*\"([^\"]+)\"$"_s);
    static const QRegularExpression thread(u"^thread\\.name\\s*=\\s*(spaces/[^/\\s]+)/threads/([^/\\s]+)$"_s);
    if (const auto match = time.match(term); match.hasMatch()) {
        const auto moment = fromRfc3339(match.captured(2));
        auto &bound = match.captured(1) == ">"_L1 ? into.after : into.before;
        if (!moment || bound)
            return false;
        bound = moment;
        return true;
    }
    if (const auto match = thread.match(term); match.hasMatch()) {
        if (!into.thread.isEmpty() || match.captured(1) != space.name())
            return false;
        into.thread = match.captured(2);
        return true;
    }
    return false;
}

} // namespace

std::optional<MessageFilter> MessageFilter::parse(const QString &filter, const QString &orderBy, const Space &space)
{
    static const QRegularExpression joint(u"\\s+AND\\s+"_s, QRegularExpression::CaseInsensitiveOption);
    MessageFilter result;
    if (!readOrder(result, orderBy))
        return std::nullopt;
    if (filter.trimmed().isEmpty())
        return result;
    for (const QString &term : filter.trimmed().split(joint)) {
        if (!readTerm(result, term, space))
            return std::nullopt;
    }
    return result;
}

bool MessageFilter::fits(const Message &message) const
{
    return (!after || message.createTime > *after) && (!before || message.createTime < *before) &&
           (thread.isEmpty() || message.thread == thread);
}

} // namespace chatferry::sim
