// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/humanwords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(HumanWords)
};

QString minutesWord(qint64 n)
{
    return n == 1 ? Words::tr("1 minute") : Words::tr("%Ln minutes", nullptr, static_cast<int>(n));
}

QString hoursWord(qint64 n)
{
    return n == 1 ? Words::tr("1 hour") : Words::tr("%Ln hours", nullptr, static_cast<int>(n));
}

qint64 rounded(qint64 value, qint64 step)
{
    return (value + step / 2) / step * step;
}

QDateTime local(UtcTime time, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count(), zone);
}

// Marks of a door inside a sentence; control characters, which no translation contains.
constexpr QChar kOpen(0x01);
constexpr QChar kMiddle(0x02);
constexpr QChar kClose(0x03);

} // namespace

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString bytesText(qint64 bytes)
{
    if (bytes < 1000)
        return bytes == 1 ? Words::tr("1 byte") : Words::tr("%Ln bytes", nullptr, static_cast<int>(bytes));
    static const std::array<const char *, 5> units = {
        QT_TRANSLATE_NOOP("HumanWords", "%1 kB"), QT_TRANSLATE_NOOP("HumanWords", "%1 MB"),
        QT_TRANSLATE_NOOP("HumanWords", "%1 GB"), QT_TRANSLATE_NOOP("HumanWords", "%1 TB"),
        QT_TRANSLATE_NOOP("HumanWords", "%1 PB")};
    double value = static_cast<double>(bytes) / 1000.0;
    std::size_t unit = 0;
    // 999.95 would print as "1,000.0": it belongs to the next unit.
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000.0;
        ++unit;
    }
    const bool whole = value >= 100 || std::abs(value - std::round(value)) < 0.05;
    return Words::tr(units[unit]).arg(QLocale().toString(value, 'f', whole ? 0 : 1));
}

QString percentText(double fraction)
{
    const int percent = static_cast<int>(std::floor(std::clamp(fraction, 0.0, 1.0) * 100.0 + 1e-9));
    return Words::tr("%1 %", "percent").arg(QLocale().toString(percent));
}

QString aboutText(std::chrono::seconds duration)
{
    const qint64 seconds = std::max<qint64>(0, duration.count());
    if (seconds < 60)
        return Words::tr("less than a minute");
    const qint64 minutes = rounded(seconds, 60) / 60;
    if (minutes < 60)
        return Words::tr("about %1").arg(minutesWord(minutes));
    if (minutes < 600) {
        const qint64 tens = rounded(minutes, 10);
        if (tens % 60 == 0)
            return Words::tr("about %1").arg(hoursWord(tens / 60));
        return Words::tr("about %1 %2", "hours, minutes").arg(hoursWord(tens / 60), minutesWord(tens % 60));
    }
    const qint64 hours = rounded(minutes, 60) / 60;
    if (hours < 48)
        return Words::tr("about %1").arg(hoursWord(hours));
    return Words::tr("about %1").arg(daysText(rounded(hours, 24) / 24));
}

QString aboutShortText(std::chrono::seconds duration)
{
    const qint64 seconds = std::max<qint64>(0, duration.count());
    if (seconds >= 55)
        return aboutText(std::max(duration, std::chrono::seconds(60)));
    return Words::tr("about %1 s", "seconds")
        .arg(QLocale().toString(std::max<qint64>(5, rounded(seconds, seconds < 20 ? 5 : 10))));
}

QString daysText(qint64 days)
{
    return days == 1 ? Words::tr("1 day") : Words::tr("%Ln days", nullptr, static_cast<int>(days));
}

QString spanText(std::chrono::seconds duration)
{
    const qint64 minutes = std::max<qint64>(1, duration.count() / 60);
    const QLocale locale;
    const auto min = [&](qint64 n) { return Words::tr("%1 min").arg(locale.toString(n)); };
    const auto hour = [&](qint64 n) { return Words::tr("%1 h").arg(locale.toString(n)); };
    if (minutes < 60)
        return min(minutes);
    const qint64 hours = minutes / 60;
    if (hours < 24)
        return minutes % 60 == 0 ? hour(hours)
                                 : Words::tr("%1 %2", "larger unit, smaller unit").arg(hour(hours), min(minutes % 60));
    const qint64 days = hours / 24;
    if (days >= 3 || hours % 24 == 0)
        return daysText(days);
    return Words::tr("%1 %2", "larger unit, smaller unit").arg(daysText(days), hour(hours % 24));
}

QString clockText(UtcTime time, const QTimeZone &zone)
{
    return QLocale().toString(local(time, zone).time(), Words::tr("HH:mm", "format of a time of day"));
}

QString dayText(UtcTime time, const QTimeZone &zone)
{
    return QLocale().toString(local(time, zone).date(), Words::tr("d MMM yyyy", "format of a date"));
}

QString momentText(UtcTime time, const QTimeZone &zone)
{
    return Words::tr("%1 at %2", "date, time").arg(dayText(time, zone), clockText(time, zone));
}

QString momentWithUtcText(UtcTime time, const QTimeZone &zone)
{
    const QTimeZone utc = QTimeZone::utc();
    const QDateTime there = local(time, zone);
    const QString utcText = there.date() == local(time, utc).date() ? clockText(time, utc) : momentText(time, utc);
    return Words::tr("%1 %2 (%3 UTC)", "moment, zone, moment in UTC")
        .arg(momentText(time, zone), there.timeZoneAbbreviation(), utcText);
}

QString door(const QString &text, const QString &id)
{
    return kOpen + text + kMiddle + id + kClose;
}

QString door(qint64 count, const QString &id)
{
    return door(countText(count), id);
}

QList<Phrase> phrases(const QString &sentence)
{
    QList<Phrase> result;
    qsizetype at = 0;
    while (at < sentence.size()) {
        const qsizetype open = sentence.indexOf(kOpen, at);
        const qsizetype middle = open < 0 ? -1 : sentence.indexOf(kMiddle, open);
        const qsizetype close = middle < 0 ? -1 : sentence.indexOf(kClose, middle);
        if (close < 0) {
            result.append({sentence.mid(at), {}});
            break;
        }
        if (open > at)
            result.append({sentence.mid(at, open - at), {}});
        result.append({sentence.mid(open + 1, middle - open - 1), sentence.mid(middle + 1, close - middle - 1)});
        at = close + 1;
    }
    return result;
}

QString withoutDoors(const QString &sentence)
{
    QString text;
    for (const Phrase &phrase : phrases(sentence))
        text += phrase.text;
    return text;
}

QString oneLine(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        // Bidirectional embeddings, overrides and isolates: a name must not turn the row around it.
        if ((u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069))
            continue;
        result += c.category() == QChar::Other_Control || u == 0x2028 || u == 0x2029 ? QChar(u' ') : c;
    }
    return result.simplified();
}

} // namespace chatferry
