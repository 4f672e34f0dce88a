// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace chatferry {

/// The Unicode form of a short name without colons, aliases and tones included ("wave::skin-tone-2"). Empty when
/// unknown. A tone that an emoji does not have is left out. Names as in the emoji-datasource table
/// (resources/emoji.json).
QString emojiUnicode(QStringView shortName);

} // namespace chatferry
