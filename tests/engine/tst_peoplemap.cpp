// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/peoplemap.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using Policy = PersonRow::Policy;
using State = PersonRow::AccountState;

namespace {

PersonRow person(const QString &id, const QString &email = {}, Person::Kind kind = Person::Kind::Human)
{
    PersonRow row;
    row.id = 1;
    row.source = {{id}, u"Name "_s + id, {}, email, kind, true};
    return row;
}

std::vector<Account> accounts()
{
    std::vector<Account> list;
    list.push_back({.id = u"users/1"_s, .email = u"ana@new.example"_s, .aliases = {u"a.old@new.example"_s}});
    list.push_back({.id = u"users/2"_s, .email = u"bob@new.example"_s, .active = false});
    list.push_back({.id = u"users/3"_s, .email = u"guest@new.example"_s, .guest = true});
    // Somebody's alias that is another one's own address.
    list.push_back({.id = u"users/4"_s, .email = u"dan@new.example"_s, .aliases = {u"ana@new.example"_s}});
    return list;
}

PersonRow decided(PersonRow row, const PlanSettings &settings = {})
{
    PeopleMatcher(settings, accounts()).decide(row);
    return row;
}

} // namespace

class TestPeopleMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesAndAliasesAreMatchedIgnoringCase_data();
    void addressesAndAliasesAreMatchedIgnoringCase();
    void closedInTheSourceIsMappedAllTheSame();
    void everybodyElseGoesByKind_data();
    void everybodyElseGoesByKind();
    void aWishedAccountThatIsMissingCountsAsNone();
    void withoutAccountsAddressesAreTaken();
    void decidingAgainChangesNothing();
    void anEditOfTheWizardIsTaken();

    void theMapIsRead_data();
    void theMapIsRead();
    void aMapWithoutIdFindsByAddress();
    void errorsNameLineAndColumn_data();
    void errorsNameLineAndColumn();
    void anErrorChangesNobody();
    void aWrittenMapReadAgainChangesNothing();
    void formulasAreDefused();
};

void TestPeopleMap::addressesAndAliasesAreMatchedIgnoringCase_data()
{
    QTest::addColumn<QString>("email");
    QTest::addColumn<QString>("target");
    QTest::newRow("primary") << u"ana@new.example"_s << u"ana@new.example"_s;
    QTest::newRow("case") << u"Ana@NEW.example"_s << u"ana@new.example"_s;
    QTest::newRow("alias") << u"A.Old@new.example"_s << u"ana@new.example"_s;
    QTest::newRow("spaces") << u" ana@new.example "_s << u"ana@new.example"_s;
    QTest::newRow("nobody") << u"eve@new.example"_s << QString();
    QTest::newRow("none") << QString() << QString();
    QTest::newRow("suspended") << u"bob@new.example"_s << QString();
    QTest::newRow("guest account") << u"guest@new.example"_s << QString();
}

void TestPeopleMap::addressesAndAliasesAreMatchedIgnoringCase()
{
    QFETCH(QString, email);
    QFETCH(QString, target);
    for (const Person::Kind kind : {Person::Kind::Human, Person::Kind::Guest, Person::Kind::External}) {
        const PersonRow row = decided(person(u"U"_s, email, kind));
        QCOMPARE(row.targetEmail, target);
        QCOMPARE(row.policy, target.isEmpty() ? Policy::App : Policy::Map);
        QCOMPARE(row.accountId, target.isEmpty() ? row.accountId : u"users/1"_s);
    }
    if (email == u"bob@new.example"_s)
        QCOMPARE(decided(person(u"U"_s, email)).account, State::Suspended);
}

void TestPeopleMap::closedInTheSourceIsMappedAllTheSame()
{
    PersonRow row = person(u"U"_s, u"ana@new.example"_s);
    row.source.active = false;
    QCOMPARE(decided(row).policy, Policy::Map);
}

