// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/connectstep.h"

#include "auth/memorysecretstore.h"
#include "steprig.h"
#include "steps/confirmation.h"
#include "store/audittable.h"
#include "tests/support/testkey.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace chatferry;

namespace {

/// A computer without a keychain: every question ends in "not set up".
class AbsentSecretStore final : public SecretStore
{
    template<typename T>
    class Refusal final : public ResultJob<T>
    {
    public:
        using ResultJob<T>::ResultJob;

    protected:
        void run() override { this->end(Error{.kind = Error::Kind::NotSetUp, .what = u"No keychain."_s}); }
    };

public:
    ResultJob<bool> *probe(QObject *parent) override { return new Refusal<bool>(parent); }
    ResultJob<std::optional<QByteArray>> *read(const QString &, QObject *parent) override
    {
        return new Refusal<std::optional<QByteArray>>(parent);
    }
    ResultJob<bool> *write(const QString &, const QByteArray &, QObject *parent) override
    {
        ++writes;
        return new Refusal<bool>(parent);
    }
    ResultJob<bool> *remove(const QString &, QObject *parent) override { return new Refusal<bool>(parent); }
    int writes = 0;
};

QByteArray kept(SecretStore &secrets, Workbench &bench)
{
    QObject owner;
    auto *job = secrets.read(u"service-account-"_s + MetaTable(bench.reader()).projectKey(), &owner);
    QSignalSpy finished(job, &Job::finished);
    job->start();
    if (!finished.wait() || !job->result() || !*job->result())
        return {};
    return **job->result();
}

/// Everything that the step says anywhere.
QString everythingSaid(const ConnectStep &step)
{
    QStringList all = {step.keyText(), step.keptText(), step.domainText(), step.verdict(), step.adminProblem()};
    for (const Trouble &trouble : step.troubles())
        all << trouble.error.what << trouble.error.remedy << trouble.error.detail;
    for (const ConnectionCheck &check : step.checks())
        all << step.checkSentence(check) << check.remedy << check.detail;
    return all.join(u'\n');
}

} // namespace

class TestConnectStep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nextIsAlwaysOnAndSaysWhatStaysLocked();
    void theMainActionSaysWhatIsMissing();
    void aWrongKeyFileIsToldAtOnce_data();
    void aWrongKeyFileIsToldAtOnce();
    void aKeyIsKeptInTheKeychainUnderItsProject();
    void withoutAKeychainTheKeyIsHeldAndTheWordsSaySo();
    void takingTheKeyOutOfTheKeychainForgetsItThere();
    void noSecretIsEverSaid();
    void aKeyThatOthersCanReadIsWarnedOfAndMended();
    void theCheckIsAskedOncePerProject();
    void linksBehindABrokenOneSayWhatTheyWaitFor();
    void pointsAreRecordedWithTheirTime();
    void inARehearsalEverythingIsGivenAndChecked();
};

void TestConnectStep::nextIsAlwaysOnAndSaysWhatStaysLocked()
{
    StepRig rig;
    MemorySecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(rig.createProject());
    QVERIFY(step.problems().isEmpty());
    QCOMPARE(step.remark()->text, u"Not connected yet: planning works, creating stays locked."_s);
    QCOMPARE(step.checks().size(), 9);
    for (const ConnectionCheck &check : step.checks())
        QVERIFY(!check.title.isEmpty());
}

void TestConnectStep::theMainActionSaysWhatIsMissing()
{
    StepRig rig;
    MemorySecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(!step.mainAction().enabled);
    QVERIFY(rig.createProject());
    QCOMPARE(step.mainAction().reasonOff, u"Choose the service-account key first."_s);
    step.useKeyFile(rig.write(u"key.json"_s, test::serviceAccountJson()));
    QCOMPARE(step.mainAction().reasonOff, u"Name the administrator first."_s);
    step.setAdmin(u"admin at northwind"_s);
    QCOMPARE(step.mainAction().reasonOff, step.adminProblem());
    step.setAdmin(u" Admin@Northwind.example "_s);
    QVERIFY(step.mainAction().enabled);
    QCOMPARE(step.admin(), u"admin@northwind.example"_s);
    QCOMPARE(step.domainText(), u"You are about to act in: northwind.example"_s);
}

void TestConnectStep::aWrongKeyFileIsToldAtOnce_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("OAuth client") << QByteArray(R"({"installed":{"client_id":"1","client_secret":"s"}})");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("far too large") << QByteArray(200'000, ' ');
}

