// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace chatferry {

constexpr QChar kZeroWidthSpace = u'\u200B';

/// The code point that ends before, or starts at, position @p at; 0 at the edges.
char32_t codePointBefore(QStringView text, qsizetype at);
char32_t codePointAt(QStringView text, qsizetype at);

/// A Unicode letter or number.
bool isWordCharacter(char32_t c);
bool isSpaceCharacter(char32_t c);
bool isBlank(QStringView text);

/// Line ends as LF, control characters dropped, lone surrogates replaced.
QString cleaned(const QString &text);
/// cleaned(), with spaces in the place of line breaks.
QString cleanedLine(const QString &text);

/// Turns &lt; &gt; &amp; into what they stand for, once.
QString withoutEntities(QStringView text);

/// "2021-03-04 05:06 UTC"; empty when @p seconds is no whole number or no moment a calendar has.
QString readableMoment(QStringView seconds);

} // namespace chatferry
