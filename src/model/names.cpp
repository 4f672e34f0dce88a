// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/names.h"

#include <array>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr std::array<QLatin1StringView, 4> kConversationKinds = {"public"_L1, "private"_L1, "group-direct"_L1,
                                                                 "direct"_L1};
constexpr std::array<QLatin1StringView, 6> kPersonKinds = {"human"_L1, "guest"_L1,  "external"_L1,
                                                           "bot"_L1,   "system"_L1, "unknown"_L1};

template<typename Kind, std::size_t N>
std::optional<Kind> find(const std::array<QLatin1StringView, N> &names, QStringView name)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (name == names[i])
            return static_cast<Kind>(i);
    }
    return {};
}

} // namespace

QString kindName(Conversation::Kind kind)
{
    return kConversationKinds.at(static_cast<std::size_t>(kind));
}

std::optional<Conversation::Kind> conversationKind(QStringView name)
{
    return find<Conversation::Kind>(kConversationKinds, name);
}

QString kindName(Person::Kind kind)
{
    return kPersonKinds.at(static_cast<std::size_t>(kind));
}

std::optional<Person::Kind> personKind(QStringView name)
{
    return find<Person::Kind>(kPersonKinds, name);
}

} // namespace chatferry
