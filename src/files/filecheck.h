// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"

#include <QByteArrayView>

namespace chatferry {

/// Why what a server sent is not the file that was asked for: "login-page", "wrong-size"; empty when nothing speaks
/// against it. @p contentType as in the header; @p head the first kilobytes; @p size all of it.
QString refusalOf(const Attachment &wanted, const QByteArray &contentType, QByteArrayView head, qint64 size);

/// The parts of "bytes 0-99/1000".
struct ContentRange
{
    qint64 first = -1;
    qint64 last = -1;
    qint64 total = -1; ///< -1 for "*".
};
std::optional<ContentRange> contentRange(QByteArrayView header);

} // namespace chatferry
