// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/threads.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

ThreadChoice ThreadChoice::make(const Space &space, const QJsonObject &thread, const QString &option,
                                const QString &owner, bool supported, Answer &refusal)
{
    static const QStringList options{QString(), u"MESSAGE_REPLY_OPTION_UNSPECIFIED"_s,
                                     u"REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"_s, u"REPLY_MESSAGE_OR_FAIL"_s};
    const auto known = options.indexOf(option);
    const QString name = thread[u"name"_s].toString();
    const QString key = thread[u"threadKey"_s].toString();
    if (known < 0) {
        refusal = Answer::invalid(u"Invalid value at 'message_reply_option' (TYPE_ENUM), \"%1\""_s.arg(option));
        return {};
    }
    if (key.size() > 4000) {
        refusal = Answer::invalid(u"thread.thread_key supports up to 4000 characters."_s);
        return {};
    }
    // without an option the thread is ignored, silently
    if (known < 2 || !supported)
        return {};
    const bool mustReply = known == 3;
    if (!name.isEmpty()) {
        const QString prefix = space.name() + u"/threads/"_s;
        const QString id = name.startsWith(prefix) ? name.mid(prefix.size()) : QString();
        if (space.threadSize(id) > 0)
            return {.thread = id};
        if (mustReply)
            refusal = Answer::missing(u"Thread not found: %1"_s.arg(name));
        return {};
    }
    if (key.isEmpty())
        return {};
    const QString owned = owner + u'/' + key;
    const QString found = space.threadOfKey(owned);
    if (!found.isEmpty() && space.threadSize(found) > 0)
        return {.thread = found};
    return {.thread = {}, .key = owned};
}

} // namespace chatferry::sim
