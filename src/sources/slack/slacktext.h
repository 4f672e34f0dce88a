// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/richtext.h"
#include "sources/slack/slackrecord.h"

#include <QString>

#include <vector>

namespace chatferry::slack {

/// What a record says, as people see it; see "Text" in src/sources/README.md. Adds to @p oddities what could not be
/// understood.
RichText richTextOf(const SlackRecord &record, std::vector<QString> &oddities);

} // namespace chatferry::slack
