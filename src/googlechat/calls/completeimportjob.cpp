// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/completeimportjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

CompleteImportJob::CompleteImportJob(GoogleApi &api, const CompleteImportRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest CompleteImportJob::build(const Endpoints &endpoints, const CompleteImportRequest &request)
{
    return apiRequest(ApiMethod::SpacesCompleteImport, request.identity, "POST",
                      apiUrl(endpoints.chat, u"/v1/"_s + request.space + u":completeImport"_s));
}

Result<CompletedImport> CompleteImportJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::SpacesCompleteImport, reply);
    if (!object)
        return object.error();
    auto space = ChatSpace::from(ApiMethod::SpacesCompleteImport, object->value("space"_L1).toObject());
    if (!space)
        return space.error();
    return CompletedImport{std::move(*space), reply.body};
}

} // namespace chatferry