void TestPeopleMap::everybodyElseGoesByKind_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("email");
    QTest::addColumn<int>("policy");
    QTest::newRow("departed") << int(Person::Kind::Human) << u"eve@new.example"_s << int(Policy::Placeholder);
    QTest::newRow("suspended") << int(Person::Kind::Human) << u"bob@new.example"_s << int(Policy::Placeholder);
    QTest::newRow("guest") << int(Person::Kind::Guest) << QString() << int(Policy::Skip);
    QTest::newRow("external") << int(Person::Kind::External) << QString() << int(Policy::Skip);
    QTest::newRow("bot") << int(Person::Kind::Bot) << QString() << int(Policy::App);
    QTest::newRow("a bot with somebody's address")
        << int(Person::Kind::Bot) << u"ana@new.example"_s << int(Policy::App);
    QTest::newRow("system") << int(Person::Kind::System) << QString() << int(Policy::App);
    QTest::newRow("unknown") << int(Person::Kind::Unknown) << u"ana@new.example"_s << int(Policy::Undecided);
}

void TestPeopleMap::everybodyElseGoesByKind()
{
    QFETCH(int, kind);
    QFETCH(QString, email);
    PlanSettings settings;
    settings.departed = Policy::Placeholder;
    settings.guests = Policy::Skip;
    settings.bots = Policy::App;
    settings.unknown = Policy::Map; // Nobody is mapped without an account: they wait for somebody to do it.
    const PersonRow row = decided(person(u"U"_s, email, Person::Kind(kind)), settings);
    QTEST(int(row.policy), "policy");
    QVERIFY(row.targetEmail.isEmpty());
}

void TestPeopleMap::aWishedAccountThatIsMissingCountsAsNone()
{
    PersonRow row = person(u"B"_s, {}, Person::Kind::Bot);
    row.policyByHand = true;
    row.policy = Policy::Map;
    row.targetEmail = u"new.hire@new.example"_s;
    PlanSettings settings;
    settings.bots = Policy::Skip;
    row = decided(row, settings);
    QCOMPARE(row.policy, Policy::Skip);
    QCOMPARE(row.account, State::Missing);
    QCOMPARE(row.targetEmail, u"new.hire@new.example"_s);

    // Once the account is there, the wish comes true.
    std::vector<Account> later = accounts();
    later.push_back({.id = u"users/9"_s, .email = u"New.Hire@new.example"_s});
    PeopleMatcher(settings, later).decide(row);
    QCOMPARE(row.policy, Policy::Map);
    QCOMPARE(row.accountId, u"users/9"_s);
    QCOMPARE(row.targetEmail, u"new.hire@new.example"_s);
}

void TestPeopleMap::withoutAccountsAddressesAreTaken()
{
    const PeopleMatcher matcher{PlanSettings()};
    QVERIFY(!matcher.knowsAccounts());
    PersonRow row = person(u"U"_s, u"Eve@New.example"_s);
    matcher.decide(row);
    QCOMPARE(row.policy, Policy::Map);
    QCOMPARE(row.targetEmail, u"eve@new.example"_s);
    QCOMPARE(row.account, State::Unknown);
    PersonRow bare = person(u"V"_s);
    matcher.decide(bare);
    QCOMPARE(bare.policy, Policy::App);
}

void TestPeopleMap::decidingAgainChangesNothing()
{
    PlanSettings settings;
    settings.departed = Policy::Skip;
    const PeopleMatcher matcher(settings, accounts());
    for (const QString &email : {u"a.old@new.example"_s, u"bob@new.example"_s, u"eve@new.example"_s, QString()}) {
        for (const bool byHand : {false, true}) {
            PersonRow row = person(u"U"_s, email);
            row.policyByHand = byHand;
            row.policy = Policy::Map;
            row.targetEmail = byHand ? email : QString();
            matcher.decide(row);
            PersonRow again = row;
            matcher.decide(again);
            matcher.decidePolicy(again);
            QCOMPARE(again.policy, row.policy);
            QCOMPARE(again.targetEmail, row.targetEmail);
            QCOMPARE(again.account, row.account);
            QCOMPARE(again.accountId, row.accountId);
        }
    }
}

