// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/slack/slackexport.h"

namespace chatferry::slack {

/// Fills a SlackExport: lists of people, lists of conversations, folders, leftovers, problems.
class SlackExportReader
{
public:
    SlackExportReader(const Archive &archive, SlackExport &out);
    void read(const QString &path);

private:
    struct List
    {
        QLatin1StringView name;
        Conversation::Kind kind;
    };
    /// A parsed list file; `entries` is empty where there is nothing in it.
    struct Parsed
    {
        QByteArray bytes;
        simdjson::dom::parser parser;
        std::vector<Element> entries;
        bool exists = false;
    };

    void parse(const QString &name, Parsed &parsed);
    void parse(const ArchiveEntry &entry, Parsed &parsed);
    void readPeople();
    void readConversations();
    void takeConversation(const Element &row, Conversation::Kind listKind, const QString &base);
    static Conversation::Kind kindOf(const Element &row, Conversation::Kind listKind);
    Conversation conversationOf(const Element &row, Conversation::Kind kind) const;
    void takeFolder(std::size_t conversation, std::size_t folder);
    void readUnlistedFolders();
    void sortDays();
    void readLeftovers();
    void takeCanvases(const SlackFolder &folder, std::size_t conversation);
    void settleText();
    void describe(const QString &path);
    bool looksLikeSlackdump() const;
    void note(Problem::Severity severity, const QString &code, const QString &where, const QString &text);

    const Archive &m_archive;
    SlackExport &m_out;
    SlackLayout m_layout;
    std::vector<int> m_owner;              ///< Of each folder of the layout: its conversation, or -1.
    QHash<QString, std::size_t> m_folders; ///< "base/name" to its place in the layout.
};

} // namespace chatferry::slack
