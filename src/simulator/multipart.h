// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/httptypes.h"

#include <QJsonObject>

#include <optional>

namespace chatferry::sim {

/// A body of multipart/related: the metadata, then the bytes.
struct RelatedBody
{
    QJsonObject metadata;
    QByteArray contentType;
    QByteArray bytes;

    /// Empty when the request is no such body of exactly two parts.
    static std::optional<RelatedBody> parse(const HttpRequest &request);
};

} // namespace chatferry::sim
