// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/archive.h"

#include "tests/archive/zipbuilder.h"

#include <QTemporaryDir>
#include <QtTest>

#include <thread>

#include <unistd.h>

using namespace chatferry;
using namespace Qt::StringLiterals;
using test::ZipBuilder;

class TestArchive : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_number = 0;

    QString pathOf(const QByteArray &bytes)
    {
        const QString path = m_dir.filePath(u"a%1.zip"_s.arg(++m_number));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return path;
    }
    std::unique_ptr<Archive> opened(const ZipBuilder &zip)
    {
        auto archive = Archive::open(pathOf(zip.bytes()));
        return archive ? std::move(archive).value() : nullptr;
    }
    QString newFolder()
    {
        const QString path = m_dir.filePath(u"f%1"_s.arg(++m_number));
        QDir().mkpath(path);
        return path;
    }
    static void put(const QString &path, const QByteArray &bytes)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    static QStringList names(const Archive &archive)
    {
        QStringList all;
        for (const ArchiveEntry &entry : archive.entries())
            all += entry.name;
        return all;
    }

private Q_SLOTS:
    void readsWhatWasPacked()
    {
        const QByteArray big = QByteArray("0123456789abcdef").repeated(50'000);
        const auto archive = opened(ZipBuilder()
                                        .add("b.json", big)
                                        .add({.name = "a.json", .data = "[1]", .stored = true})
                                        .add("empty.json", ""));
        QVERIFY(archive);
        QCOMPARE(names(*archive), (QStringList{u"a.json"_s, u"b.json"_s, u"empty.json"_s}));
        QVERIFY(!archive->isFolder());
        for (const auto &[name, wanted] :
             {std::pair{u"b.json"_s, big}, {u"a.json"_s, "[1]"_ba}, {u"empty.json"_s, ""_ba}}) {
            const ArchiveEntry *entry = archive->find(name);
            QVERIFY(entry);
            const auto bytes = archive->read(*entry);
            QVERIFY(bytes);
            QCOMPARE(*bytes, wanted);
            QVERIFY(bytes->capacity() >= bytes->size() + 64);
            const auto device = archive->stream(*entry);
            QVERIFY(device);
            QCOMPARE((*device)->readAll(), wanted);
            char more = 0;
            QCOMPARE((*device)->read(&more, 1), 0);
        }
        QVERIFY(!archive->find(u"c.json"_s));
    }

    void namesAreMended()
    {
        const auto archive = opened(ZipBuilder()
                                        .add("Export/b\xC3\xBCro\\2020-01-01.json", "[]")
                                        .add({.name = "Export/caf\xC3\xA9/x.json", .data = "[]", .utf8Flag = true})
                                        .add("Export/\x81.json", "[]")
                                        .add("Export/general/", "")
                                        .add("__MACOSX/Export/._x", "junk")
                                        .add("Export/.DS_Store", "junk"));
        QVERIFY(archive);
        QCOMPARE(names(*archive),
                 (QStringList{u"b\u00FCro/2020-01-01.json"_s, u"caf\u00E9/x.json"_s, u"\u00FC.json"_s}));
    }

    void ofEqualNamesTheLaterCounts()
    {
        const auto archive = opened(ZipBuilder().add("x.json", "old").add("y.json", "").add("x.json", "new"));
        QVERIFY(archive);
        QCOMPARE(archive->entries().size(), 2U);
        QCOMPARE(*archive->read(*archive->find(u"x.json"_s)), "new"_ba);
    }

    void refusesOnOpening_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const QByteArray good = ZipBuilder().add("channels.json", QByteArray("[]").repeated(500)).bytes();
        QTest::newRow("no bytes") << QByteArray() << u"is empty"_s;
        QTest::newRow("not a zip") << "SQLite format 3, or something else"_ba << u"is not a zip"_s;
        QTest::newRow("truncated") << good.left(good.size() - 30) << u"end is missing"_s;
        QTest::newRow("climbing name") << ZipBuilder().add("../../evil.json", "x").bytes() << u"outside its folder"_s;
        QTest::newRow("climbing with backslashes")
            << ZipBuilder().add("a\\..\\..\\b.json", "x").bytes() << u"outside its folder"_s;
        QTest::newRow("absolute name") << ZipBuilder().add("/etc/x.json", "x").bytes() << u"outside its folder"_s;
        QTest::newRow("password") << ZipBuilder().add({.name = "a.json", .data = "secret", .encrypted = true}).bytes()
                                  << u"password"_s;
        QTest::newRow("bomb") << ZipBuilder().add("a", QByteArray(300 << 20, '0')).bytes() << u"times its size"_s;
    }
    void refusesOnOpening()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const auto archive = Archive::open(pathOf(bytes));
        QVERIFY(!archive);
        QCOMPARE(archive.error().kind, Error::Kind::Input);
        QVERIFY2(archive.error().what.contains(says), qPrintable(archive.error().what));
    }

    void anEmptyZipOpensEmpty()
    {
        const auto archive = opened(ZipBuilder());
        QVERIFY(archive);
        QVERIFY(archive->entries().empty());
    }

    void aMissingFileIsAFileError()
    {
        const auto archive = Archive::open(m_dir.filePath(u"nowhere.zip"_s));
        QVERIFY(!archive);
        QCOMPARE(archive.error().kind, Error::Kind::File);
    }

    void damageCostsOneEntry_data()
    {
        QTest::addColumn<bool>("stored");
        QTest::addColumn<QString>("how");
        for (const bool stored : {true, false}) {
            const QByteArray prefix = stored ? "stored, " : "deflated, ";
            QTest::newRow((prefix + "flipped byte").constData()) << stored << u"flip"_s;
            QTest::newRow((prefix + "wrong checksum").constData()) << stored << u"crc"_s;
            QTest::newRow((prefix + "says it is shorter").constData()) << stored << u"short"_s;
            QTest::newRow((prefix + "says it is longer").constData()) << stored << u"long"_s;
        }
    }
    void damageCostsOneEntry()
    {
        QFETCH(bool, stored);
        QFETCH(QString, how);
        QByteArray data;
        for (int i = 0; i < 20'000; ++i)
            data += QByteArray::number(i * 7919) + ' ';
        ZipBuilder::Entry bad{.name = "bad.json", .data = data, .stored = stored};
        if (how == u"crc"_s)
            bad.saidCrc = 1;
        else if (how == u"short"_s)
            bad.saidSize = static_cast<quint32>(data.size() - 100);
        else if (how == u"long"_s)
            bad.saidSize = static_cast<quint32>(data.size() + 100);
        QByteArray bytes = ZipBuilder().add(bad).add("good.json", "[1]").bytes();
        if (how == u"flip"_s)
            bytes[5'000] = static_cast<char>(bytes[5'000] ^ 0x40);

        const auto archive = Archive::open(pathOf(bytes));
        QVERIFY(archive);
        const ArchiveEntry &entry = *(*archive)->find(u"bad.json"_s);
        const auto read = (*archive)->read(entry);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Input);
        QVERIFY(read.error().what.contains(u"bad.json"_s));

        const auto device = (*archive)->stream(entry);
        if (device) {
            qint64 got = 0;
            qint64 sum = 0;
            char buffer[4096];
            while ((got = (*device)->read(buffer, sizeof buffer)) > 0)
                sum += got;
            QCOMPARE(got, -1);
            QVERIFY(sum < entry.sizeBytes);
            QVERIFY(!(*device)->errorString().isEmpty());
        }
        QCOMPARE(*(*archive)->read(*(*archive)->find(u"good.json"_s)), "[1]"_ba);
    }

    void readsFromManyThreads()
    {
        ZipBuilder zip;
        for (int i = 0; i < 64; ++i)
            zip.add("d/" + QByteArray::number(i) + ".json", QByteArray::number(i).repeated(5'000));
        const auto archive = opened(zip);
        QVERIFY(archive);
        std::atomic<int> right = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (const ArchiveEntry &entry : archive->entries()) {
                    const QByteArray wanted = entry.name.chopped(5).toUtf8().repeated(5'000);
                    const auto whole = archive->read(entry);
                    const auto device = archive->stream(entry);
                    if (whole && *whole == wanted && device && (*device)->readAll() == wanted)
                        ++right;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(right.load(), 4 * 64);
    }

    void aStreamOutlivesItsArchive()
    {
        auto archive = opened(ZipBuilder().add("a.bin", QByteArray(100'000, 'x')));
        auto device = archive->stream(archive->entries().front());
        QVERIFY(device);
        archive.reset();
        QCOMPARE((*device)->readAll().size(), 100'000);
    }

    void theFingerprintTellsExportsApart()
    {
        const ZipBuilder zip = ZipBuilder().add("a.json", "[1]").add("b.json", "[2]");
        const QByteArray first = opened(zip)->fingerprint();
        QCOMPARE(first.size(), 32);
        QCOMPARE(opened(zip)->fingerprint(), first);
        QVERIFY(opened(ZipBuilder().add("a.json", "[3]").add("b.json", "[2]"))->fingerprint() != first);
        QVERIFY(opened(ZipBuilder().add("a.json", "[1]"))->fingerprint() != first);
    }

    void readsAFolderLikeAZip()
    {
        const QString folder = newFolder();
        put(folder + u"/Export/channels.json"_s, "[1]");
        put(folder + u"/Export/bu\u0308ro/2020-01-01.json"_s, "[2]");
        put(folder + u"/Export/general\\2020-01-02.json"_s, "[3]");
        put(folder + u"/Export/.DS_Store"_s, "junk");
        put(folder + u"/__MACOSX/Export/._channels.json"_s, "junk");
        const auto archive = Archive::open(folder);
        QVERIFY(archive);
        QVERIFY((*archive)->isFolder());
        QCOMPARE(names(**archive),
                 (QStringList{u"b\u00FCro/2020-01-01.json"_s, u"channels.json"_s, u"general/2020-01-02.json"_s}));
        const QByteArrayList wanted = {"[2]", "[1]", "[3]"};
        for (std::size_t i = 0; i < 3; ++i) {
            const ArchiveEntry &entry = (*archive)->entries().at(i);
            const auto bytes = (*archive)->read(entry);
            QVERIFY(bytes);
            QCOMPARE(*bytes, wanted.at(static_cast<qsizetype>(i)));
            QVERIFY(bytes->capacity() >= bytes->size() + 64);
            QCOMPARE((*(*archive)->stream(entry))->readAll(), wanted.at(static_cast<qsizetype>(i)));
        }
        QFile::remove(folder + u"/Export/channels.json"_s);
        const auto gone = (*archive)->read((*archive)->entries().at(1));
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, Error::Kind::File);
    }

    void aLinkThatLeavesTheFolderIsRefused()
    {
        const QString folder = newFolder();
        put(folder + u"/channels.json"_s, "[]");
        QVERIFY(QFile::link(u"/etc/hostname"_s, folder + u"/x.json"_s));
        const auto archive = Archive::open(folder);
        QVERIFY(!archive);
        QCOMPARE(archive.error().kind, Error::Kind::Input);
    }

    void aLoopOfLinksEnds()
    {
        const QString folder = newFolder();
        put(folder + u"/a/x.json"_s, "[]");
        put(folder + u"/channels.json"_s, "[]");
        QVERIFY(QFile::link(folder, folder + u"/a/again"_s));
        QVERIFY(QFile::link(folder + u"/channels.json"_s, folder + u"/a/y.json"_s));
        const auto archive = Archive::open(folder);
        QVERIFY(archive);
        QCOMPARE(names(**archive), (QStringList{u"a/x.json"_s, u"a/y.json"_s, u"channels.json"_s}));
    }

    void aFolderWithoutPermissionIsAFileError()
    {
        const QString folder = newFolder();
        put(folder + u"/channels.json"_s, "[]");
        put(folder + u"/closed/x.json"_s, "[]");
        QFile::setPermissions(folder + u"/closed"_s, QFileDevice::WriteOwner);
        // The superuser may read everything, so for this one look somebody else has to come.
        const bool isSuperuser = geteuid() == 0;
        if (isSuperuser) {
            QFile::setPermissions(m_dir.path(), QFile::permissions(m_dir.path()) | QFileDevice::ReadGroup |
                                                    QFileDevice::ExeGroup | QFileDevice::ReadOther |
                                                    QFileDevice::ExeOther);
            QCOMPARE(seteuid(65534), 0);
        }
        const auto archive = Archive::open(folder);
        if (isSuperuser)
            QCOMPARE(seteuid(0), 0);
        QFile::setPermissions(folder + u"/closed"_s,
                              QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        QVERIFY(!archive);
        QCOMPARE(archive.error().kind, Error::Kind::File);
        QVERIFY2(archive.error().what.contains(u"closed"_s), qPrintable(archive.error().what + archive.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
