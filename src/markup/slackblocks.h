// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/richtext.h"

#include <QJsonArray>
#include <QStringList>

#include <optional>

namespace chatferry {

/// Reads the `blocks` of a Slack message: rich_text and every kind that bots use.
///
/// Empty when nothing in them can be read by people (then the message's `text` counts). An element of an unknown type
/// is shown by its `text`; the key "unknown-block" is added to @p oddities (once) when there is one.
std::optional<RichText> parseSlackBlocks(const QJsonArray &blocks, QStringList *oddities = nullptr);

/// Reads the legacy `attachments` of a Slack message: content of bots as text, shared messages as quotes. Link previews
/// are left out, since their link is in the message's text, and counted into @p lostPreviews (added to what it holds).
RichText parseSlackAttachments(const QJsonArray &attachments, int *lostPreviews = nullptr,
                               QStringList *oddities = nullptr);

} // namespace chatferry
