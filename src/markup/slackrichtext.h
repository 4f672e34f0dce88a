// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/richtext.h"

#include <QJsonObject>
#include <QStringList>

namespace chatferry {

/// The blocks of a `rich_text` object. @p isOdd becomes true when an element of an unknown type was met.
std::vector<Block> readSlackRichText(const QJsonObject &richText, bool &isOdd);

} // namespace chatferry
