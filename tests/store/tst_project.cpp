// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fakeclock.h"
#include "store/metatable.h"
#include "store/networkdrive.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/schema.h"
#include "store/statement.h"

#include <QLockFile>
#include <QProcess>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

#include <sqlite3.h>
#include <thread>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

/// A database made without this program's code.
bool makeDatabase(const QString &path, const QByteArray &sql)
{
    sqlite3 *handle = nullptr;
    const bool made = sqlite3_open(path.toUtf8().constData(), &handle) == SQLITE_OK &&
                      sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(handle);
    return made;
}

} // namespace

class TestProject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aNewProjectCanBeClosedAndOpenedAgain();
    void aCleanCloseLeavesOneFile();
    void onlyTheOwnerMayReadIt();
    void creatingNeverOverwrites();
    void everyProjectHasItsOwnKey();
    void aSecondWriterIsToldWhoHasIt();
    void theLockOfADeadProcessIsTakenOver();
    void theLockOfAnotherComputerIsKept();
    void aCrashedProjectOpensWithWhatWasCommitted();
    void readersSeeCommittedStateOnly();
    void readersWorkOnOtherThreads();
    void aReaderThatClosesLastLeavesOneFile();
    void aReaderCannotWrite();
    void foreignFilesAreRefused_data();
    void foreignFilesAreRefused();
    void aNewerLayoutIsRefused();
    void anOlderLayoutIsUpgradedWithACopyBesideIt();
    void aFailedUpgradeLeavesTheFileAsItWas();
    void networkFileSystemsAreKnown_data();
    void networkFileSystemsAreKnown();
    void aFailedTransactionLeavesNothing();
    void aFailedInnerTransactionTakesOnlyItsOwnBack();
    void aFullDiskIsNamedAndNothingOfItStays();
    void afterAFailedReadNothingIsWritten();
    void theFilesFolderStandsBeside();

private:
    std::unique_ptr<Project> make()
    {
        auto made = Project::create(m_path, m_clock);
        return made ? std::move(made).value() : nullptr;
    }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestProject::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_path = m_folder->filePath(u"Move.chatferry"_s);
}

void TestProject::aNewProjectCanBeClosedAndOpenedAgain()
{
    {
        const auto project = make();
        QVERIFY(project);
        QVERIFY(MetaTable(*project).setValue(u"name"_s, u"Müller"_s));
    }
    const FileHeader header = readHeader(m_path);
    QCOMPARE(header.applicationId, 0x43467279u);
    QCOMPARE(header.version, 1);
    const auto project = Project::open(m_path, m_clock);
    QVERIFY(project);
    QVERIFY(!(*project)->isReadOnly());
    QCOMPARE(MetaTable(**project).value(u"name"_s), u"Müller"_s);
    QVERIFY((*project)->database().isOpen());
    QSqlQuery mode(u"PRAGMA journal_mode"_s, (*project)->database());
    QVERIFY(mode.next());
    QCOMPARE(mode.value(0).toString(), u"wal"_s);
    QSqlQuery synchronous(u"PRAGMA synchronous"_s, (*project)->database());
    QVERIFY(synchronous.next());
    QCOMPARE(synchronous.value(0).toInt(), 2);
}

void TestProject::aCleanCloseLeavesOneFile()
{
    {
        const auto project = make();
        QVERIFY(MetaTable(*project).setValue(u"name"_s, u"x"_s));
        QVERIFY(files().size() > 1);
    }
    QCOMPARE(files(), QStringList{u"Move.chatferry"_s});
}

void TestProject::onlyTheOwnerMayReadIt()
{
    const auto project = make();
    QVERIFY(project);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY((QFile::permissions(m_path) & others) == QFile::Permissions());
    QVERIFY((QFile::permissions(m_path + u"-wal"_s) & others) == QFile::Permissions());
}

void TestProject::creatingNeverOverwrites()
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("precious");
    file.close();
    const auto made = Project::create(m_path, m_clock);
    QVERIFY(!made);
    QCOMPARE(made.error().kind, Error::Kind::File);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "precious"_ba);
}

void TestProject::everyProjectHasItsOwnKey()
{
    const auto first = make();
    const auto second = Project::create(m_folder->filePath(u"Other.chatferry"_s), m_clock);
    const QString key = MetaTable(*first).projectKey();
    QCOMPARE(key.size(), 32);
    QVERIFY(key != MetaTable(**second).projectKey());
}

