// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "markup/textnames.h"
#include "model/richtext.h"

#include <QString>

namespace chatferry {

/// @p text without any markup, for descriptions and previews. Links show their label (else address), mentions names.
/// Without @p names the labels of the source stand in. Trimmed.
QString toPlainText(const RichText &text, const TextNames *names = nullptr);

} // namespace chatferry