void TestPeopleMap::anEditOfTheWizardIsTaken()
{
    // From mapped to app: the old address must not turn it back.
    PersonRow row = decided(person(u"U"_s, u"ana@new.example"_s));
    row.policyByHand = true;
    row.policy = Policy::App;
    takeEdit(row);
    QCOMPARE(decided(row).policy, Policy::App);
    row.policy = Policy::Map;
    row.targetEmail = u"DAN@new.example"_s;
    takeEdit(row);
    QCOMPARE(decided(row).accountId, u"users/4"_s);
}

void TestPeopleMap::theMapIsRead_data()
{
    QTest::addColumn<QByteArray>("csv");
    const QByteArray plain = "source_id,source_name,source_email,target_email,policy\r\n"
                             "U1,One,,x@new.example,\r\nU2,Two,,,app\r\nU3,Three,three@new.example,,map\r\n"
                             "U4,Four,,y@new.example,MAP\r\nU5,Five,,,\r\nU9,Nobody,,,skip\r\n";
    QTest::newRow("plain") << plain;
    QTest::newRow("BOM") << "\xef\xbb\xbf" + plain;
    QTest::newRow("semicolons") << QByteArray(plain).replace(',', ';');
    QTest::newRow("quotes") << "\"source_id\",\"source_name\",\"source_email\",\"target_email\",\"policy\"\n"
                               "\"U1\",\"O, \"\"n\"\"e\",\"\",\"x@new.example\",\"\"\nU2,Two,,,app\n"
                               "U3,,THREE@new.example,,map\nU4,,,y@new.example,map\nU5,,,,\n\nU9,,,,skip"_ba;
    QTest::newRow("other order, more columns") << "Policy,note,target_email,SOURCE_ID,source_email\n"
                                                  ",x,x@new.example,U1,\napp,,,U2,\nmap,,,U3,three@new.example\n"
                                                  "map,,y@new.example,U4,\n,,,U5,\nskip,,,U9,\n"_ba;
}

void TestPeopleMap::theMapIsRead()
{
    QFETCH(QByteArray, csv);
    std::vector<PersonRow> people{person(u"U1"_s), person(u"U2"_s, u"two@new.example"_s), person(u"U3"_s),
                                  person(u"U4"_s), person(u"U5"_s, u"ana@new.example"_s), person(u"U6"_s)};
    people[4].policyByHand = true;
    people[4].policy = Policy::Skip;
    const auto outcome = readPeopleMap(csv, people);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().what));
    QCOMPARE(outcome->changed, 5);
    QCOMPARE(outcome->unknown, 1);
    const PeopleMatcher matcher{PlanSettings()};
    for (PersonRow &row : people)
        matcher.decide(row);
    QCOMPARE(people[0].policy, Policy::Map);
    QCOMPARE(people[0].targetEmail, u"x@new.example"_s);
    QCOMPARE(people[1].policy, Policy::App);
    QVERIFY(people[1].policyByHand);
    QVERIFY(people[1].targetEmail.isEmpty());
    QCOMPARE(people[2].targetEmail, u"three@new.example"_s);
    QCOMPARE(people[3].targetEmail, u"y@new.example"_s);
    QVERIFY(!people[4].policyByHand); // An empty line gives it back to the rules.
    QCOMPARE(people[4].targetEmail, u"ana@new.example"_s);
    QVERIFY(!people[5].policyByHand);
}

void TestPeopleMap::aMapWithoutIdFindsByAddress()
{
    std::vector<PersonRow> people{person(u"U1"_s, u"One@old.example"_s)};
    const auto outcome = readPeopleMap(
        "source_id,source_email,target_email,policy\n,one@OLD.example,x@new.example,\n,two@old.example,,skip\n",
        people);
    QVERIFY(outcome);
    QCOMPARE(outcome->changed, 1);
    QCOMPARE(outcome->unknown, 1);
    QCOMPARE(people[0].targetEmail, u"x@new.example"_s);
}

