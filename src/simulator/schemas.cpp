// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/schemas.h"

#include "base/utctime.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

// From the discovery documents chat v1 (20260405), drive v3 (20260405) and directory v1 (20260421); markupSyntax,
// affiliation, accessPermissionSettings and FORWARD from the newer published protos. s text, b bool, n number, t time,
// any: not looked into.
constexpr auto kTable =
    "Space accessSettings:AccessSettings adminInstalled:b createTime:t customer:s displayName:s externalUserAllowed:b "
    "importMode:b importModeExpireTime:t lastActiveTime:t membershipCount:MembershipCount name:s "
    "permissionSettings:PermissionSettings predefinedPermissionSettings:"
    "enum(PREDEFINED_PERMISSION_SETTINGS_UNSPECIFIED|COLLABORATION_SPACE|ANNOUNCEMENT_SPACE) singleUserBotDm:b "
    "spaceDetails:SpaceDetails spaceHistoryState:enum(HISTORY_STATE_UNSPECIFIED|HISTORY_OFF|HISTORY_ON) "
    "spaceThreadingState:enum(SPACE_THREADING_STATE_UNSPECIFIED|THREADED_MESSAGES|GROUPED_MESSAGES|UNTHREADED_MESSAGES)"
    " "
    "spaceType:enum(SPACE_TYPE_UNSPECIFIED|SPACE|GROUP_CHAT|DIRECT_MESSAGE) spaceUri:s threaded:b "
    "type:enum(TYPE_UNSPECIFIED|ROOM|DM)\n"
    "Message accessoryWidgets[]:any actionResponse:any annotations[]:any argumentText:s attachedGifs[]:any "
    "attachment[]:Attachment cards[]:any cardsV2[]:any clientAssignedMessageId:s createTime:t deleteTime:t "
    "deletionMetadata:any emojiReactionSummaries[]:EmojiReactionSummary fallbackText:s formattedText:s "
    "lastUpdateTime:t "
    "markupSyntax:enum(MARKUP_SYNTAX_UNSPECIFIED|MARKUP_SYNTAX_CHAT|MARKUP_SYNTAX_MARKDOWN) matchedUrl:any name:s "
    "privateMessageViewer:User quotedMessageMetadata:QuotedMessageMetadata sender:User slashCommand:any space:Space "
    "text:s "
    "thread:Thread threadReply:b\n"
    "Membership affiliation:s createTime:t deleteTime:t groupMember:Group member:User name:s "
    "role:enum(MEMBERSHIP_ROLE_UNSPECIFIED|ROLE_MEMBER|ROLE_MANAGER|ROLE_ASSISTANT_MANAGER) "
    "state:enum(MEMBERSHIP_STATE_UNSPECIFIED|JOINED|INVITED|NOT_A_MEMBER)\n"
    "Reaction emoji:Emoji name:s user:User\n"
    "UploadAttachmentRequest filename:s\n"
    "UploadAttachmentResponse attachmentDataRef:AttachmentDataRef\n"
    "CompleteImportSpaceRequest\n"
    "CompleteImportSpaceResponse space:Space\n"
    "Empty\n"
    "ListMessagesResponse messages[]:Message nextPageToken:s\n"
    "ListMembershipsResponse memberships[]:Membership nextPageToken:s\n"
    "ListReactionsResponse nextPageToken:s reactions[]:Reaction\n"
    "ListSpacesResponse nextPageToken:s spaces[]:Space\n"
    "AccessSettings accessPermissionSettings:any accessState:enum(ACCESS_STATE_UNSPECIFIED|PRIVATE|DISCOVERABLE) "
    "audience:s\n"
    "MembershipCount joinedDirectHumanUserCount:n joinedGroupCount:n\n"
    "PermissionSettings manageApps:PermissionSetting manageMembersAndGroups:PermissionSetting "
    "manageWebhooks:PermissionSetting modifySpaceDetails:PermissionSetting postMessages:PermissionSetting "
    "replyMessages:PermissionSetting toggleHistory:PermissionSetting useAtMentionAll:PermissionSetting\n"
    "PermissionSetting assistantManagersAllowed:b managersAllowed:b membersAllowed:b\n"
    "SpaceDetails description:s guidelines:s\n"
    "Attachment attachmentDataRef:AttachmentDataRef contentName:s contentType:s downloadUri:s "
    "driveDataRef:DriveDataRef "
    "name:s source:enum(SOURCE_UNSPECIFIED|DRIVE_FILE|UPLOADED_CONTENT) thumbnailUri:s\n"
    "AttachmentDataRef attachmentUploadToken:s resourceName:s\n"
    "DriveDataRef driveFileId:s\n"
    "EmojiReactionSummary emoji:Emoji reactionCount:n\n"
    "User displayName:s domainId:s isAnonymous:b name:s type:enum(TYPE_UNSPECIFIED|HUMAN|BOT)\n"
    "QuotedMessageMetadata forwardedMetadata:any lastUpdateTime:t name:s "
    "quoteType:enum(QUOTE_TYPE_UNSPECIFIED|REPLY|FORWARD) quotedMessageSnapshot:any\n"
    "Thread name:s threadKey:s\n"
    "Group name:s\n"
    "Emoji customEmoji:CustomEmoji unicode:s\n"
    "CustomEmoji emojiName:s name:s payload:any temporaryImageUri:s uid:s\n"
    "File appProperties:any capabilities:any clientEncryptionDetails:any contentHints:any contentRestrictions[]:any "
    "copyRequiresWriterPermission:b createdTime:t description:s downloadRestrictions:any driveId:s explicitlyTrashed:b "
    "exportLinks:any fileExtension:s folderColorRgb:s fullFileExtension:s hasAugmentedPermissions:b hasThumbnail:b "
    "headRevisionId:s iconLink:s id:s imageMediaMetadata:any inheritedPermissionsDisabled:b isAppAuthorized:b kind:s "
    "labelInfo:any lastModifyingUser:DriveUser linkShareMetadata:any md5Checksum:s mimeType:s modifiedByMe:b "
    "modifiedByMeTime:t modifiedTime:t name:s originalFilename:s ownedByMe:b owners[]:DriveUser parents[]:s "
    "permissionIds[]:s permissions[]:Permission properties:any quotaBytesUsed:s resourceKey:s sha1Checksum:s "
    "sha256Checksum:s shared:b sharedWithMeTime:t sharingUser:DriveUser shortcutDetails:any size:s spaces[]:s "
    "starred:b "
    "teamDriveId:s thumbnailLink:s thumbnailVersion:s trashed:b trashedTime:t trashingUser:DriveUser version:s "
    "videoMediaMetadata:any viewedByMe:b viewedByMeTime:t viewersCanCopyContent:b webContentLink:s webViewLink:s "
    "writersCanShare:b\n"
    "Drive backgroundImageFile:any backgroundImageLink:s capabilities:any colorRgb:s createdTime:t hidden:b id:s "
    "kind:s "
    "name:s orgUnitId:s restrictions:any themeId:s\n"
    "Permission allowFileDiscovery:b deleted:b displayName:s domain:s emailAddress:s expirationTime:t id:s "
    "inheritedPermissionsDisabled:b kind:s pendingOwner:b permissionDetails[]:any photoLink:s role:s "
    "teamDrivePermissionDetails[]:any type:s view:s\n"
    "FileList files[]:File incompleteSearch:b kind:s nextPageToken:s\n"
    "DriveList drives[]:Drive kind:s nextPageToken:s\n"
    "PermissionList kind:s nextPageToken:s permissions[]:Permission\n"
    "GeneratedIds ids[]:s kind:s space:s\n"
    "About appInstalled:b canCreateDrives:b canCreateTeamDrives:b driveThemes[]:any exportFormats:any "
    "folderColorPalette[]:s importFormats:any kind:s maxImportSizes:any maxUploadSize:s storageQuota:StorageQuota "
    "teamDriveThemes[]:any user:DriveUser\n"
    "StorageQuota limit:s usage:s usageInDrive:s usageInDriveTrash:s\n"
    "DriveUser displayName:s emailAddress:s kind:s me:b permissionId:s photoLink:s\n"
    "DirectoryUsers etag:s kind:s nextPageToken:s trigger_event:s users[]:DirectoryUser\n"
    "DirectoryUser addresses:any agreedToTerms:b aliases[]:s archived:b changePasswordAtNextLogin:b creationTime:t "
    "customSchemas:any customerId:s deletionTime:t emails:any etag:s externalIds:any gender:any guestAccountInfo:any "
    "hashFunction:s id:s ims:any includeInGlobalAddressList:b ipWhitelisted:b isAdmin:b isDelegatedAdmin:b "
    "isEnforcedIn2Sv:b isEnrolledIn2Sv:b isGuestUser:b isMailboxSetup:b keywords:any kind:s languages:any "
    "lastLoginTime:t locations:any name:any nonEditableAliases[]:s notes:any orgUnitPath:s organizations:any "
    "password:s "
    "phones:any posixAccounts:any primaryEmail:s recoveryEmail:s recoveryPhone:s relations:any sshPublicKeys:any "
    "suspended:b suspensionReason:s thumbnailPhotoEtag:s thumbnailPhotoUrl:s websites:any"_L1;