void TestProject::aSecondWriterIsToldWhoHasIt()
{
    const auto first = make();
    QVERIFY(first);
    const auto second = Project::open(m_path, m_clock);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Locked);
    QVERIFY2(second.error().what.contains(QSysInfo::machineHostName()), qPrintable(second.error().what));
    QVERIFY2(second.error().what.contains(QFileInfo(m_path).owner()), qPrintable(second.error().what));
    QVERIFY2(second.error().what.contains(QString::number(QDate::currentDate().year())),
             qPrintable(second.error().what));
    QVERIFY(!second.error().remedy.isEmpty());
    // The first one is not disturbed.
    QVERIFY(MetaTable(*first).setValue(u"name"_s, u"still here"_s));
}

void TestProject::theLockOfADeadProcessIsTakenOver()
{
    make().reset();
    // A process that has ended and whose number is not taken again yet.
    QProcess dead;
    dead.start(u"true"_s, QStringList());
    QVERIFY(dead.waitForStarted());
    const qint64 pid = dead.processId();
    QVERIFY(dead.waitForFinished());
    QFile lock(m_path + u".lock"_s);
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write(QByteArray::number(pid) + "\ntst_project\n" + QSysInfo::machineHostName().toUtf8() + "\n" +
               QSysInfo::machineUniqueId() + "\n" + QSysInfo::bootUniqueId() + "\n");
    lock.close();
    const auto project = Project::open(m_path, m_clock);
    QVERIFY2(project, project ? "" : qPrintable(project.error().what));
}

void TestProject::theLockOfAnotherComputerIsKept()
{
    make().reset();
    QFile lock(m_path + u".lock"_s);
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("1\nchatferry\nelsewhere\nanother-machine\nanother-boot\n");
    lock.close();
    QVERIFY(lock.open(QIODevice::ReadWrite));
    QVERIFY(lock.setFileTime(QDateTime::currentDateTimeUtc().addDays(-20), QFileDevice::FileModificationTime));
    lock.close();
    const auto project = Project::open(m_path, m_clock);
    QVERIFY(!project);
    QCOMPARE(project.error().kind, Error::Kind::Locked);
    QVERIFY2(project.error().what.contains(u"elsewhere"_s), qPrintable(project.error().what));
}

void TestProject::aCrashedProjectOpensWithWhatWasCommitted()
{
    const QString copy = m_folder->filePath(u"Crashed.chatferry"_s);
    {
        const auto project = make();
        QVERIFY(MetaTable(*project).setValue(u"name"_s, u"kept"_s));
        // What a crash leaves: the file and its WAL, not folded back.
        QVERIFY(QFile::copy(m_path, copy));
        QVERIFY(QFile::copy(m_path + u"-wal"_s, copy + u"-wal"_s));
    }
    const auto project = Project::open(copy, m_clock);
    QVERIFY(project);
    QCOMPARE(MetaTable(**project).value(u"name"_s), u"kept"_s);
}

void TestProject::readersSeeCommittedStateOnly()
{
    const auto writer = make();
    const auto reader = Project::openForReading(m_path);
    QVERIFY(reader);
    QVERIFY((*reader)->isReadOnly());
    const auto result = writer->transaction([&]() -> Result<void> {
        const auto set = MetaTable(*writer).setValue(u"name"_s, u"half"_s);
        if (MetaTable(**reader).value(u"name"_s) != QString())
            return Error{.kind = Error::Kind::Bug, .what = u"visible too early"_s};
        return set;
    });
    QVERIFY2(result, result ? "" : qPrintable(result.error().what));
    QCOMPARE(MetaTable(**reader).value(u"name"_s), u"half"_s);
}

void TestProject::readersWorkOnOtherThreads()
{
    const auto writer = make();
    std::array<int, 3> seen{};
    std::vector<std::thread> threads;
    std::atomic<bool> stop{false};
    std::atomic<int> ready{0};
    for (int &count : seen) {
        threads.emplace_back([&] {
            const auto reader = Project::openForReading(m_path);
            ++ready;
            if (!reader)
                return;
            int last = 0;
            while (!stop || last < 200) {
                const int value = MetaTable(**reader).value(u"count"_s).toInt();
                if (value < last || (*reader)->readFailure())
                    return;
                last = value;
                if (stop && value >= 200)
                    break;
            }
            count = last;
        });
    }
    for (int i = 1; i <= 200; ++i)
        QVERIFY(MetaTable(*writer).setValue(u"count"_s, QString::number(i)));
    while (ready < 3)
        std::this_thread::yield();
    stop = true;
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(seen, (std::array<int, 3>{200, 200, 200}));
}