void TestConnectStep::aWrongKeyFileIsToldAtOnce()
{
    QFETCH(QByteArray, content);
    StepRig rig;
    MemorySecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(rig.createProject());
    step.useKeyFile(rig.write(u"key.json"_s, content));
    QVERIFY(!step.hasKey());
    QCOMPARE(step.troubles().size(), 1);
    QVERIFY(!step.troubles().first().error.what.isEmpty());
    QSignalSpy wanted(&step, &ConnectStep::keyFileWanted);
    step.act(step.troubles().first().remedies.first().act);
    QCOMPARE(wanted.count(), 1);
    step.useKeyFile(rig.write(u"right.json"_s, test::serviceAccountJson()));
    QVERIFY(step.hasKey());
}

void TestConnectStep::aKeyIsKeptInTheKeychainUnderItsProject()
{
    StepRig rig;
    MemorySecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(rig.createProject(u"a.chatferry"_s));
    step.useKeyFile(rig.write(u"key.json"_s, test::serviceAccountJson()));
    QVERIFY(rig.waitFor([&] { return step.keptText() == u"Kept in the keychain of this computer."; }));
    QCOMPARE(kept(secrets, rig.bench), test::serviceAccountJson());
    // Another project does not get it; the first one does when it is opened again.
    QVERIFY(rig.createProject(u"b.chatferry"_s));
    QVERIFY(!step.hasKey());
    QVERIFY(kept(secrets, rig.bench).isEmpty());
    QVERIFY(!step.hasKey());
    QVERIFY(rig.bench.open(rig.path(u"a.chatferry"_s)));
    QVERIFY(rig.waitFor([&] { return step.hasKey(); }));
}

void TestConnectStep::withoutAKeychainTheKeyIsHeldAndTheWordsSaySo()
{
    StepRig rig;
    AbsentSecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(rig.createProject());
    step.useKeyFile(rig.write(u"key.json"_s, test::serviceAccountJson()));
    QVERIFY(rig.waitFor([&] { return step.keptText().startsWith(u"No keychain answers on this computer"_s); }));
    QVERIFY(!step.canKeep());
    QVERIFY(step.hasKey());
    QCOMPARE(secrets.writes, 0);
    rig.bench.close();
    QVERIFY(!step.hasKey());
}

void TestConnectStep::takingTheKeyOutOfTheKeychainForgetsItThere()
{
    StepRig rig;
    MemorySecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(rig.createProject());
    step.useKeyFile(rig.write(u"key.json"_s, test::serviceAccountJson()));
    QVERIFY(rig.waitFor([&] { return step.keptText() == u"Kept in the keychain of this computer."; }));
    step.setKeep(ConnectStep::Keep::AskEachTime);
    QVERIFY(rig.waitFor([&] { return step.keptText().startsWith(u"The key is held until"_s); }));
    QVERIFY(kept(secrets, rig.bench).isEmpty());
    QVERIFY(step.hasKey());
}

void TestConnectStep::noSecretIsEverSaid()
{
    StepRig rig;
    MemorySecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(rig.createProject());
    const QByteArray json = test::serviceAccountJson();
    const QString pem = QJsonDocument::fromJson(json).object().value(u"private_key"_s).toString();
    const QString piece = pem.section(u'\n', 2, 2);
    QVERIFY(piece.size() > 20);
    step.useKeyFile(rig.write(u"key.json"_s, json));
    QVERIFY(!everythingSaid(step).contains(piece));
    step.useKeyFile(rig.write(u"cut.json"_s, json.left(json.size() / 2)));
    QVERIFY(!everythingSaid(step).contains(piece));
    QVERIFY(!everythingSaid(step).contains(u"PRIVATE"_s));
    step.setAdmin(u"admin@northwind.example"_s);
    QVERIFY(rig.waitFor([&] { return step.keptText().startsWith(u"Kept"_s); }));
    const QString path = rig.bench.session().projectPath();
    rig.bench.close();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains(piece.toLatin1()));
}

void TestConnectStep::aKeyThatOthersCanReadIsWarnedOfAndMended()
{
    StepRig rig;
    MemorySecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    step.setDownloads(rig.folder.path());
    QVERIFY(rig.createProject());
    const QString path = rig.write(u"key.json"_s, test::serviceAccountJson());
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    step.useKeyFile(path);
    QCOMPARE(step.troubles().size(), 1);
    QVERIFY(step.troubles().first().warning);
    QCOMPARE(step.troubles().first().remedies.first().text, u"Make it private"_s);
    step.act(step.troubles().first().remedies.first().act);
    QVERIFY(!(QFile::permissions(path) & QFile::ReadOther));
    // What is left is that it lies among the downloads.
    QCOMPARE(step.troubles().size(), 1);
    QVERIFY(step.troubles().first().error.what.contains(u"downloads"_s));
}

