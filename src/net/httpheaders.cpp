// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpheaders.h"

#include <array>

namespace chatferry {

namespace {

std::optional<int> number(QByteArrayView digits)
{
    int value = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9')
            return {};
        value = value * 10 + (digit - '0');
    }
    return value;
}

} // namespace

std::optional<UtcTime> fromHttpDate(QByteArrayView text)
{
    static constexpr std::array<QByteArrayView, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    text = text.trimmed();
    if (text.size() != 29 || text.sliced(3, 2) != ", " || text.sliced(25) != " GMT" || text[19] != ':' ||
        text[22] != ':')
        return {};
    const auto month = std::find(months.begin(), months.end(), text.sliced(8, 3));
    const auto day = number(text.sliced(5, 2));
    const auto year = number(text.sliced(12, 4));
    const auto hour = number(text.sliced(17, 2));
    const auto minute = number(text.sliced(20, 2));
    const auto second = number(text.sliced(23, 2));
    if (month == months.end() || !day || !year || !hour || !minute || !second || *hour > 23 || *minute > 59 ||
        *second > 60)
        return {};
    const std::chrono::year_month_day date(std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(month - months.begin() + 1)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok())
        return {};
    return UtcTime(std::chrono::sys_days(date)) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second);
}

std::optional<std::chrono::milliseconds> fromRetryAfter(QByteArrayView text, UtcTime now)
{
    using std::chrono::milliseconds;
    static constexpr milliseconds longest = std::chrono::hours(24);
    text = text.trimmed();
    if (text.isEmpty())
        return {};
    if (const auto date = fromHttpDate(text))
        return std::clamp(std::chrono::ceil<milliseconds>(*date - now), milliseconds(0), longest);
    if (text.size() > 9)
        return {};
    if (const auto seconds = number(text))
        return std::min(milliseconds(std::chrono::seconds(*seconds)), longest);
    return {};
}

} // namespace chatferry