void TestProject::aReaderThatClosesLastLeavesOneFile()
{
    auto writer = make();
    auto reader = Project::openForReading(m_path);
    QVERIFY(MetaTable(*writer).setValue(u"name"_s, u"x"_s));
    QCOMPARE(MetaTable(**reader).value(u"name"_s), u"x"_s);
    writer.reset();
    QCOMPARE(MetaTable(**reader).value(u"name"_s), u"x"_s);
    reader = Error{};
    QCOMPARE(files(), QStringList{u"Move.chatferry"_s});
    QVERIFY(Project::open(m_path, m_clock));
}

void TestProject::aReaderCannotWrite()
{
    make().reset();
    const auto reader = Project::openForReading(m_path);
    QVERIFY(reader);
    QVERIFY(!MetaTable(**reader).setValue(u"name"_s, u"x"_s));
}

void TestProject::foreignFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("text") << "hello"_ba << QByteArray();
    QTest::newRow("empty") << ""_ba << QByteArray();
    QTest::newRow("zip") << QByteArray("PK\3\4").append(QByteArray(200, '\0')) << QByteArray();
    QTest::newRow("another program's database") << QByteArray() << "CREATE TABLE t(x)"_ba;
}

void TestProject::foreignFilesAreRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, sql);
    if (sql.isEmpty()) {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    } else {
        QVERIFY(makeDatabase(m_path, sql));
    }
    const auto writer = Project::open(m_path, m_clock);
    QVERIFY(!writer);
    QCOMPARE(writer.error().kind, Error::Kind::Input);
    QVERIFY(writer.error().what.contains(u"Move.chatferry"_s));
    const auto reader = Project::openForReading(m_path);
    QVERIFY(!reader);
    QCOMPARE(reader.error().kind, Error::Kind::Input);
    QCOMPARE(files(), QStringList{u"Move.chatferry"_s});
}

void TestProject::aNewerLayoutIsRefused()
{
    QVERIFY(makeDatabase(m_path, "PRAGMA application_id=1128690297; PRAGMA user_version=2; CREATE TABLE future(x)"));
    const auto writer = Project::open(m_path, m_clock);
    QVERIFY(!writer);
    QCOMPARE(writer.error().kind, Error::Kind::Input);
    QVERIFY2(writer.error().what.contains(u"newer version"_s), qPrintable(writer.error().what));
    QVERIFY(!writer.error().remedy.isEmpty());
    QVERIFY(!Project::openForReading(m_path));
    QCOMPARE(readHeader(m_path).version, 2);
}

void TestProject::anOlderLayoutIsUpgradedWithACopyBesideIt()
{
    // Layout 0: what an interrupted creation leaves, with one table of the later layout and a value in it.
    QVERIFY(makeDatabase(m_path, "PRAGMA application_id=1128690297;"
                                 "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
                                 "INSERT INTO meta VALUES('name', 'old')"));
    QCOMPARE(readHeader(m_path).version, 0);
    const auto early = Project::openForReading(m_path);
    QVERIFY(!early);
    QCOMPARE(early.error().kind, Error::Kind::Input);
    {
        const auto project = Project::open(m_path, m_clock);
        QVERIFY(project);
        QCOMPARE(MetaTable(**project).value(u"name"_s), u"old"_s);
        QCOMPARE(MetaTable(**project).projectKey().size(), 32);
        QVERIFY(PersonTable(**project).add({}));
    }
    QCOMPARE(readHeader(m_path).version, 1);
    QCOMPARE(files(), (QStringList{u"Move.chatferry"_s, u"Move.chatferry.v0.bak"_s}));
    const FileHeader backup = readHeader(m_path + u".v0.bak"_s);
    QCOMPARE(backup.version, 0);
    QCOMPARE(backup.applicationId, kApplicationId);
}

