// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace chatferry {

// JSON as exports really hold it, made fit for a strict parser. Pure functions.

/// @p json with everything mended that costs no content: a byte order mark is dropped; invalid UTF-8 and lone surrogate
/// escapes become U+FFFD; control characters inside strings are escaped, outside of them become spaces; whole numbers
/// of more than 18 digits become strings. Reserves 64 bytes past the end.
QByteArray mendJson(QByteArrayView json);

/// The entries of the outermost array, found by brackets alone; the last one may be cut off. Empty when the text is no
/// array. Where a broken string hides the brackets an entry may hold more than one.
std::vector<QByteArrayView> splitArray(QByteArrayView json);

/// Judges pieces of a broken array.
class JsonCheck
{
public:
    virtual ~JsonCheck() = default;
    /// Whether @p json is one valid JSON value.
    virtual bool isValid(QByteArrayView json) = 0;
    /// Whether @p json, besides, can be an entry of the array and is no part of one.
    virtual bool isEntry(QByteArrayView json) = 0;
};

/// An array of the same number of entries in which `null` stands for each that is no valid JSON, so that the array as a
/// whole can be parsed. Entries that one broken one has swallowed are found again. What is cut off at the end counts as
/// no entry. An empty array when @p json is none.
QByteArray salvageArray(QByteArrayView json, JsonCheck &check);

} // namespace chatferry
