// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/plansettings.h"

#include "base/fakeclock.h"
#include "engine/plan/frozenplan.h"
#include "engine/plan/settingsstore.h"
#include "store/conversationtable.h"
#include "store/project.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kFull = R"({
    "departed": "placeholder", "guests": "skip", "bots": "ask", "unknown": "map",
    "placeholderEmail": "Old-Chat@Example.com", "directTalks": "leave", "filesWay": "link",
    "addInferredPastMembers": true, "removeHelper": false, "windowDays": 90, "reviewDays": 0,
    "runningHours": {"from": "20:00", "to": "06:30"}, "bytesPerSecond": 2500000, "pilot": "general",
    "conversations": [
        {"conversation": "general", "include": true, "name": "All", "type": "group-chat", "external": true,
         "from": "2020-01-01", "to": "2021-06-01T12:00:00Z", "split": "year"},
        {"conversation": "C2", "include": "empty"}, {"conversation": "C3", "include": false}]})";

QByteArray bytes(const PlanSettings &settings)
{
    return QJsonDocument(settings.toJson()).toJson();
}

} // namespace

class TestPlanSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyIsRead();
    void writtenSettingsReadTheSame();
    void anEmptyObjectIsTheDefaults();
    void errorsNameTheKey_data();
    void errorsNameTheKey();
    void choicesGoIntoTheRowsOnce();
    void aNameThatFitsNoneOrSeveralIsAProblem();
    void frozenPlansComeBackAsTheyWere();
};

void TestPlanSettings::everyKeyIsRead()
{
    const auto settings = PlanSettings::fromJson(kFull);
    QVERIFY2(settings, settings ? "" : qPrintable(settings.error().what));
    QCOMPARE(settings->departed, PersonRow::Policy::Placeholder);
    QCOMPARE(settings->guests, PersonRow::Policy::Skip);
    QCOMPARE(settings->bots, PersonRow::Policy::Undecided);
    QCOMPARE(settings->unknown, PersonRow::Policy::Map);
    QCOMPARE(settings->placeholderEmail, u"old-chat@example.com"_s);
    QCOMPARE(settings->directTalks, PlanSettings::DirectTalks::Leave);
    QCOMPARE(settings->files, PlanSettings::FilesWay::Link);
    QVERIFY(settings->addInferredPastMembers);
    QVERIFY(!settings->removeHelper);
    QCOMPARE(settings->windowDays, 90);
    QCOMPARE(settings->reviewDays, 0);
    QCOMPARE(settings->runFrom, QTime(20, 0));
    QCOMPARE(settings->runTo, QTime(6, 30));
    QCOMPARE(settings->bytesPerSecond, 2.5e6);
    QCOMPARE(settings->pilotName, u"general"_s);
    QCOMPARE(settings->conversations.size(), 3u);
    const auto &first = settings->conversations[0];
    QCOMPARE(first.conversation, u"general"_s);
    QCOMPARE(first.choice, ConversationRow::Choice::Move);
    QCOMPARE(first.name, u"All"_s);
    QCOMPARE(first.groupChat, true);
    QCOMPARE(first.externalAllowed, true);
    QCOMPARE(first.from, fromRfc3339(u"2020-01-01T00:00:00Z"));
    QCOMPARE(first.to, fromRfc3339(u"2021-06-01T12:00:00Z"));
    QVERIFY(first.splitByYear);
    QCOMPARE(settings->conversations[1].choice, ConversationRow::Choice::EmptySpace);
    QVERIFY(!settings->conversations[1].groupChat);
    QCOMPARE(settings->conversations[2].choice, ConversationRow::Choice::Leave);
}

void TestPlanSettings::writtenSettingsReadTheSame()
{
    const auto first = PlanSettings::fromJson(kFull);
    QVERIFY(first);
    const auto second = PlanSettings::fromJson(bytes(*first));
    QVERIFY2(second, second ? "" : qPrintable(second.error().what));
    QCOMPARE(second->toJson(), first->toJson());
    QVERIFY(second->conversations == first->conversations);
    QCOMPARE(second->runTo, first->runTo);
    QCOMPARE(second->bots, first->bots);
}

