// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/archive.h"

#include <QStringList>

#include <vector>

namespace chatferry::slack {

/// A folder of day files.
struct SlackFolder
{
    QString base; ///< Of the workspace it belongs to: "" or "teams/NAME/".
    QString name;
    std::vector<ArchiveEntry> days;     ///< By name.
    std::vector<ArchiveEntry> canvases; ///< canvas_in_the_conversation.json
};

/// What stands where in a Slack export, told by names alone.
struct SlackLayout
{
    std::vector<QString> bases; ///< "" first, then "teams/NAME/" by name.
    std::vector<SlackFolder> folders;
    std::vector<ArchiveEntry> bundled; ///< Entries of `__uploads` and `attachments` folders.
    QStringList unknown;               ///< Names of entries that mean nothing to the reader.
    bool hasAvatars = false;

    static SlackLayout of(const Archive &archive);
    /// Whether these names are those of a Slack export at all.
    static bool isSlackExport(const Archive &archive);
    static bool isDayFile(QStringView fileName); ///< "2024-01-31.json"
    /// The files of an export beside its folders: "channels.json" and so on.
    static bool isKnownList(QStringView fileName);
};

} // namespace chatferry::slack
