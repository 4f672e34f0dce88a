// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/person.h"
#include "sources/slack/slackjson.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace chatferry::slack {

/// Lets a map with std::string keys be asked by std::string_view.
struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
};
template<typename T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

/// Who is in the export's lists. Filled while opening, then only read.
class SlackPeople
{
public:
    /// One row of a list of users; a row of an id that is known already adds what it says.
    void addUser(const Element &row);
    /// One row of integration_logs.json: the name of a bot that may have no row of its own.
    void addIntegration(const Element &row);
    /// Settles who is external. To be called once, after the last addUser().
    void finishUsers();
    /// Somebody of whom only the id is known.
    void addUnknown(std::string_view id);

    const std::vector<Person> &all() const { return m_people; }
    /// Null when no list names them.
    const Person *find(std::string_view id) const;
    /// The id of the person that is this bot, by its user's `profile.bot_id`; empty when there is none.
    std::string_view personOfBot(std::string_view botId) const;
    const Person *findHandle(const QString &handle) const;
    QString integrationName(std::string_view botId) const;
    const std::string &homeTeam() const { return m_homeTeam; }

    /// What a message's `user_profile` and team tell about somebody in no list.
    Person fromProfile(std::string_view id, const Element *profile, std::string_view team) const;

    static constexpr std::string_view kSlackbot = "USLACKBOT";

private:
    struct Row
    {
        std::string team;
        bool stranger = false;
        bool ofOrganisation = false; ///< Has an `enterprise_user`: another team says nothing.
    };
    std::vector<Person> m_people;
    std::vector<Row> m_rows; ///< As m_people.
    TextMap<std::size_t> m_byId;
    TextMap<std::string> m_byBotId;
    QHash<QString, std::size_t> m_byHandle;
    TextMap<QString> m_integrations;
    std::string m_homeTeam;
};

} // namespace chatferry::slack
