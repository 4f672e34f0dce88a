// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/space.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

bool Space::isManager(const QString &user) const
{
    const auto member = members.find(user);
    return member != members.end() && member->second.state == "JOINED"_L1 && member->second.role == "ROLE_MANAGER"_L1;
}

bool Space::isJoined(const QString &user) const
{
    const auto member = members.find(user);
    return member != members.end() && member->second.state == "JOINED"_L1;
}

qsizetype Space::indexOf(const QString &messageId) const
{
    return m_byId.value(messageId, -1);
}

qsizetype Space::indexOfRequest(const QString &request) const
{
    return m_byRequest.value(request, -1);
}

qsizetype Space::add(Message message)
{
    m_messages.push_back(std::move(message));
    const auto last = qsizetype(m_messages.size()) - 1;
    index(last);
    return last;
}

void Space::put(qsizetype at, Message message)
{
    if (at == qsizetype(m_messages.size())) {
        add(std::move(message));
        return;
    }
    m_messages[std::size_t(at)] = std::move(message);
    if (m_messages[std::size_t(at)].lost)
        lose(at);
}

void Space::index(qsizetype at)
{
    const Message &message = m_messages[std::size_t(at)];
    m_byTime.emplace(toMicros(message.createTime), at);
    if (message.lost)
        return;
    m_byId.insert(message.id, at);
    if (!message.clientId.isEmpty())
        m_byId.insert(message.clientId, at);
    if (!message.requestId.isEmpty())
        m_byRequest.insert(message.requestId, at);
    m_threads[message.thread].push_back(at);
    if (!message.threadKey.isEmpty())
        m_threadKeys.insert(message.threadKey, message.thread);
}

void Space::lose(qsizetype at)
{
    Message &message = m_messages[std::size_t(at)];
    message.lost = true;
    m_byId.remove(message.id);
    m_byId.remove(message.clientId);
    m_byRequest.remove(message.requestId);
}

std::vector<qsizetype> Space::threadReplies(const QString &thread) const
{
    std::vector<qsizetype> replies;
    const auto found = m_threads.constFind(thread);
    if (found == m_threads.cend())
        return replies;
    for (const qsizetype at : *found) {
        const Message &message = m_messages[std::size_t(at)];
        if (message.isThere() && message.reply)
            replies.push_back(at);
    }
    return replies;
}

int Space::threadSize(const QString &thread) const
{
    const auto found = m_threads.constFind(thread);
    if (found == m_threads.cend())
        return 0;
    return int(std::count_if(found->begin(), found->end(),
                             [this](qsizetype at) { return m_messages[std::size_t(at)].isThere(); }));
}

} // namespace chatferry::sim
