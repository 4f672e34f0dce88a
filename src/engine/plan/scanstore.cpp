// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/scanstore.h"

#include "engine/plan/peoplemap.h"
#include "engine/plan/scanrecords.h"
#include "engine/plan/settingsstore.h"
#include "engine/plan/spacenames.h"
#include "store/conversationtable.h"
#include "store/metatable.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr size_t kMostProblems = 2'000;

int rankOf(Conversation::Kind kind)
{
    switch (kind) {
    case Conversation::Kind::Public:
        return 0;
    case Conversation::Kind::Private:
        return 1;
    case Conversation::Kind::GroupDirect:
        return 2;
    case Conversation::Kind::Direct:
        return 3;
    }
    return 4;
}

bool isTalk(Conversation::Kind kind)
{
    return kind == Conversation::Kind::Direct || kind == Conversation::Kind::GroupDirect;
}

} // namespace

Result<void> ScanStore::run()
{
    if (const auto stored = storePeople(); !stored)
        return stored;
    if (const auto stored = storeConversations(); !stored)
        return stored;
    m_state.summary.problems = m_source.problems();
    for (const ScanReading &reading : m_state.readings)
        m_state.summary.problems.insert(m_state.summary.problems.end(), reading.problems.begin(),
                                        reading.problems.end());
    if (m_state.summary.problems.size() > kMostProblems)
        m_state.summary.problems.resize(kMostProblems);

    MetaTable meta(m_project);
    const SourceDescription &about = m_source.description();
    const std::pair<QString, QString> values[] = {
        {u"source.path"_s, about.path},
        {u"source.format"_s, about.format},
        {u"source.formatName"_s, about.formatName},
        {u"source.variant"_s, about.variant},
        {u"source.variantName"_s, about.variantName},
        {u"source.coversPrivate"_s, about.coversPrivate ? u"1"_s : QString()},
        {u"source.made"_s, about.made ? toRfc3339(*about.made) : QString()},
        {u"source.fingerprint"_s, QString::fromLatin1(about.fingerprint.toHex())},
        {u"source.leftovers"_s, leftoversJson(m_source.leftovers())},
        {u"scan.time"_s, toRfc3339(m_project.clock().nowUtc())},
        {u"scan.problems"_s, problemsJson(m_state.summary.problems)},
    };
    for (const auto &[key, value] : values) {
        if (const auto set = meta.setValue(key, value); !set)
            return set;
    }
    return {};
}

Result<void> ScanStore::storePeople()
{
    // The export's own list first; then what records say more, in the order of the conversations, so that the result
    // does not depend on which thread was quicker.
    QHash<PersonId, Person> known;
    for (const Person &person : m_source.people())
        mergePerson(known, person);
    for (const ScanReading &reading : m_state.readings) {
        for (const Person &person : reading.people)
            mergePerson(known, person);
    }
    PersonTable table(m_project);
    const PeopleMatcher matcher(loadSettings(m_project));
    QHash<PersonId, PersonRow> before;
    for (PersonRow &row : table.all())
        before.insert(row.source.id, std::move(row));
    for (const qint64 id : m_state.people.ids()) {
        const PersonId person = m_state.people.person(id);
        PersonRow row = before.value(person);
        if (!m_state.people.isSeen(id) && !row.policyByHand) {
            if (const auto removed = table.remove(id); !removed)
                return removed;
            continue;
        }
        row.id = id;
        if (known.contains(person))
            row.source = known.value(person);
        else if (row.source.id.isEmpty())
            row.source = {.id = person, .name = person.value};
        if (row.source.name.isEmpty())
            row.source.name = person.value;
        row.messages = m_state.people.messages.value(id);
        row.reactions = m_state.people.reactions.value(id);
        if (row.account == PersonRow::AccountState::Unknown)
            matcher.decide(row);
        else
            matcher.decidePolicy(row);
        if (before.contains(person)) {
            if (const auto updated = table.update(row); !updated)
                return updated;
        } else if (const auto added = table.add(row); !added) {
            return added.error();
        }
        ++m_state.summary.people;
    }
    return {};
}

Result<void> ScanStore::storeConversations()
{
    ConversationTable table(m_project);
    PlanSettings settings = loadSettings(m_project);
    QHash<ConversationId, ConversationRow> before;
    for (ConversationRow &row : table.all()) {
        if (const auto removed = table.remove(row.id); !removed)
            return removed;
        before.insert(row.source.id, std::move(row));
    }
    QHash<QString, QString> names;
    for (const PersonRow &person : PersonTable(m_project).all())
        names.insert(person.source.id.value, person.source.name);

    const std::vector<Conversation> &conversations = m_source.conversations();
    std::vector<size_t> order(conversations.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](size_t left, size_t right) {
        return rankOf(conversations[left].kind) < rankOf(conversations[right].kind);
    });
    QHash<qint64, qint64> moved;
    int position = 0;
    for (const size_t index : order) {
        const ScanReading &reading = m_state.readings[index];
        ConversationRow row = before.value(conversations[index].id);
        const bool isNew = row.id == 0;
        if (!isNew)
            moved.insert(row.id, reading.id);
        row.id = reading.id;
        row.source = conversations[index];
        row.source.members = reading.members;
        row.counts = reading.counts;
        row.position = position++;
        if (isNew) {
            row.choice = isTalk(row.source.kind) ? ConversationRow::Choice::Undecided : ConversationRow::Choice::Move;
            row.targetName = plainSpaceName(row.source, names);
            if (const auto *choice = choiceFor(settings, row))
                applyChoice(*choice, row);
        }
        if (const auto added = table.add(row); !added)
            return added.error();
        if (const auto set = table.setSkipped(row.id, reading.skipped); !set)
            return set;
        if (const auto set = table.setIntervals(row.id, reading.intervals); !set)
            return set;
        ++m_state.summary.conversations;
        m_state.summary.records += row.counts.records;
    }
    SpaceTable spaces(m_project);
    for (SpaceRow &space : spaces.all()) {
        if (!moved.contains(space.conversation)) {
            if (const auto removed = spaces.remove(space.id); !removed)
                return removed;
            continue;
        }
        space.conversation = moved.value(space.conversation);
        if (const auto updated = spaces.update(space); !updated)
            return updated;
    }
    if (settings.pilotConversation != 0) {
        settings.pilotConversation = moved.value(settings.pilotConversation);
        const auto kept = storeSettings(m_project, settings);
        if (!kept)
            return kept.error();
    }
    return {};
}

} // namespace chatferry
