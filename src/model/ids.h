// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <compare>

namespace chatferry {

/// A text id that cannot be mistaken for another kind of id.
template<typename Tag>
struct TextId
{
    QString value;

    bool isEmpty() const { return value.isEmpty(); }
    friend bool operator==(const TextId &, const TextId &) = default;
    friend auto operator<=>(const TextId &left, const TextId &right)
    {
        return left.value < right.value   ? std::strong_ordering::less
               : left.value > right.value ? std::strong_ordering::greater
                                          : std::strong_ordering::equal;
    }
    friend size_t qHash(const TextId &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

/// A conversation of the source, by the source's own id (Slack: "C0123").
using ConversationId = TextId<struct ConversationTag>;
/// A person or bot of the source, by the source's own id (Slack: "U0123", "B0123").
using PersonId = TextId<struct PersonTag>;
/// A message of the source: unique in its conversation and the same in every newer export (Slack: its ts).
using ItemId = TextId<struct ItemTag>;

} // namespace chatferry

template<typename Tag>
struct std::hash<chatferry::TextId<Tag>>
{
    size_t operator()(const chatferry::TextId<Tag> &id) const noexcept { return qHash(id.value); }
};
