// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"

namespace chatferry {

/// One remote attachment of one message.
struct FileToFetch
{
    qint64 item = 0; ///< ItemRow::id.
    int number = 0;  ///< Position in Message::attachments.
    Attachment attachment;
};

/// Where the bytes of @p attachment lie, relative to the folder of fetched files. The same for every message that
/// shares it; holds neither name nor address.
QString cachePathOf(const Attachment &attachment);

} // namespace chatferry
