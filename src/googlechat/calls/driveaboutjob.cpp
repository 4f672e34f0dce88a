// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/driveaboutjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

DriveAboutJob::DriveAboutJob(GoogleApi &api, const DriveAboutRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest DriveAboutJob::build(const Endpoints &endpoints, const DriveAboutRequest &request)
{
    return apiRequest(
        ApiMethod::DriveAbout, request.identity, "GET",
        apiUrl(endpoints.drive, u"/drive/v3/about"_s, {{"fields"_L1, u"canCreateDrives,storageQuota(limit,usage)"_s}}));
}

Result<DriveState> DriveAboutJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::DriveAbout, reply);
    if (!object)
        return object.error();
    DriveState state;
    state.canCreateDrives = object->value("canCreateDrives"_L1).toBool();
    const QJsonValue quota = object->value("storageQuota"_L1);
    bool known = false;
    const qint64 limit = quota["limit"_L1].toVariant().toLongLong(&known);
    if (known)
        state.freeBytes = std::max<qint64>(0, limit - quota["usage"_L1].toVariant().toLongLong());
    return state;
}

} // namespace chatferry
