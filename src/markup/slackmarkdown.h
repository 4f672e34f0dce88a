// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/richtext.h"

#include <QStringView>

namespace chatferry {

/// The part of Markdown that apps use in Slack's `markdown` blocks; see src/markup/README.md, 2.2.
std::vector<Block> readSlackMarkdown(QStringView text);

} // namespace chatferry
