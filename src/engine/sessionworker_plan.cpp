// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sessionworker.h"

#include "engine/accountsreader.h"
#include "engine/plan/peoplemap.h"
#include "engine/plan/planner.h"
#include "engine/plan/settingsstore.h"
#include "engine/stages/stagecontext.h"
#include "store/audittable.h"
#include "store/conversationtable.h"
#include "store/metatable.h"
#include "store/persontable.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

void SessionWorker::readAccountsNow()
{
    QStringList addresses;
    for (const PersonRow &person : PersonTable(*m_project).all()) {
        const QString address = person.targetEmail.isEmpty() ? person.source.email.toLower() : person.targetEmail;
        if (!address.isEmpty())
            addresses << address;
    }
    const QString placeholder = loadSettings(*m_project).placeholderEmail.toLower();
    if (!placeholder.isEmpty())
        addresses << placeholder;
    auto *reader = new AccountsReader(*m_target, addresses, this);
    follow(*reader, [this, reader] {
        const auto accounts = reader->result();
        if (!accounts)
            return end(accounts.error());
        m_target->setAccounts(*accounts);
        if (const auto matched = matchPeople(*accounts); !matched)
            return end(matched.error());
        m_accountsKnown = true;
        Q_EMIT connectedChanged(true);
        Q_EMIT planChanged();
        end();
    });
}

Result<void> SessionWorker::matchPeople(const std::vector<Account> &accounts)
{
    const PlanSettings settings = loadSettings(*m_project);
    const PeopleMatcher matcher(settings, accounts);
    return m_project->transaction([&]() -> Result<void> {
        PersonTable table(*m_project);
        for (PersonRow &person : table.all()) {
            const PersonRow before = person;
            matcher.decide(person);
            if (const auto stored = table.update(person); !stored)
                return stored;
        }
        const bool placeholderActive =
            settings.placeholderEmail.isEmpty() || matcher.activeAccount(settings.placeholderEmail) != nullptr;
        MetaTable meta(*m_project);
        if (const auto set = meta.setValue(u"accounts.known"_s, u"1"_s); !set)
            return set;
        return meta.setValue(u"placeholder.active"_s, placeholderActive ? u"1"_s : u"0"_s);
    });
}

Result<void> SessionWorker::decideAll()
{
    const PlanSettings settings = loadSettings(*m_project);
    const bool known = !MetaTable(*m_project).value(u"accounts.known"_s).isEmpty();
    const PeopleMatcher matcher(settings);
    return m_project->transaction([&]() -> Result<void> {
        PersonTable table(*m_project);
        for (PersonRow &person : table.all()) {
            // Once accounts are known, what they said stands until they are read again.
            if (known)
                matcher.decidePolicy(person);
            else
                matcher.decide(person);
            if (const auto stored = table.update(person); !stored)
                return stored;
        }
        return {};
    });
}

void SessionWorker::edited(const Result<void> &result)
{
    if (result)
        Q_EMIT planChanged();
    else
        Q_EMIT failed(result.error());
}

void SessionWorker::setSettings(const PlanSettings &settings)
{
    edited(m_project->transaction([&]() -> Result<void> {
        if (const auto stored = storeSettings(*m_project, settings); !stored)
            return stored.error();
        return decideAll();
    }));
}

void SessionWorker::setPeople(const std::vector<PersonRow> &rows)
{
    edited(m_project->transaction([&]() -> Result<void> {
        PersonTable table(*m_project);
        for (PersonRow row : rows) {
            takeEdit(row);
            if (const auto stored = table.update(row); !stored)
                return stored;
        }
        return decideAll();
    }));
    // A new address has to be looked up before anybody writes as it.
    m_accountsKnown = false;
}

void SessionWorker::confirm(const QString &key, bool confirmed)
{
    edited(m_project->transaction([&]() -> Result<void> {
        const QString when = confirmed ? toRfc3339(m_clock.nowUtc()) : QString();
        if (const auto set = MetaTable(*m_project).setValue(u"confirmed."_s + key.left(40), when); !set)
            return set;
        return AuditTable(*m_project)
            .add({.who = MetaTable(*m_project).value(u"admin"_s),
                  .what = confirmed ? u"confirmed"_s : u"confirmation-withdrawn"_s,
                  .detail = key.left(40)});
    }));
}

void SessionWorker::applyPeopleMap(const QByteArray &csv)
{
    PersonTable table(*m_project);
    std::vector<PersonRow> people = table.all();
    const auto outcome = readPeopleMap(csv, people);
    if (!outcome) {
        Q_EMIT peopleMapRead({.error = outcome.error().what});
        return;
    }
    const auto stored = m_project->transaction([&]() -> Result<void> {
        for (const PersonRow &person : people) {
            if (const auto one = table.update(person); !one)
                return one;
        }
        return decideAll();
    });
    if (!stored) {
        Q_EMIT peopleMapRead({.error = stored.error().what});
        return;
    }
    Q_EMIT planChanged();
    Q_EMIT peopleMapRead(*outcome);
}

void SessionWorker::setConversations(const std::vector<ConversationRow> &rows)
{
    edited(m_project->transaction([&]() -> Result<void> {
        ConversationTable table(*m_project);
        for (const ConversationRow &row : rows) {
            if (const auto stored = table.update(row); !stored)
                return stored;
        }
        return {};
    }));
}

Result<PlanResult> SessionWorker::workOut()
{
    Planner::Given given;
    given.settings = loadSettings(*m_project);
    if (m_target) {
        given.quotas = m_target->quotas();
        given.limits = m_target->limits();
    }
    given.now = m_clock.nowUtc();
    const MetaTable meta(*m_project);
    given.accountsKnown = !meta.value(u"accounts.known"_s).isEmpty();
    given.placeholderActive = meta.value(u"placeholder.active"_s) != u"0";
    return Planner(*m_project, given).plan();
}

void SessionWorker::plan()
{
    const auto result = workOut();
    if (result)
        Q_EMIT planned(*result);
    else
        Q_EMIT failed(result.error());
}

void SessionWorker::acceptPlan()
{
    const auto accepted = m_project->transaction([&]() -> Result<void> {
        Planner::Given given;
        given.settings = loadSettings(*m_project);
        if (m_target) {
            given.quotas = m_target->quotas();
            given.limits = m_target->limits();
        }
        given.now = m_clock.nowUtc();
        const MetaTable meta(*m_project);
        given.accountsKnown = !meta.value(u"accounts.known"_s).isEmpty();
        given.placeholderActive = meta.value(u"placeholder.active"_s) != u"0";
        Planner planner(*m_project, given);
        const auto result = planner.plan();
        if (!result)
            return result.error();
        const auto revision = planner.accept(*result);
        if (!revision)
            return revision.error();
        return AuditTable(*m_project)
            .add(
                {.who = meta.value(u"admin"_s), .what = u"plan-accepted"_s, .detail = u"revision %1"_s.arg(*revision)});
    });
    if (accepted)
        Q_EMIT spacesChanged();
    edited(accepted);
}

} // namespace chatferry
