// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/richtext.h"

#include <QStringView>

namespace chatferry {

/// Reads Slack's mrkdwn (the `text` of a message, and mrkdwn objects in blocks and attachments).
///
/// Never fails: what is no markup is text. Every line is a Paragraph of its own. The rules stand in
/// src/markup/README.md.
RichText parseMrkdwn(QStringView text);

} // namespace chatferry
