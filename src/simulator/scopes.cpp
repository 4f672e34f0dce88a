// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/scopes.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {
constexpr auto kPrefix = "https://www.googleapis.com/auth/"_L1;
}

const QStringList &knownScopes()
{
    static const QStringList names =
        u"chat.import chat.bot chat.memberships chat.memberships.app chat.memberships.readonly chat.spaces "
        "chat.spaces.create chat.spaces.readonly chat.delete chat.messages chat.messages.create "
        "chat.messages.readonly chat.messages.reactions chat.messages.reactions.create "
        "chat.messages.reactions.readonly chat.customemojis chat.customemojis.readonly chat.spaces.pins "
        "chat.admin.spaces chat.admin.spaces.readonly chat.admin.memberships chat.admin.memberships.readonly "
        "chat.admin.delete chat.app.spaces chat.app.spaces.create chat.app.memberships chat.app.delete "
        "chat.app.messages.readonly drive drive.file drive.readonly drive.metadata drive.metadata.readonly "
        "drive.appdata admin.directory.user admin.directory.user.readonly admin.directory.group.readonly "
        "cloud-platform"_s.split(u' ');
    return names;
}

std::optional<ScopeSet> scopeBit(QStringView name)
{
    const QStringView shortName = name.startsWith(kPrefix) ? name.mid(kPrefix.size()) : name;
    const auto index = knownScopes().indexOf(shortName);
    if (index < 0)
        return std::nullopt;
    return ScopeSet(1) << index;
}

ScopeSet scopes(std::initializer_list<QLatin1String> names)
{
    ScopeSet set = 0;
    for (const QLatin1String name : names) {
        const auto bit = scopeBit(QString(name));
        Q_ASSERT(bit);
        set |= bit.value_or(0);
    }
    return set;
}

QString fullScope(QStringView name)
{
    return kPrefix + name.toString();
}

} // namespace chatferry::sim
