// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/requestlog.h"

#include "simulator/answer.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

Result<void> RequestLog::open(const QString &path, std::size_t kept)
{
    m_kept = kept;
    m_file.setFileName(path);
    if (path.isEmpty() || m_file.open(QIODevice::WriteOnly | QIODevice::Append))
        return {};
    return Error{.kind = Error::Kind::File,
                 .what = QCoreApplication::translate("Simulator", "The simulator's request log cannot be written: %1")
                             .arg(m_file.errorString())};
}

void RequestLog::add(LoggedRequest request)
{
    if (request.actedOn)
        ++m_writes;
    if (m_file.isOpen()) {
        m_file.write(toBytes({{u"seq"_s, request.seq},
                              {u"time"_s, toRfc3339(request.time)},
                              {u"method"_s, request.method},
                              {u"path"_s, request.path},
                              {u"query"_s, request.query},
                              {u"identity"_s, request.identity},
                              {u"status"_s, request.status},
                              {u"actedOn"_s, request.actedOn},
                              {u"isWrite"_s, request.isWrite},
                              {u"fault"_s, request.fault}}) +
                     '\n');
        m_file.flush();
    }
    m_all.push_back(std::move(request));
    if (m_all.size() > m_kept)
        m_all.pop_front();
}

QString RequestLog::masked(const QString &query)
{
    if (!query.contains("key="_L1) && !query.contains("token="_L1) && !query.contains("upload_id="_L1))
        return query;
    static const QRegularExpression secret(u"(^|&)(key|token|access_token|upload_id)=[^&]*"_s);
    QString clean = query;
    return clean.replace(secret, u"\\1\\2=..."_s);
}

} // namespace chatferry::sim