struct Field
{
    QString type;
    QStringList words; ///< Of an enum.
    bool many = false;
};
using Table = QHash<QString, QHash<QString, Field>>;

Table read()
{
    Table table;
    const QString whole(kTable);
    for (const QString &line : whole.split(u'\n')) {
        const QStringList parts = line.split(u' ');
        QHash<QString, Field> fields;
        for (const QString &part : parts.mid(1)) {
            QString name = part.section(u':', 0, 0);
            Field field{.type = part.section(u':', 1), .words = {}, .many = name.endsWith("[]"_L1)};
            if (field.many)
                name.chop(2);
            if (field.type.startsWith("enum("_L1)) {
                field.words = field.type.mid(5, field.type.size() - 6).split(u'|');
                field.type = u"enum"_s;
            }
            fields.insert(name, field);
        }
        table.insert(parts.first(), fields);
    }
    return table;
}

const Table &table()
{
    static const Table tables = read();
    return tables;
}

QString shown(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, qMin(text.size() - 2, qsizetype(60))));
}

class Checker
{
public:
    explicit Checker(bool markupSyntaxKnown)
        : m_markupSyntaxKnown(markupSyntaxKnown)
    {
    }

    std::optional<QString> object(const QString &schema, const QJsonObject &body, const QString &where) const
    {
        const auto fields = table().constFind(schema);
        Q_ASSERT(fields != table().cend());
        for (auto it = body.begin(); it != body.end(); ++it) {
            const auto field = fields->constFind(it.key());
            if (field == fields->cend() || (!m_markupSyntaxKnown && it.key() == "markupSyntax"_L1)) {
                return u"Invalid JSON payload received. Unknown name \"%1\"%2: Cannot find field."_s.arg(
                    it.key(), where.isEmpty() ? QString() : u" at '%1'"_s.arg(where));
            }
            const QString path = where.isEmpty() ? it.key() : where + u'.' + it.key();
            if (it.value().isNull())
                continue; // proto3 JSON: null is "not set"
            if (!field->many) {
                if (auto problem = value(*field, it.value(), path))
                    return problem;
                continue;
            }
            if (!it.value().isArray())
                return invalid(path, u"list"_s, it.value());
            const QJsonArray array = it.value().toArray();
            for (qsizetype i = 0; i < array.size(); ++i) {
                if (auto problem = value(*field, array.at(i), u"%1[%2]"_s.arg(path).arg(i)))
                    return problem;
            }
        }
        return std::nullopt;
    }

private:
    static QString invalid(const QString &path, const QString &type, const QJsonValue &value)
    {
        return u"Invalid value at '%1' (%2), %3"_s.arg(path, type, shown(value));
    }

