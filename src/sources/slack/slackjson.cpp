// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackjson.h"

#include <QJsonObject>

#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace chatferry::slack {

namespace {

constexpr qint64 kMillion = 1'000'000;
/// Seconds beyond this (the year 5138) must be milliseconds, and so on.
constexpr qint64 kTooManySeconds = 100'000'000'000;

std::optional<qint64> scaled(qint64 number)
{
    if (number == 0)
        return {};
    if (std::abs(number) < kTooManySeconds)
        return number * kMillion;
    if (std::abs(number) < kTooManySeconds * 1000)
        return number * 1000;
    return std::abs(number) < kTooManySeconds * kMillion ? std::optional(number) : std::nullopt;
}

} // namespace

qint64 numberOf(const Element &object, std::string_view key)
{
    const auto value = find(object, key);
    if (!value)
        return 0;
    int64_t number = 0;
    if (value->get(number) == simdjson::SUCCESS)
        return number;
    double real = 0;
    if (value->get(real) == simdjson::SUCCESS)
        return std::abs(real) < 9e15 ? static_cast<qint64>(real) : 0;
    const std::string_view text = textOf(*value);
    qint64 parsed = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    const bool whole = end == text.data() + text.size() || *end == '.';
    return failed == std::errc() && whole ? parsed : 0;
}

bool flagOf(const Element &object, std::string_view key)
{
    const auto value = find(object, key);
    bool flag = false;
    return value && value->get(flag) == simdjson::SUCCESS && flag;
}

QJsonValue toQJson(const Element &element)
{
    switch (element.type()) {
    case simdjson::dom::element_type::ARRAY:
        return toQJsonArray(element);
    case simdjson::dom::element_type::OBJECT: {
        QJsonObject object;
        for (const auto &[key, value] : simdjson::dom::object(element))
            object.insert(toQString(key), toQJson(value));
        return object;
    }
    case simdjson::dom::element_type::INT64:
        return static_cast<qint64>(int64_t(element));
    case simdjson::dom::element_type::UINT64:
        return static_cast<double>(uint64_t(element));
    case simdjson::dom::element_type::DOUBLE:
        return double(element);
    case simdjson::dom::element_type::STRING:
        return toQString(textOf(element));
    case simdjson::dom::element_type::BOOL:
        return bool(element);
    case simdjson::dom::element_type::NULL_VALUE:
        break;
    }
    return QJsonValue::Null;
}

QJsonArray toQJsonArray(const Element &element)
{
    QJsonArray out;
    simdjson::dom::array array;
    if (element.get(array) == simdjson::SUCCESS) {
        for (const Element entry : array)
            out.append(toQJson(entry));
    }
    return out;
}

std::optional<qint64> microsOf(std::string_view ts)
{
    const bool negative = ts.starts_with('-');
    if (negative)
        ts.remove_prefix(1);
    const std::size_t point = std::min(ts.find('.'), ts.size());
    qint64 seconds = 0;
    const auto [end, failed] = std::from_chars(ts.data(), ts.data() + point, seconds);
    if (failed != std::errc() || end != ts.data() + point || point == 0)
        return {};
    if (point == ts.size() || std::abs(seconds) >= kTooManySeconds)
        return scaled(negative ? -seconds : seconds);
    qint64 fraction = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        const std::size_t at = point + 1 + i;
        const char digit = at < ts.size() ? ts[at] : '0';
        if (digit < '0' || digit > '9')
            return {};
        fraction = fraction * 10 + (digit - '0');
    }
    for (std::size_t at = point + 7; at < ts.size(); ++at) {
        if (ts[at] < '0' || ts[at] > '9')
            return {};
    }
    const qint64 micros = seconds * kMillion + fraction;
    if (micros == 0)
        return {};
    return negative ? -micros : micros;
}

std::optional<qint64> microsOf(const Element &ts)
{
    int64_t whole = 0;
    double real = 0;
    if (ts.is_string())
        return microsOf(textOf(ts));
    if (ts.get(whole) == simdjson::SUCCESS)
        return scaled(whole);
    // Six digits behind the point fit a double exactly enough: 2^53 is five times today's microseconds.
    if (ts.get(real) == simdjson::SUCCESS && std::abs(real) < static_cast<double>(kTooManySeconds) && real != 0)
        return std::llround(real * static_cast<double>(kMillion));
    return {};
}

QString tsOf(qint64 micros)
{
    char text[32];
    char *at = text;
    if (micros < 0)
        *at++ = '-';
    const qint64 size = std::abs(micros);
    at = std::to_chars(at, text + sizeof text, size / kMillion).ptr;
    *at++ = '.';
    qint64 fraction = size % kMillion;
    for (int i = 5; i >= 0; --i, fraction /= 10)
        at[i] = static_cast<char>('0' + fraction % 10);
    return QString::fromLatin1(text, at + 6 - text);
}

} // namespace chatferry::slack
