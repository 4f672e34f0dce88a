// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utctime.h"

#include <QDateTime>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace chatferry {

QString toRfc3339(UtcTime time)
{
    const qint64 micros = toMicros(time);
    qint64 seconds = micros / 1000000;
    qint64 rest = micros % 1000000;
    if (rest < 0) {
        rest += 1000000;
        --seconds;
    }
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss"_s) + u'.' +
           QString::number(rest).rightJustified(6, u'0') + u'Z';
}

std::optional<UtcTime> fromRfc3339(QStringView text)
{
    if (text.size() < 20)
        return {};
    qsizetype end = 19;
    qint64 micros = 0;
    if (text[end] == u'.') {
        qint64 unit = 100000;
        qsizetype digit = end + 1;
        for (; digit < text.size() && text[digit].isDigit(); ++digit) {
            micros += text[digit].digitValue() * unit;
            unit /= 10;
        }
        if (digit == end + 1)
            return {};
        end = digit;
    }
    const QString whole = text.first(19).toString() + text.sliced(end).toString();
    const QDateTime parsed = QDateTime::fromString(whole, Qt::ISODate);
    if (!parsed.isValid() || parsed.timeSpec() == Qt::LocalTime)
        return {};
    return fromMicros(parsed.toSecsSinceEpoch() * 1000000 + micros);
}

} // namespace chatferry
