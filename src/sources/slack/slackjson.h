// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonValue>
#include <QString>

#include <simdjson.h>

#include <optional>
#include <string_view>

namespace chatferry::slack {

using Element = simdjson::dom::element;

// Values of another type than expected count as absent: "", 0, false, an empty array.

inline std::string_view textOf(const Element &element)
{
    std::string_view text;
    return element.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

inline std::string_view textOf(const Element &object, std::string_view key)
{
    Element value;
    return object.is_object() && object[key].get(value) == simdjson::SUCCESS ? textOf(value) : std::string_view();
}

/// The value of a key, when it is there and not null.
inline std::optional<Element> find(const Element &object, std::string_view key)
{
    Element value;
    if (object.is_object() && object[key].get(value) == simdjson::SUCCESS && !value.is_null())
        return value;
    return {};
}

/// Also from a number in quotes.
qint64 numberOf(const Element &object, std::string_view key);
bool flagOf(const Element &object, std::string_view key);

/// Calls @p call for every entry of the array under @p key, if there is one.
template<typename Call>
void forEach(const Element &object, std::string_view key, Call call)
{
    const auto value = find(object, key);
    simdjson::dom::array array;
    if (!value || value->get(array) != simdjson::SUCCESS)
        return;
    for (const Element entry : array)
        call(entry);
}

inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline QString stringOf(const Element &object, std::string_view key)
{
    return toQString(textOf(object, key));
}

/// The same value for those who do not know simdjson.
QJsonValue toQJson(const Element &element);
QJsonArray toQJsonArray(const Element &element);

/// The moment of a `ts`: a string or number, in seconds (else, when huge, in milli- or microseconds). Empty when it is
/// none or zero.
std::optional<qint64> microsOf(const Element &ts);
std::optional<qint64> microsOf(std::string_view ts);

/// The one form of a `ts` as an id: seconds, a point, six digits.
QString tsOf(qint64 micros);

} // namespace chatferry::slack
