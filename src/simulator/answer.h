// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/httptypes.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace chatferry::sim {

/// Which service's manners an answer follows.
enum class Api { Token, Chat, Drive, Directory };

/// What a handler says: a JSON object, an error, or raw bytes.
struct Answer
{
    int status = 200;
    QJsonObject json = {};
    HttpHeaders headers = {};
    bool isJson = true;

    // Of an error
    QString word = {}; ///< "PERMISSION_DENIED"
    QString message = {};
    QString reason = {}; ///< Drive, Directory: "notFound"; Chat: of google.rpc.ErrorInfo, when not empty.
    QJsonObject metadata = {};

    bool isError() const { return !word.isEmpty(); }
    /// The body in the manner of @p api.
    QByteArray body(Api api) const;

    static Answer ok(const QJsonObject &json);
    static Answer error(int status, const QString &word, const QString &message, const QString &reason = {});
    static Answer invalid(const QString &message);      ///< 400 INVALID_ARGUMENT
    static Answer precondition(const QString &message); ///< 400 FAILED_PRECONDITION
    static Answer denied(const QString &message = {});  ///< 403 PERMISSION_DENIED
    static Answer missing(const QString &message);      ///< 404 NOT_FOUND
    static Answer exists(const QString &message);       ///< 409 ALREADY_EXISTS
};

/// Compact JSON.
QByteArray toBytes(const QJsonObject &json);

} // namespace chatferry::sim