void TestConnectStep::theCheckIsAskedOncePerProject()
{
    StepRig rig;
    MemorySecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(rig.createRehearsal());
    QVERIFY(rig.waitFor([&] { return step.mainAction().enabled; }));
    QVERIFY(step.confirmation());
    QCOMPARE(step.confirmation()->level, DeedLevel::Reversible);
    QVERIFY(step.mainAction().text.endsWith(u"…"_s));
    step.runMain({});
    QVERIFY(rig.waitFor([&] { return rig.bench.lastEnd(Activity::Check).has_value(); }));
    QVERIFY(!step.confirmation());
    QVERIFY(!step.mainAction().text.endsWith(u"…"_s));
}

void TestConnectStep::linksBehindABrokenOneSayWhatTheyWaitFor()
{
    StepRig rig;
    MemorySecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(rig.createRehearsal());
    QVERIFY(rig.waitFor([&] { return step.mainAction().enabled; }));
    rig.bench.world()->simulator().change([](SimulatorOptions &options) { options.delegatedScopes = QStringList(); });
    step.runMain({});
    QVERIFY(rig.waitFor([&] { return rig.bench.lastEnd(Activity::Check).has_value(); }));
    QVERIFY(!rig.bench.isConnected());
    QCOMPARE(step.state().state, StepState::NeedsYou);
    bool seen = false;
    for (const ConnectionCheck &check : step.checks()) {
        if (check.key == u"delegation") {
            seen = true;
            QCOMPARE(check.state, ConnectionCheck::State::Failed);
            QVERIFY(step.checkSentence(check).startsWith(u"Delegation, stopped"_s));
            QVERIFY(!check.values.empty());
        }
        if (check.key == u"trial")
            QCOMPARE(step.checkWord(check), u"waits for Delegation"_s);
    }
    QVERIFY(seen);
    // The list says it; a block of the same would say it twice.
    QVERIFY(step.troubles().isEmpty());
}

void TestConnectStep::pointsAreRecordedWithTheirTime()
{
    StepRig rig;
    MemorySecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(rig.createScanned());
    QCOMPARE(step.points().size(), 4);
    QVERIFY(step.points().at(2).text.startsWith(u"Retention reaches back to 6 Mar 2023"_s));
    step.confirm(u"history-on"_s, true);
    QVERIFY(rig.waitFor([&] { return step.points().at(1).confirmed.has_value(); }));
    QVERIFY(step.points().at(1).recorded.startsWith(u"confirmed "_s));
    QVERIFY(!step.points().at(0).confirmed);
    step.confirm(u"history-on"_s, false);
    QVERIFY(rig.waitFor([&] { return !step.points().at(1).confirmed; }));
    QCOMPARE(AuditTable(rig.bench.reader()).all().size(), 2U);
}

void TestConnectStep::inARehearsalEverythingIsGivenAndChecked()
{
    StepRig rig;
    AbsentSecretStore secrets;
    ConnectStep step(rig.bench, secrets);
    QVERIFY(rig.createRehearsal());
    QVERIFY(step.hasKey());
    QVERIFY(step.keyText().contains(u"stand-in"_s));
    QVERIFY(step.admin().endsWith(u"@northwind.example"_s));
    step.setAdmin(u"mallory@elsewhere.example"_s);
    QVERIFY(step.admin().endsWith(u"@northwind.example"_s));
    step.useKeyFile(rig.write(u"key.json"_s, test::serviceAccountJson()));
    QVERIFY(step.keyText().contains(u"stand-in"_s));
    QVERIFY(rig.waitFor([&] { return step.mainAction().enabled; }));
    step.runMain({});
    QVERIFY(rig.waitFor([&] { return rig.bench.lastEnd(Activity::Check).has_value(); }));
    QVERIFY2(!rig.bench.lastEnd(Activity::Check)->stopped, "the checks of the stand-in pass");
    QVERIFY(rig.waitFor([&] { return rig.bench.isConnected(); }));
    for (const ConnectionCheck &check : step.checks())
        QVERIFY2(check.state == ConnectionCheck::State::Passed, qPrintable(step.checkSentence(check)));
    QVERIFY(step.verdict().startsWith(u"Connected to the stand-in's northwind.example"_s));
    QCOMPARE(secrets.writes, 0);
}

QTEST_GUILESS_MAIN(TestConnectStep)
#include "tst_connectstep.moc"
