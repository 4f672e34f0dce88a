// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QCryptographicHash>
#include <QIODevice>

#include <functional>
#include <memory>

namespace chatferry {

/// How a file's bytes are had: opens it anew each time.
using OpenContent = std::function<Result<std::unique_ptr<QIODevice>>()>;

/// Reads a file piece by piece, in order, knows one byte ahead whether there is more, and sums up what it gave out.
class ContentReader
{
public:
    /// Errors: those of @p open; File when it cannot be read. @p name is the file's, for sentences.
    static Result<std::unique_ptr<ContentReader>> open(const OpenContent &open, const QString &name);

    /// The next bytes: @p most of them, or fewer when the file ends. Errors: File.
    Result<QByteArray> read(qint64 most);
    bool atEnd() const { return m_ended && m_ahead.isEmpty(); }
    qint64 given() const { return m_given; }
    QByteArray md5() const { return m_md5.result().toHex(); } ///< Of everything given so far, hex.
    qint64 size() const;                                      ///< -1 where only reading it tells.

private:
    ContentReader(std::unique_ptr<QIODevice> device, QString name);
    Result<void> fill(qint64 wanted);

    std::unique_ptr<QIODevice> m_device;
    QString m_name;
    QByteArray m_ahead;
    QCryptographicHash m_md5{QCryptographicHash::Md5};
    qint64 m_given = 0;
    bool m_ended = false;
};

} // namespace chatferry
