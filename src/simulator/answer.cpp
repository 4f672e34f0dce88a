// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/answer.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

QByteArray toBytes(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Answer Answer::ok(const QJsonObject &json)
{
    return {.json = json};
}

Answer Answer::error(int status, const QString &word, const QString &message, const QString &reason)
{
    return {.status = status, .word = word, .message = message, .reason = reason};
}

Answer Answer::invalid(const QString &message)
{
    return error(400, u"INVALID_ARGUMENT"_s, message);
}

Answer Answer::precondition(const QString &message)
{
    return error(400, u"FAILED_PRECONDITION"_s, message);
}

Answer Answer::denied(const QString &message)
{
    return error(403, u"PERMISSION_DENIED"_s, message.isEmpty() ? u"The caller does not have permission"_s : message);
}

Answer Answer::missing(const QString &message)
{
    return error(404, u"NOT_FOUND"_s, message);
}

Answer Answer::exists(const QString &message)
{
    return error(409, u"ALREADY_EXISTS"_s, message);
}

QByteArray Answer::body(Api api) const
{
    if (!isError())
        return isJson ? toBytes(json) : QByteArray();
    if (api == Api::Token)
        return toBytes({{u"error"_s, word}, {u"error_description"_s, message}});
    QJsonObject error{{u"code"_s, status}, {u"message"_s, message}};
    if (api == Api::Chat || word == "UNAUTHENTICATED"_L1) {
        error.insert(u"status"_s, word);
        if (!reason.isEmpty()) {
            error.insert(u"details"_s,
                         QJsonArray{QJsonObject{{u"@type"_s, u"type.googleapis.com/google.rpc.ErrorInfo"_s},
                                                {u"reason"_s, reason},
                                                {u"domain"_s, u"googleapis.com"_s},
                                                {u"metadata"_s, metadata}}});
        }
    } else {
        error.insert(u"errors"_s, QJsonArray{QJsonObject{{u"domain"_s, u"global"_s},
                                                         {u"reason"_s, reason.isEmpty() ? u"invalid"_s : reason},
                                                         {u"message"_s, message}}});
    }
    return toBytes({{u"error"_s, error}});
}

} // namespace chatferry::sim
