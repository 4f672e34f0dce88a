// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/drive.h"
#include "simulator/space.h"

#include <memory>
#include <set>

namespace chatferry::sim {

struct WebhookPost
{
    QString space = {}; ///< "spaces/ID"
    UtcTime time = {};
    QString text = {};
    QString thread = {};
};

/// Everything that a client can change, and which parts of it changed since they were last asked for.
class World
{
public:
    DriveWorld drive;
    std::vector<WebhookPost> posts;
    std::map<QString, Upload> uploads; ///< By token.

    /// Nullptr when there never was such a space.
    Space *space(const QString &id);
    const std::vector<std::unique_ptr<Space>> &spaces() const { return m_spaces; }
    /// The space's own id must be set.
    Space &addSpace(Space space);
    /// Whether a living space has that display name, ignoring case.
    bool isNameTaken(const QString &displayName, UtcTime now, const Space *except = nullptr) const;

    /// A new id of eleven characters; never the same twice in one world.
    QString newId();
    QString newNumericId();
    void setSeed(quint32 seed) { m_seed = seed; }
    quint64 idCounter() const { return m_idCounter; }
    void setIdCounter(quint64 counter) { m_idCounter = counter; }

    // Each change is announced, or it is neither kept nor counted as a write.
    struct Changes
    {
        std::set<QString> spaces;
        std::set<std::pair<QString, QString>> members; ///< Space id, user.
        std::set<std::pair<QString, QString>> past;
        std::set<std::pair<QString, qsizetype>> messages;
        std::set<QString> uploads;
        std::set<QString> drives;
        std::set<QString> files;
        std::set<QString> ids;
        std::set<std::size_t> posts;

        bool isEmpty() const
        {
            return spaces.empty() && members.empty() && past.empty() && messages.empty() && uploads.empty() &&
                   drives.empty() && files.empty() && ids.empty() && posts.empty();
        }
    };
    Changes changed;
    Changes takeChanges() { return std::exchange(changed, {}); }

private:
    quint64 next();

    std::vector<std::unique_ptr<Space>> m_spaces;
    QHash<QString, Space *> m_byId;
    quint64 m_idCounter = 0;
    quint32 m_seed = 1;
};

} // namespace chatferry::sim
