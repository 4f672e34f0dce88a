// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/identitymatrix.h"
#include "net/endpoints.h"
#include "net/httpclient.h"

#include <QJsonObject>
#include <QUrl>

#include <utility>
#include <vector>

namespace chatferry {

/// A call as it will leave, but for the token.
struct ApiRequest
{
    ApiMethod method = ApiMethod::SpacesGet;
    Identity identity;
    bool later = false; ///< With the scope for completed spaces (MethodRule::laterScope).
    HttpRequest http;
};

/// Names and values of a query, in order; values are encoded by apiUrl().
using ApiQuery = std::vector<std::pair<QLatin1String, QString>>;

/// @p base with @p path ("/v1/spaces/A") and @p query. Resource names go into the path as they are, other parts have to
/// be encoded by the caller (pathPart()).
QUrl apiUrl(const QUrl &base, const QString &path, const ApiQuery &query = {});
/// @p text as one part of a path.
QString pathPart(const QString &text);

/// A call with a JSON body, or without one when @p body is empty and the verb is GET or DELETE.
ApiRequest apiRequest(ApiMethod method, const Identity &identity, const QByteArray &verb, QUrl url,
                      const QJsonObject &body = {});

/// The body of multipart/related: metadata, then content. The boundary occurs in neither.
struct Multipart
{
    QByteArray contentType;
    QByteArray body;

    static Multipart related(const QJsonObject &metadata, const QByteArray &mimeType, const QByteArray &content);
};

/// @p mimeType if it is one, else "application/octet-stream".
QByteArray cleanMimeType(const QString &mimeType);

} // namespace chatferry
