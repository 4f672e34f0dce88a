// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "target/operation.h"

#include <QLatin1String>
#include <QStringList>

#include <optional>
#include <span>

namespace chatferry {

/// Every method of Google's services that this program calls.
enum class ApiMethod {
    SpacesCreate,
    SpacesGet,
    SpacesPatch,
    SpacesDelete,
    SpacesCompleteImport,
    MessagesCreate,
    MessagesGet,
    MessagesPatch,
    MessagesDelete,
    MessagesList,
    ReactionsCreate,
    ReactionsDelete,
    MembersCreate,
    MembersDelete,
    MembersList,
    MembersPatch,
    MediaUpload,
    DriveAbout,
    DrivesCreate,
    DrivesList,
    FilesCreate,
    FilesGet,
    FilesGenerateIds,
    PermissionsCreate,
    PermissionsList,
    UsersList,
    UsersGet,
};

enum class ApiService { Chat, Drive, Directory };

/// Who may call a method while a space is in import mode, and with which scope.
///
/// Source: Google, "Authorize Google Chat apps to import data" (table of methods), and the discovery documents.
struct MethodRule
{
    ApiMethod method;
    QLatin1String id; ///< In the discovery document: "chat.spaces.create".
    ApiService service;
    QLatin1String accountScope; ///< Acting for an account; empty: not possible.
    QLatin1String appScope;     ///< As the app itself; empty: not possible.
    /// Acting for an account when chat.import does not reach (completed spaces, after the window); empty: there is
    /// none.
    QLatin1String laterScope;
};

const MethodRule &ruleOf(ApiMethod method);
std::span<const MethodRule> allRules();

/// The full names of the scopes that @p identity needs for @p method; nothing when it may not call it at all.
/// @p later: with the scope for completed spaces where there is one.
std::optional<QStringList> scopesFor(ApiMethod method, const Identity &identity, bool later = false);

/// "https://www.googleapis.com/auth/" + @p name.
QString fullScope(QLatin1String name);

} // namespace chatferry
