// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackpeople.h"

using namespace Qt::StringLiterals;

namespace chatferry::slack {

namespace {

QString firstGiven(std::initializer_list<std::string_view> candidates)
{
    for (const std::string_view candidate : candidates) {
        const QString text = toQString(candidate).simplified();
        if (!text.isEmpty())
            return text;
    }
    return {};
}

std::string_view profileText(const Element &row, std::string_view key)
{
    const auto profile = find(row, "profile");
    return profile ? textOf(*profile, key) : std::string_view();
}

Person::Kind kindOf(const Element &row, std::string_view id)
{
    if (id == SlackPeople::kSlackbot)
        return Person::Kind::System;
    if (flagOf(row, "is_bot"))
        return Person::Kind::Bot;
    if (flagOf(row, "is_restricted") || flagOf(row, "is_ultra_restricted"))
        return Person::Kind::Guest;
    return Person::Kind::Human;
}

} // namespace

void SlackPeople::addUser(const Element &row)
{
    const std::string_view id = textOf(row, "id");
    if (id.empty())
        return;
    const auto [place, isNew] = m_byId.try_emplace(std::string(id), m_people.size());
    if (isNew) {
        m_people.push_back({.id = {toQString(id)}, .name = toQString(id)});
        m_rows.emplace_back();
    }
    Person &person = m_people[place->second];
    const QString name = firstGiven({profileText(row, "display_name"), profileText(row, "real_name"),
                                     textOf(row, "real_name"), textOf(row, "name")});
    if (!name.isEmpty())
        person.name = name;
    else if (isNew && id == kSlackbot)
        person.name = u"Slackbot"_s;
    const QString handle = firstGiven({textOf(row, "name")});
    if (!handle.isEmpty()) {
        person.handle = handle;
        m_byHandle.insert(handle, place->second);
    }
    const QString email = firstGiven({profileText(row, "email"), textOf(row, "email")});
    if (!email.isEmpty())
        person.email = email;
    person.kind = kindOf(row, id);
    person.active = !flagOf(row, "deleted");
    const std::string_view botId = profileText(row, "bot_id");
    if (!botId.empty())
        m_byBotId.insert_or_assign(std::string(botId), std::string(id));

    Row &more = m_rows[place->second];
    if (const std::string_view team = textOf(row, "team_id"); !team.empty())
        more.team = team;
    more.stranger = flagOf(row, "is_stranger");
    const auto organisation = chatferry::slack::find(row, "enterprise_user");
    more.ofOrganisation = organisation && !textOf(*organisation, "enterprise_id").empty();
}

void SlackPeople::addIntegration(const Element &row)
{
    // The id is written as a number in the oldest logs.
    const auto id = chatferry::slack::find(row, "service_id");
    const QString name = firstGiven(
        {textOf(row, "service_name"), textOf(row, "app_name"), textOf(row, "service_type"), textOf(row, "app_type")});
    if (id && !textOf(*id).empty() && !name.isEmpty())
        m_integrations.try_emplace(std::string(textOf(*id)), name);
}

void SlackPeople::finishUsers()
{
    TextMap<int> teams;
    for (std::size_t i = 0; i < m_people.size(); ++i) {
        if (!m_rows[i].team.empty() && m_people[i].kind == Person::Kind::Human && !m_rows[i].stranger)
            ++teams[m_rows[i].team];
    }
    int most = 0;
    for (const auto &[team, count] : teams) {
        if (count > most || (count == most && team < m_homeTeam)) {
            most = count;
            m_homeTeam = team;
        }
    }
    for (std::size_t i = 0; i < m_people.size(); ++i) {
        const Row &row = m_rows[i];
        Person &person = m_people[i];
        const bool foreignTeam = !row.team.empty() && row.team != m_homeTeam && !row.ofOrganisation;
        if ((row.stranger || foreignTeam) && (person.kind == Person::Kind::Human || person.kind == Person::Kind::Guest))
            person.kind = Person::Kind::External;
    }
}

void SlackPeople::addUnknown(std::string_view id)
{
    const auto [place, isNew] = m_byId.try_emplace(std::string(id), m_people.size());
    if (!isNew)
        return;
    m_people.push_back(fromProfile(id, nullptr, {}));
    m_rows.emplace_back();
}

const Person *SlackPeople::find(std::string_view id) const
{
    const auto place = m_byId.find(id);
    return place == m_byId.end() ? nullptr : &m_people[place->second];
}

std::string_view SlackPeople::personOfBot(std::string_view botId) const
{
    const auto place = m_byBotId.find(botId);
    return place == m_byBotId.end() ? std::string_view() : std::string_view(place->second);
}

const Person *SlackPeople::findHandle(const QString &handle) const
{
    const auto place = m_byHandle.constFind(handle);
    return place == m_byHandle.constEnd() ? nullptr : &m_people[*place];
}

QString SlackPeople::integrationName(std::string_view botId) const
{
    const auto place = m_integrations.find(botId);
    return place == m_integrations.end() ? QString() : place->second;
}

Person SlackPeople::fromProfile(std::string_view id, const Element *profile, std::string_view team) const
{
    Person person{.id = {toQString(id)}, .name = toQString(id)};
    if (id == kSlackbot) {
        person.name = u"Slackbot"_s;
        person.kind = Person::Kind::System;
        return person;
    }
    const bool foreign = !team.empty() && !m_homeTeam.empty() && team != m_homeTeam;
    if (foreign)
        person.kind = Person::Kind::External;
    if (!profile || !profile->is_object())
        return person;
    const QString name =
        firstGiven({textOf(*profile, "display_name"), textOf(*profile, "real_name"), textOf(*profile, "name")});
    if (!name.isEmpty())
        person.name = name;
    person.handle = firstGiven({textOf(*profile, "name")});
    if (!foreign && !name.isEmpty()) {
        const bool limited = flagOf(*profile, "is_restricted") || flagOf(*profile, "is_ultra_restricted");
        person.kind = limited ? Person::Kind::Guest : Person::Kind::Human;
    }
    return person;
}

} // namespace chatferry::slack