void TestPeopleMap::errorsNameLineAndColumn_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("column");
    const QByteArray head = "source_id,source_name,source_email,target_email,policy\n";
    QTest::newRow("empty") << QByteArray() << u"1"_s << u"source_id"_s;
    QTest::newRow("no policy column") << "source_id,target_email\n"_ba << u"1"_s << u"policy"_s;
    QTest::newRow("policy") << head + "U1,,,,app\nU2,,,,remove\n" << u"3"_s << u"policy"_s;
    QTest::newRow("address") << head + "U1,,,nobody,\n" << u"2"_s << u"target_email"_s;
    QTest::newRow("two addresses") << head + "U1,,,\"a@x.example,b@x.example\",\n" << u"2"_s << u"target_email"_s;
    QTest::newRow("map without address") << head + "\n\nU1,,,,map\n" << u"4"_s << u"target_email"_s;
    QTest::newRow("no id") << head + ",,,a@x.example,map\n" << u"2"_s << u"source_id"_s;
    QTest::newRow("twice") << head + "U1,,,,app\nU2,,,,app\nU1,,,,skip\n" << u"4"_s << u"source_id"_s;
}

void TestPeopleMap::errorsNameLineAndColumn()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, line);
    QFETCH(QString, column);
    std::vector<PersonRow> people{person(u"U1"_s), person(u"U2"_s)};
    const auto outcome = readPeopleMap(csv, people);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Input);
    const QString what = outcome.error().what;
    QVERIFY2(what.contains(u"line "_s + line + u','), qPrintable(what));
    QVERIFY2(what.contains(column), qPrintable(what));
}

void TestPeopleMap::anErrorChangesNobody()
{
    std::vector<PersonRow> people{person(u"U1"_s), person(u"U2"_s)};
    QVERIFY(!readPeopleMap("source_id,target_email,policy\nU1,,skip\nU2,,wrong\n", people));
    QVERIFY(!people[0].policyByHand);
    QCOMPARE(people[0].policy, Policy::Undecided);
}

void TestPeopleMap::aWrittenMapReadAgainChangesNothing()
{
    std::vector<PersonRow> people{person(u"U1"_s, u"ana@new.example"_s), person(u"U2"_s, u"bob@new.example"_s),
                                  person(u"U3"_s), person(u"B4"_s, {}, Person::Kind::Bot), person(u"U5"_s)};
    people[2].policyByHand = true;
    people[2].policy = Policy::Placeholder;
    people[3].policyByHand = true;
    people[3].targetEmail = u"bots@new.example"_s;
    people[4].source.name = u"comma, \"quote\"; line\nbreak"_s;
    const PeopleMatcher matcher(PlanSettings(), accounts());
    for (PersonRow &row : people)
        matcher.decide(row);
    const auto csv = writePeopleMap(people);
    QVERIFY(csv);
    QVERIFY(csv->contains("source_id,source_name,source_email,target_email,policy"));
    std::vector<PersonRow> again = people;
    const auto outcome = readPeopleMap(*csv, again);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().what));
    QCOMPARE(outcome->changed, 0);
    QCOMPARE(outcome->unknown, 0);
    for (size_t i = 0; i < people.size(); ++i) {
        QCOMPARE(again[i].policy, people[i].policy);
        QCOMPARE(again[i].policyByHand, people[i].policyByHand);
        QCOMPARE(again[i].targetEmail, people[i].targetEmail);
    }
}

void TestPeopleMap::formulasAreDefused()
{
    std::vector<PersonRow> people{person(u"=HYPERLINK(1)"_s), person(u"U2"_s)};
    people[1].source.name = u"@SUM(A1)"_s;
    const auto csv = writePeopleMap(people);
    QVERIFY(csv);
    QVERIFY2(csv->contains("'=HYPERLINK(1)"), csv->constData());
    QVERIFY2(csv->contains("'@SUM(A1)"), csv->constData());
    // The id is still found.
    const auto outcome = readPeopleMap(QByteArray(*csv).replace(",\r\nU2", ",skip\r\nU2"), people);
    QVERIFY(outcome);
    QCOMPARE(outcome->unknown, 0);
    QCOMPARE(outcome->changed, 1);
}

QTEST_GUILESS_MAIN(TestPeopleMap)
#include "tst_peoplemap.moc"