void TestPlanSettings::anEmptyObjectIsTheDefaults()
{
    const auto settings = PlanSettings::fromJson("{}");
    QVERIFY(settings);
    QCOMPARE(settings->toJson(), PlanSettings().toJson());
    QCOMPARE(settings->windowDays, 30);
    QCOMPARE(settings->directTalks, PlanSettings::DirectTalks::Move);
    QVERIFY(!settings->runFrom.isValid());
    QVERIFY(PlanSettings::fromJson(bytes(PlanSettings())));
}

void TestPlanSettings::errorsNameTheKey_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("key");
    QTest::newRow("no JSON") << "windowDays = 3"_ba << u"JSON"_s;
    QTest::newRow("unknown key") << R"({"windowdays": 30})"_ba << u"\"windowdays\""_s;
    QTest::newRow("policy") << R"({"bots": "drop"})"_ba << u"\"bots\""_s;
    QTest::newRow("policy of another type") << R"({"bots": true})"_ba << u"\"bots\""_s;
    QTest::newRow("days") << R"({"windowDays": 0})"_ba << u"\"windowDays\""_s;
    QTest::newRow("half a day") << R"({"reviewDays": 1.5})"_ba << u"\"reviewDays\""_s;
    QTest::newRow("flag") << R"({"removeHelper": "yes"})"_ba << u"\"removeHelper\""_s;
    QTest::newRow("address") << R"({"placeholderEmail": "nobody"})"_ba << u"\"placeholderEmail\""_s;
    QTest::newRow("hours misspelt") << R"({"runningHours": {"from": "20:00", "til": "06:00"}})"_ba
                                    << u"runningHours."_s;
    QTest::newRow("hours unreadable") << R"({"runningHours": {"from": "8pm", "to": "06:00"}})"_ba
                                      << u"runningHours.from"_s;
    QTest::newRow("no hours at all") << R"({"runningHours": {"from": "06:00", "to": "06:00"}})"_ba
                                     << u"runningHours.to"_s;
    QTest::newRow("list") << R"({"conversations": {}})"_ba << u"\"conversations\""_s;
    QTest::newRow("nameless") << R"({"conversations": [{"include": true}]})"_ba << u"conversations[0].conversation"_s;
    QTest::newRow("unknown in entry")
        << R"({"conversations": [{"conversation": "a"}, {"conversation": "b", "nme": "x"}]})"_ba
        << u"conversations[1].nme"_s;
    QTest::newRow("date") << R"({"conversations": [{"conversation": "a", "from": "yesterday"}]})"_ba
                          << u"conversations[0].from"_s;
    QTest::newRow("dates turned")
        << R"({"conversations": [{"conversation": "a", "from": "2021-01-02", "to": "2021-01-01"}]})"_ba
        << u"conversations[0].to"_s;
    QTest::newRow("type") << R"({"conversations": [{"conversation": "a", "type": "room"}]})"_ba
                          << u"conversations[0].type"_s;
    QTest::newRow("pilot") << R"({"pilot": []})"_ba << u"\"pilot\""_s;
}

void TestPlanSettings::errorsNameTheKey()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, key);
    const auto settings = PlanSettings::fromJson(json);
    QVERIFY(!settings);
    QCOMPARE(settings.error().kind, Error::Kind::Input);
    QVERIFY2(settings.error().what.contains(key), qPrintable(settings.error().what));
}

