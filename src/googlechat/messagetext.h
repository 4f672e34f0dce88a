// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "target/wishes.h"

#include <QString>

#include <functional>
#include <vector>

namespace chatferry {

/// The text of a message in Chat syntax, in parts of at most 30,000 UTF-8 bytes, by the rules of src/engine/README.md
/// ("Name in front", "Text", "Parts", "Threads"). Where the Drive id of an uploaded file belongs stands a mark of 33
/// bytes, as long as the ids that Drive hands out, so that the parts do not depend on them.
std::vector<QString> messageParts(const MessageToCarry &wish, const Names &names);

/// The attachment numbers whose marks stand in @p text, in order.
std::vector<int> markedFiles(const QString &text);
/// @p text with every mark replaced by what @p idOf answers for the attachment number.
QString withFileIds(const QString &text, const std::function<QString(int)> &idOf);

/// The form in which a sent text and the same text read back are equal: without markup, invisible characters and
/// differences of white space. Loose on purpose: the service normalises text in ways it does not document.
QString normalisedChatText(const QString &text);

} // namespace chatferry
