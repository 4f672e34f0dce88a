// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/world.h"

namespace chatferry::sim {

// One pair of functions for each record. They carry every field, so that the state file and state() cannot differ.

QJsonObject toJson(const Upload &upload);
QJsonObject toJson(const Message &message);
QJsonObject toJson(const Space &space); ///< Without messages and members, which are records of their own.
QJsonObject toJson(const Member &member);
QJsonObject toJson(const PastMember &member);
QJsonObject toJson(const SharedDrive &drive);
QJsonObject toJson(const DriveFile &file);
QJsonObject toJson(const WebhookPost &post);

Upload uploadOf(const QJsonObject &json);
Message messageOf(const QJsonObject &json);
void fillSpace(Space &space, const QJsonObject &json);
Member memberOf(const QJsonObject &json);
PastMember pastMemberOf(const QJsonObject &json);
SharedDrive driveOf(const QJsonObject &json);
DriveFile fileOf(const QJsonObject &json);
WebhookPost postOf(const QJsonObject &json);

QJsonValue timeOrNull(const std::optional<UtcTime> &time);
/// "users/ID", or "groups/ID" for a group.
QString userName(const QString &id);

} // namespace chatferry::sim
