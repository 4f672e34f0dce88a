// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/identitymatrix.h"

#include <array>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr auto import = "chat.import"_L1;
constexpr auto bot = "chat.bot"_L1;
constexpr auto members = "chat.memberships"_L1;
constexpr auto spaces = "chat.spaces"_L1;
constexpr auto drive = "drive"_L1;
constexpr auto users = "admin.directory.user.readonly"_L1;
constexpr auto none = ""_L1;
constexpr auto chat = ApiService::Chat;

// clang-format off
constexpr std::array kRules = {
    MethodRule{ApiMethod::SpacesCreate,         "chat.spaces.create"_L1,                    chat, import, none, none},
    MethodRule{ApiMethod::SpacesGet,            "chat.spaces.get"_L1,                       chat, none,   bot,  none},
    MethodRule{ApiMethod::SpacesPatch,          "chat.spaces.patch"_L1,                     chat, import, none, spaces},
    MethodRule{ApiMethod::SpacesDelete,         "chat.spaces.delete"_L1,                    chat, import, none, none},
    MethodRule{ApiMethod::SpacesCompleteImport, "chat.spaces.completeImport"_L1,            chat, import, none, none},
    MethodRule{ApiMethod::MessagesCreate,       "chat.spaces.messages.create"_L1,           chat, import, bot,  none},
    MethodRule{ApiMethod::MessagesGet,          "chat.spaces.messages.get"_L1,              chat, none,   bot,  none},
    MethodRule{ApiMethod::MessagesPatch,        "chat.spaces.messages.patch"_L1,            chat, import, bot,  none},
    MethodRule{ApiMethod::MessagesDelete,       "chat.spaces.messages.delete"_L1,           chat, import, bot,  none},
    MethodRule{ApiMethod::MessagesList,         "chat.spaces.messages.list"_L1,             chat, import, none, none},
    MethodRule{ApiMethod::ReactionsCreate,      "chat.spaces.messages.reactions.create"_L1, chat, import, none, none},
    MethodRule{ApiMethod::ReactionsDelete,      "chat.spaces.messages.reactions.delete"_L1, chat, import, none, none},
    MethodRule{ApiMethod::MembersCreate,        "chat.spaces.members.create"_L1,            chat, import, none, members},
    MethodRule{ApiMethod::MembersDelete,        "chat.spaces.members.delete"_L1,            chat, import, none, members},
    MethodRule{ApiMethod::MembersList,          "chat.spaces.members.list"_L1,              chat, import, none, members},
    MethodRule{ApiMethod::MembersPatch,         "chat.spaces.members.patch"_L1,             chat, import, none, members},
    MethodRule{ApiMethod::MediaUpload,          "chat.media.upload"_L1,                     chat, import, none, none},
    MethodRule{ApiMethod::DriveAbout,           "drive.about.get"_L1,         ApiService::Drive, drive, none, none},
    MethodRule{ApiMethod::DrivesCreate,         "drive.drives.create"_L1,     ApiService::Drive, drive, none, none},
    MethodRule{ApiMethod::DrivesList,           "drive.drives.list"_L1,       ApiService::Drive, drive, none, none},
    MethodRule{ApiMethod::FilesCreate,          "drive.files.create"_L1,      ApiService::Drive, drive, none, none},
    MethodRule{ApiMethod::FilesGet,             "drive.files.get"_L1,         ApiService::Drive, drive, none, none},
    MethodRule{ApiMethod::FilesGenerateIds,     "drive.files.generateIds"_L1, ApiService::Drive, drive, none, none},
    MethodRule{ApiMethod::PermissionsCreate,    "drive.permissions.create"_L1, ApiService::Drive, drive, none, none},
    MethodRule{ApiMethod::PermissionsList,      "drive.permissions.list"_L1,  ApiService::Drive, drive, none, none},
    MethodRule{ApiMethod::UsersList,            "directory.users.list"_L1,    ApiService::Directory, users, none, none},
    MethodRule{ApiMethod::UsersGet,             "directory.users.get"_L1,     ApiService::Directory, users, none, none},
};
// clang-format on

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < kRules.size(); ++i) {
        if (static_cast<std::size_t>(kRules[i].method) != i)
            return false;
    }
    return true;
}
static_assert(isInOrder(), "the table follows the order of ApiMethod");

} // namespace

const MethodRule &ruleOf(ApiMethod method)
{
    return kRules[static_cast<std::size_t>(method)];
}

std::span<const MethodRule> allRules()
{
    return kRules;
}

std::optional<QStringList> scopesFor(ApiMethod method, const Identity &identity, bool later)
{
    const MethodRule &rule = ruleOf(method);
    QLatin1String scope = rule.appScope;
    if (identity.kind == Identity::Kind::Account)
        scope = later ? rule.laterScope : rule.accountScope;
    if (scope.isEmpty())
        return {};
    return QStringList{fullScope(scope)};
}

QString fullScope(QLatin1String name)
{
    return "https://www.googleapis.com/auth/"_L1 + name;
}

} // namespace chatferry