    std::optional<QString> value(const Field &field, const QJsonValue &value, const QString &path) const
    {
        if (field.type == "any"_L1)
            return std::nullopt;
        if (field.type == "s"_L1)
            return value.isString() ? std::nullopt : std::optional(invalid(path, u"TYPE_STRING"_s, value));
        if (field.type == "b"_L1)
            return value.isBool() ? std::nullopt : std::optional(invalid(path, u"TYPE_BOOL"_s, value));
        if (field.type == "n"_L1)
            return value.isDouble() ? std::nullopt : std::optional(invalid(path, u"TYPE_INT32"_s, value));
        if (field.type == "t"_L1) {
            if (value.isString() && fromRfc3339(value.toString()))
                return std::nullopt;
            return invalid(path, u"type.googleapis.com/google.protobuf.Timestamp"_s, value);
        }
        if (field.type == "enum"_L1) {
            if (value.isString() && field.words.contains(value.toString()))
                return std::nullopt;
            return invalid(path, u"TYPE_ENUM"_s, value);
        }
        if (!value.isObject())
            return invalid(path, field.type, value);
        return object(field.type, value.toObject(), path);
    }

    bool m_markupSyntaxKnown;
};

} // namespace

std::optional<QString> Schemas::problem(const QString &schema, const QJsonObject &body, bool markupSyntaxKnown)
{
    return Checker(markupSyntaxKnown).object(schema, body, {});
}

bool Schemas::exists(const QString &schema)
{
    return table().contains(schema);
}

std::optional<QString> Schemas::fieldSchema(const QString &schema, const QString &field)
{
    const auto fields = table().constFind(schema);
    if (fields == table().cend())
        return QString(); // below a field that is not looked into, everything may be
    const auto found = fields->constFind(field);
    if (found == fields->cend())
        return std::nullopt;
    return found->type;
}

} // namespace chatferry::sim
