// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/listmessagesjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

ListMessagesJob::ListMessagesJob(GoogleApi &api, const ListMessagesRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest ListMessagesJob::build(const Endpoints &endpoints, const ListMessagesRequest &request)
{
    ApiQuery query{{"pageSize"_L1, QString::number(request.pageSize)}};
    // The operators are strict, times have microseconds.
    QStringList filter;
    if (request.from)
        filter.append(u"create_time > \"%1\""_s.arg(toRfc3339(*request.from - Micros(1))));
    if (request.to)
        filter.append(u"create_time < \"%1\""_s.arg(toRfc3339(*request.to + Micros(1))));
    if (!filter.isEmpty())
        query.emplace_back("filter"_L1, filter.join(u" AND "_s));
    if (!request.pageToken.isEmpty())
        query.emplace_back("pageToken"_L1, request.pageToken);
    query.emplace_back("fields"_L1,
                       u"nextPageToken,messages(name,clientAssignedMessageId,createTime,deleteTime,text,formattedText,"
                       "sender(name,type),thread/name,emojiReactionSummaries,attachment/name)"_s);
    return apiRequest(ApiMethod::MessagesList, request.identity, "GET",
                      apiUrl(endpoints.chat, u"/v1/"_s + request.space + u"/messages"_s, query));
}

Result<Page<ChatMessage>> ListMessagesJob::parse(const HttpReply &reply)
{
    return pageIn<ChatMessage>(ApiMethod::MessagesList, reply, "messages"_L1, ChatMessage::from);
}

} // namespace chatferry
