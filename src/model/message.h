// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"
#include "model/ids.h"
#include "model/richtext.h"

#include <optional>
#include <vector>

namespace chatferry {

/// One emoji under a message and who put it there.
struct Reaction
{
    QString name;                 ///< Short name without colons, tone included ("clap::skin-tone-3").
    QString unicode;              ///< When the source gives it; else empty.
    std::vector<PersonId> people; ///< In the source's order, each once.
    int count = 0;                ///< As the source says; more than people.size() when the source cut the list.

    friend bool operator==(const Reaction &, const Reaction &) = default;
};

/// A file at a message.
struct Attachment
{
    enum class Place {
        InArchive,    ///< archivePath names the entry
        Remote,       ///< url holds where it can be fetched
        ExternalLink, ///< it never was in the source's keeping; url is all there is
        Unavailable,  ///< hidden, deleted or withheld; reason says why
    };

    QString id;
    QString name; ///< What people see; may be empty.
    QString mimeType;
    qint64 sizeBytes = -1; ///< -1 when the source does not say.
    Place place = Place::Unavailable;
    QString archivePath;
    QString url;    ///< May carry a secret token: never logged, never stored in the project file, never sent.
    QString reason; ///< Unavailable: stable key ("hidden-by-limit", "deleted", "access-denied", "no-address").

    friend bool operator==(const Attachment &, const Attachment &) = default;
};

/// One message of the source, with everything that hangs on it.
struct Message
{
    enum class Kind {
        Human,   ///< Written by a person.
        Bot,     ///< Written by an app, integration or webhook.
        Deleted, ///< The remains of a deleted message that replies hang on.
    };

    ItemId id;
    UtcTime time;
    PersonId author;
    QString authorName; ///< The name shown on this very message where it differs from the person's; else empty.
    Kind kind = Kind::Human;
    RichText text;
    std::optional<ItemId> threadRoot;      ///< Of a reply: its root's id, whether or not the root is in the export.
    std::optional<UtcTime> threadRootTime; ///< Of a reply: when its root was written, as far as the source tells.
    bool alsoInConversation = false;       ///< A reply that the source showed outside its thread too.
    std::optional<UtcTime> editedAt;
    std::vector<Reaction> reactions;
    std::vector<Attachment> attachments;
    int lostPreviews = 0;          ///< Link previews that were left out because the link is in the text.
    std::vector<QString> oddities; ///< Stable keys of what could not be understood ("unknown-block").
    qint64 locator = 0;            ///< Where the reader finds this record again: 0 to 2^56 - 1, else opaque.
    qint64 contentHash = 0;        ///< Changes when anything visible of the record changes (text, edits, files).
};

} // namespace chatferry