void TestPlanSettings::choicesGoIntoTheRowsOnce()
{
    FakeClock clock;
    QTemporaryDir folder;
    const auto project = Project::create(folder.filePath(u"p.chatferry"_s), clock);
    QVERIFY(project);
    ConversationTable table(**project);
    ConversationRow row;
    row.source.id = {u"C1"_s};
    row.source.name = u"general"_s;
    row.choice = ConversationRow::Choice::Move;
    const auto id = table.add(row);
    QVERIFY(id);
    auto settings = PlanSettings::fromJson(
        R"({"pilot": "#general", "conversations": [{"conversation": "#general", "name": "A", "external": true}]})");
    QVERIFY(settings);
    const auto problems = storeSettings(**project, *settings);
    QVERIFY(problems);
    QVERIFY(problems->empty());
    QCOMPARE(table.byId(*id)->targetName, u"A"_s);
    QVERIFY(table.byId(*id)->externalAllowed);
    QCOMPARE(loadSettings(**project).pilotConversation, *id);

    // Renamed by hand; the settings are stored again for another reason.
    row = *table.byId(*id);
    row.targetName = u"By hand"_s;
    QVERIFY(table.update(row));
    PlanSettings later = loadSettings(**project);
    later.windowDays = 90;
    QVERIFY(storeSettings(**project, later));
    QCOMPARE(table.byId(*id)->targetName, u"By hand"_s);
    QCOMPARE(loadSettings(**project).windowDays, 90);
    // A new entry counts.
    later.conversations[0].name = u"B"_s;
    QVERIFY(storeSettings(**project, later));
    QCOMPARE(table.byId(*id)->targetName, u"B"_s);
}

void TestPlanSettings::aNameThatFitsNoneOrSeveralIsAProblem()
{
    FakeClock clock;
    QTemporaryDir folder;
    const auto project = Project::create(folder.filePath(u"p.chatferry"_s), clock);
    QVERIFY(project);
    for (const QString &id : {u"C1"_s, u"C2"_s}) {
        ConversationRow row;
        row.source.id = {id};
        row.source.name = u"twice"_s;
        QVERIFY(ConversationTable(**project).add(row));
    }
    const auto settings = PlanSettings::fromJson(
        R"({"conversations": [{"conversation": "twice", "name": "X"}, {"conversation": "none"}, {"conversation": "C2", "name": "Y"}]})");
    QVERIFY(settings);
    const auto problems = storeSettings(**project, *settings);
    QVERIFY(problems);
    QCOMPARE(problems->size(), 2u);
    QCOMPARE((*problems)[0].where, u"twice"_s);
    QCOMPARE((*problems)[1].where, u"none"_s);
    QVERIFY(ConversationTable(**project).bySourceId({u"C1"_s})->targetName.isEmpty());
    QCOMPARE(ConversationTable(**project).bySourceId({u"C2"_s})->targetName, u"Y"_s);
}

void TestPlanSettings::frozenPlansComeBackAsTheyWere()
{
    FakeClock clock;
    QTemporaryDir folder;
    const auto project = Project::create(folder.filePath(u"p.chatferry"_s), clock);
    QVERIFY(project);
    QCOMPARE(lastRevision(**project), 0);
    QVERIFY(!loadFrozenPlan(**project, 0));
    FrozenPlan plan;
    plan.revision = 1;
    plan.accepted = clock.nowUtc();
    plan.settings = *PlanSettings::fromJson(kFull);
    plan.people = {{1, {PersonRow::Policy::Map, u"a@example.com"_s, u"users/1"_s}},
                   {7, {PersonRow::Policy::Skip, {}, {}}}};
    plan.conversations = {{3, {ConversationRow::Choice::EmptySpace, true, false}}};
    QVERIFY(storeFrozenPlan(**project, plan));
    FrozenPlan second = plan;
    second.revision = 2;
    second.people.clear();
    QVERIFY(storeFrozenPlan(**project, second));
    QCOMPARE(lastRevision(**project), 2);
    const auto got = loadFrozenPlan(**project, 1);
    QVERIFY(got);
    QCOMPARE(got->revision, 1);
    QCOMPARE(got->accepted, plan.accepted);
    QCOMPARE(got->settings.toJson(), plan.settings.toJson());
    QVERIFY(got->people == plan.people);
    QVERIFY(got->conversations == plan.conversations);
}

QTEST_GUILESS_MAIN(TestPlanSettings)
#include "tst_plansettings.moc"
