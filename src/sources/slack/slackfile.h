// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/archive.h"
#include "sources/jsonstretches.h"
#include "sources/slack/slackjson.h"

#include <memory>
#include <vector>

namespace chatferry::slack {

/// The entries of an array in a file. Valid as long as bytes and parser are.
struct ParsedArray
{
    std::vector<Element> entries;
    bool isArray = false; ///< False also for a file without anything in it.
    bool isBroken =
        false; ///< Something was lost: entries that are no JSON are null, an unfinished last one is missing.
};

/// Parses @p bytes (with 64 readable bytes behind them), mending and salvaging where that is needed; @p bytes is
/// replaced then. @p mark is a key that every entry has; it tells entries from parts of them when an array must be
/// salvaged.
ParsedArray parseArray(QByteArray &bytes, simdjson::dom::parser &parser, QByteArrayView mark);

/// A day file, or a stretch of a huge one, in memory.
struct Stretch
{
    QByteArray bytes;
    simdjson::dom::parser parser;
    ParsedArray array;
    qint64 first = 0; ///< Place of its first entry in the file.
};

/// Reads a day file stretch by stretch.
class SlackFileReader
{
public:
    /// Larger files are read in stretches of this size.
    static constexpr qint64 kStretchBytes = 16LL << 20;

    SlackFileReader(const Archive &archive, const ArchiveEntry &entry);
    /// The next stretch, null after the last one. Errors: Input (the file is damaged), File.
    Result<std::unique_ptr<Stretch>> next();

private:
    std::unique_ptr<Stretch> parsed(QByteArray bytes);
    const Archive *m_archive;
    const ArchiveEntry *m_entry;
    std::unique_ptr<JsonStretches> m_stretches; ///< Huge files only.
    qint64 m_place = 0;
    bool m_done = false;
};

} // namespace chatferry::slack
