// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <QList>
#include <QString>
#include <QTimeZone>

#include <chrono>

namespace chatferry {

// How figures, sizes, durations and times are put into words. All by the default QLocale, all with their unit.

QString countText(qint64 count);      ///< "418,204".
QString bytesText(qint64 bytes);      ///< "29.8 GB", decimal units as shops and exports count them.
QString percentText(double fraction); ///< "61 %", cut, so that 100 % is the end and nothing else.

/// An estimate, rounded to what is believable: "less than a minute", "about 9 minutes", "about 3 hours 20 minutes".
QString aboutText(std::chrono::seconds duration);
/// For work of seconds: "about 20 s"; from a minute on as aboutText().
QString aboutShortText(std::chrono::seconds duration);
/// A span that is known: "12 days", "2 days 4 h", "17 h 20 min", "22 min"; cut to the smaller unit, at least "1 min".
QString spanText(std::chrono::seconds duration);
QString daysText(qint64 days); ///< "1 day", "12 days".

QString clockText(UtcTime time, const QTimeZone &zone = QTimeZone::systemTimeZone());  ///< "15:05".
QString dayText(UtcTime time, const QTimeZone &zone = QTimeZone::systemTimeZone());    ///< "23 Dec 2026".
QString momentText(UtcTime time, const QTimeZone &zone = QTimeZone::systemTimeZone()); ///< "23 Dec 2026 at 09:46".
/// "23 Dec 2026 at 09:46 CET (08:46 UTC)"; the UTC date too where it differs.
QString momentWithUtcText(UtcTime time, const QTimeZone &zone = QTimeZone::systemTimeZone());

/// A door: @p text that opens rows when activated. Marks it inside a sentence, so that translators can move it.
QString door(const QString &text, const QString &id);
QString door(qint64 count, const QString &id);

/// A piece of a sentence; `door` is empty for plain words.
struct Phrase
{
    QString text;
    QString door;

    friend bool operator==(const Phrase &, const Phrase &) = default;
};
QList<Phrase> phrases(const QString &sentence);
QString withoutDoors(const QString &sentence); ///< The sentence as it reads.

/// For file names, column cells: @p text without control and bidirectional override characters, on one line.
QString oneLine(const QString &text);

} // namespace chatferry