void TestProject::aFailedUpgradeLeavesTheFileAsItWas()
{
    const auto project = make();
    QVERIFY(runScript(*project, "PRAGMA user_version=1"));
    static constexpr std::array<Upgrade, 2> kSteps{{
        {1, [](Project &file) { return runScript(file, "CREATE TABLE added(x)"); }},
        {2, [](Project &file) { return runScript(file, "CREATE TABLE meta(x)"); }},
    }};
    QVERIFY(!upgrade(*project, 1, kSteps));
    QSqlQuery version(u"PRAGMA user_version"_s, project->database());
    QVERIFY(version.next());
    QCOMPARE(version.value(0).toInt(), 1);
    QVERIFY(!project->database().tables().contains(u"added"_s));

    QVERIFY(upgrade(*project, 1, std::span(kSteps).first(1)));
    QVERIFY(version.exec());
    QVERIFY(version.next());
    QCOMPARE(version.value(0).toInt(), 2);
}

void TestProject::networkFileSystemsAreKnown_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("network");
    for (const char *type : {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "ceph"})
        QTest::newRow(type) << QByteArray(type) << true;
    for (const char *type : {"ext4", "btrfs", "xfs", "tmpfs", "overlay", "fuseblk", "fuse.veracrypt", "NTFS", "apfs"})
        QTest::newRow(type) << QByteArray(type) << false;
}

void TestProject::networkFileSystemsAreKnown()
{
    QFETCH(QByteArray, type);
    QTEST(isNetworkFileSystem(type), "network");
}

void TestProject::aFailedTransactionLeavesNothing()
{
    const auto project = make();
    const auto result = project->transaction([&]() -> Result<void> {
        if (const auto set = MetaTable(*project).setValue(u"a"_s, u"1"_s); !set)
            return set;
        return Error{.kind = Error::Kind::BadReply, .what = u"no"_s};
    });
    QCOMPARE(result.error().kind, Error::Kind::BadReply);
    QVERIFY(MetaTable(*project).value(u"a"_s).isEmpty());
    QVERIFY(project->transaction([&] { return MetaTable(*project).setValue(u"a"_s, u"2"_s); }));
    QCOMPARE(MetaTable(*project).value(u"a"_s), u"2"_s);
}

void TestProject::aFailedInnerTransactionTakesOnlyItsOwnBack()
{
    const auto project = make();
    const auto result = project->transaction([&]() -> Result<void> {
        MetaTable meta(*project);
        if (const auto set = meta.setValue(u"outer"_s, u"1"_s); !set)
            return set;
        const auto inner = project->transaction([&]() -> Result<void> {
            if (const auto set = meta.setValue(u"inner"_s, u"1"_s); !set)
                return set;
            return Error{.kind = Error::Kind::Conflict};
        });
        return inner ? Result<void>(Error{}) : Result<void>();
    });
    QVERIFY(result);
    QCOMPARE(MetaTable(*project).value(u"outer"_s), u"1"_s);
    QVERIFY(MetaTable(*project).value(u"inner"_s).isEmpty());
}

void TestProject::aFullDiskIsNamedAndNothingOfItStays()
{
    const auto project = make();
    QSqlQuery(u"PRAGMA max_page_count=80"_s, project->database()).next();
    int written = 0;
    const auto result = project->transaction([&]() -> Result<void> {
        for (int i = 0; i < 10'000; ++i) {
            if (const auto set = MetaTable(*project).setValue(u"k%1"_s.arg(i), QString(500, u'x')); !set)
                return set;
            ++written;
        }
        return {};
    });
    QVERIFY(!result);
    QVERIFY(written > 10);
    QCOMPARE(result.error().kind, Error::Kind::DiskFull);
    QVERIFY(MetaTable(*project).value(u"k0"_s).isEmpty());
    // Once there is room again, the same connection goes on.
    QSqlQuery(u"PRAGMA max_page_count=1000000"_s, project->database()).next();
    QVERIFY(MetaTable(*project).setValue(u"k0"_s, u"y"_s));
}

void TestProject::afterAFailedReadNothingIsWritten()
{
    const auto project = make();
    QVERIFY(runScript(*project, "DROP TABLE difference"));
    QVERIFY(MetaTable(*project).value(u"nothing"_s).isEmpty());
    QVERIFY(!project->readFailure());
    {
        // Interrupted in the middle, as a failing disk would.
        Statement endless(*project, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n");
        QVERIFY(endless.next());
        sqlite3_interrupt(project->handle());
        while (endless.next()) {
        }
    }
    QVERIFY(project->readFailure());
    QVERIFY(!project->transaction([] { return Result<void>(); }));
}

void TestProject::theFilesFolderStandsBeside()
{
    const auto project = make();
    QCOMPARE(project->filesFolder(), m_folder->filePath(u"Move.files"_s));
}

QTEST_GUILESS_MAIN(TestProject)
#include "tst_project.moc"
