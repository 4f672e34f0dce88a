// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/persontable.h"

#include "store/statement.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

void bindValues(Statement &statement, const PersonRow &row)
{
    statement << row.source.id.value << row.source.name << row.source.handle << row.source.email << int(row.source.kind)
              << row.source.active << int(row.policy) << row.policyByHand << row.targetEmail << row.accountId
              << int(row.account) << row.messages << row.reactions;
}

PersonRow readRow(Statement &row)
{
    PersonRow result;
    result.id = row.integer();
    result.source.id.value = row.text();
    result.source.name = row.text();
    result.source.handle = row.text();
    result.source.email = row.text();
    result.source.kind = Person::Kind(row.number());
    result.source.active = row.flag();
    result.policy = PersonRow::Policy(row.number());
    result.policyByHand = row.flag();
    result.targetEmail = row.text();
    result.accountId = row.text();
    result.account = PersonRow::AccountState(row.number());
    result.messages = row.integer();
    result.reactions = row.integer();
    return result;
}

} // namespace

QString policyName(PersonRow::Policy policy)
{
    switch (policy) {
    case PersonRow::Policy::Undecided:
        return {};
    case PersonRow::Policy::Map:
        return u"map"_s;
    case PersonRow::Policy::App:
        return u"app"_s;
    case PersonRow::Policy::Placeholder:
        return u"placeholder"_s;
    case PersonRow::Policy::Skip:
        return u"skip"_s;
    }
    return {};
}

PersonTable::PersonTable(Project &project)
    : m_project(&project)
{
}

Result<qint64> PersonTable::add(const PersonRow &row)
{
    {
        Statement insert(*m_project,
                         "INSERT INTO person(id, source, name, handle, email, kind, active, policy, by_hand,"
                         " target_email, account_id, account, messages, reactions)"
                         " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
        if (row.id == 0)
            insert << nullptr;
        else
            insert << row.id;
        bindValues(insert, row);
        if (const auto added = insert.run(); !added)
            return added.error();
    }
    return m_project->lastInsertedId();
}

Result<void> PersonTable::update(const PersonRow &row)
{
    Statement change(*m_project,
                     "UPDATE person SET source = ?, name = ?, handle = ?, email = ?, kind = ?, active = ?, policy = ?,"
                     " by_hand = ?, target_email = ?, account_id = ?, account = ?, messages = ?, reactions = ?"
                     " WHERE id = ?");
    bindValues(change, row);
    change << row.id;
    return change.run();
}

Result<void> PersonTable::remove(qint64 id)
{
    Statement remove(*m_project, "DELETE FROM person WHERE id = ?");
    remove << id;
    return remove.run();
}

std::vector<PersonRow> PersonTable::all() const
{
    std::vector<PersonRow> rows;
    Statement select(*m_project, "SELECT * FROM person ORDER BY id");
    while (select.next())
        rows.push_back(readRow(select));
    return rows;
}

std::optional<PersonRow> PersonTable::byId(qint64 id) const
{
    Statement select(*m_project, "SELECT * FROM person WHERE id = ?");
    select << id;
    if (!select.next())
        return std::nullopt;
    return readRow(select);
}

std::optional<PersonRow> PersonTable::bySourceId(const PersonId &id) const
{
    Statement select(*m_project, "SELECT * FROM person WHERE source = ?");
    select << id.value;
    if (!select.next())
        return std::nullopt;
    return readRow(select);
}

} // namespace chatferry
