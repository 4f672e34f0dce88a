// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/planview.h"
#include "files/attachmentfiles.h"
#include "sources/source.h"
#include "target/target.h"

#include <QSet>

#include <memory>

namespace chatferry {

class Project;

/// Turns messages of one space's conversation into what the target is asked for, by the plan of the space's revision.
/// What it says depends on nothing but the project file, the export and the fetched files.
class MessageWishes
{
public:
    /// All outlive it. @p source may be null when no file is opened.
    MessageWishes(Project &project, std::shared_ptr<const PlanView> plan, std::shared_ptr<const Source> source,
                  const Target &target, const SpaceRow &space, const ConversationRow &conversation);

    /// What becomes of an item before its text is known.
    enum class Fate {
        Carried,     ///< Written as it is.
        Left,        ///< Its author's policy is to leave it.
        Placeholder, ///< Only the root that replies hang on is written.
    };
    Fate fateOf(const ItemRow &item) const;
    /// Whether the item is one of those the space carries by its time; a root outside gets a placeholder.
    bool isInside(const ItemRow &item) const;

    /// @p filesLeft: numbers of attachments that a person decided to leave. @p generation: 0 but for a message made
    /// anew.
    MessageToCarry carried(const ItemRow &item, Message message, const QSet<int> &filesLeft, int generation) const;
    MessageToCarry placeholder(const ItemRow &item, int generation) const;

    const PlanView &plan() const { return *m_plan; }
    const SpaceRow &space() const { return m_space; }
    const ConversationRow &conversation() const { return m_conversation; }
    /// The same for the same item after every restart and in every newer export.
    QString uniqueKey(const QString &itemId) const;

private:
    FileToCarry file(const ItemRow &item, const Attachment &attachment, int number, bool left) const;
    std::vector<ReactionToCarry> reactions(const Message &message) const;

    Project &m_project;
    std::shared_ptr<const PlanView> m_plan;
    AttachmentFiles m_files;
    const Target &m_target;
    SpaceRow m_space;
    ConversationRow m_conversation;
    QByteArray m_salt;
};

} // namespace chatferry
