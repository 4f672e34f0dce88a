// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/generateidsjob.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace chatferry {

GenerateIdsJob::GenerateIdsJob(GoogleApi &api, const GenerateIdsRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest GenerateIdsJob::build(const Endpoints &endpoints, const GenerateIdsRequest &request)
{
    return apiRequest(
        ApiMethod::FilesGenerateIds, request.identity, "GET",
        apiUrl(endpoints.drive, u"/drive/v3/files/generateIds"_s,
               {{"count"_L1, QString::number(request.count)}, {"space"_L1, u"drive"_s}, {"type"_L1, u"files"_s}}));
}

Result<std::vector<QString>> GenerateIdsJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::FilesGenerateIds, reply);
    if (!object)
        return object.error();
    std::vector<QString> ids;
    const QJsonArray list = object->value("ids"_L1).toArray();
    for (const QJsonValue &id : list) {
        if (!id.toString().isEmpty())
            ids.push_back(id.toString());
    }
    if (ids.empty())
        return badReply(ApiMethod::FilesGenerateIds, "ids"_L1);
    return ids;
}

} // namespace chatferry
