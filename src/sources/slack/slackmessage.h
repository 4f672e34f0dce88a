// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"
#include "sources/slack/slackattachments.h"
#include "sources/slack/slackpeople.h"
#include "sources/slack/slackrecord.h"

namespace chatferry::slack {

/// Turns records into messages. One per reading thread: it remembers ids it has made.
class SlackMessageReader
{
public:
    SlackMessageReader(const SlackPeople &people, const SlackFileIndex &files);

    struct Author
    {
        std::string_view id;
        bool isBot = false;      ///< By its subtype, its `bot_id`, its `username` or its kind.
        bool isNameOnly = false; ///< `id` is a `username`.
    };
    Author authorOf(const SlackRecord &record) const;

    /// @p twin: 1 for the first message of a `ts`, 2 for the second ... @p record must have a time.
    Message read(const SlackRecord &record, qint64 micros, int twin, bool wantText);

    /// Over all that people see of the record. @p withEdit: the moment of the last edit too.
    static qint64 contentHash(const SlackRecord &record, bool withEdit = true);

    /// The people in this record that the list does not have, each once in the life of this reader and again when a
    /// record says more. Calls @p found.
    template<typename Found>
    void strangers(const SlackRecord &record, Found found)
    {
        collectStrangers(record);
        for (Person &person : m_found)
            found(std::as_const(person));
        m_found.clear();
    }

    /// The same for a record of coming and going.
    template<typename Found>
    void strangersInEvent(const SlackRecord &record, Found found)
    {
        meetId(record.text(SlackRecord::User));
        if (record.has(SlackRecord::Members))
            collectMembers(record[SlackRecord::Members]);
        for (Person &person : m_found)
            found(std::as_const(person));
        m_found.clear();
    }

    PersonId personId(std::string_view id);

private:
    void addReactions(const SlackRecord &record, Message &message);
    QString shownName(const SlackRecord &record, const Author &author) const;
    void collectStrangers(const SlackRecord &record);
    void collectMembers(const Element &members);
    void meet(Person person);
    void meetAuthor(Person person, bool isListed);
    void meetId(std::string_view id);
    Person strangerOf(const SlackRecord &record, const Author &author) const;

    const SlackPeople *m_people;
    const SlackFileIndex *m_files;
    TextMap<PersonId> m_ids;
    TextMap<Person::Kind> m_met; ///< Strangers that were reported, and as what.
    std::vector<Person> m_found;
};

} // namespace chatferry::slack
