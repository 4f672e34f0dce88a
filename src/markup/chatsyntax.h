// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "markup/textnames.h"
#include "model/richtext.h"

#include <QString>

#include <vector>

namespace chatferry {

// Google Chat's own markup ("CHAT" syntax). The exact rules stand in src/markup/README.md.

/// @p text as Chat syntax. Blank lines at its start and white space at its end are dropped; may be empty.
QString toChatSyntax(const RichText &text, const TextNames &names);

/// @p plain, of one or more lines, such that Chat shows it as it stands.
QString neutralised(const QString &plain);

/// `<address|label>`, with what would end the label or the address replaced. An empty label becomes the address.
QString chatLink(const QString &address, const QString &label);

/// Puts `*Name:* ` in front of a text in Chat syntax; on a line of its own when the text starts with a code block,
/// quote or list. @p name is plain.
QString withAuthorInFront(const QString &name, const QString &chatText);

/// Cuts a text in Chat syntax into parts of at most @p maxBytes UTF-8 bytes each, at line ends where possible; code
/// blocks are closed and opened again. At least one part; exactly @p text when it fits. @p maxBytes is at least 64.
std::vector<QString> splitText(const QString &text, int maxBytes = 30000);

} // namespace chatferry
