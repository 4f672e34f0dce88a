// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/createreactionjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

CreateReactionJob::CreateReactionJob(GoogleApi &api, const CreateReactionRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest CreateReactionJob::build(const Endpoints &endpoints, const CreateReactionRequest &request)
{
    return apiRequest(ApiMethod::ReactionsCreate, request.identity, "POST",
                      apiUrl(endpoints.chat, u"/v1/"_s + request.message + u"/reactions"_s, {{"fields"_L1, u"name"_s}}),
                      {{u"emoji"_s, QJsonObject{{u"unicode"_s, request.unicode}}}});
}

Result<QString> CreateReactionJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::ReactionsCreate, reply);
    if (!object)
        return object.error();
    const QString name = object->value("name"_L1).toString();
    if (name.isEmpty())
        return badReply(ApiMethod::ReactionsCreate, "name"_L1);
    return name;
}

} // namespace chatferry
