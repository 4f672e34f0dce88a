// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>

namespace chatferry {

/// SHA-256 over the parts, each preceded by its length, so that ("ab","c") and ("a","bc") differ. 32 bytes.
QByteArray digest(std::initializer_list<QByteArrayView> parts);

/// The first 63 bits of digest() as a positive number: a stable key for a row.
qint64 digestKey(std::initializer_list<QByteArrayView> parts);

} // namespace chatferry
