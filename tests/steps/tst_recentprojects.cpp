// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/recentprojects.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace chatferry;

namespace {

RecentProject project(const QString &path, const QString &fingerprint = {}, bool rehearsal = false)
{
    return {.path = path,
            .name = u"Northwind"_s,
            .rehearsal = rehearsal,
            .standing = u"Import"_s,
            .fingerprint = fingerprint,
            .limit = fromMicros(1'800'000'000'000'000),
            .opened = fromMicros(1'790'000'000'000'000)};
}

} // namespace

class TestRecentProjects : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void newestStandsFirstAndEachPathOnce();
    void theListIsBounded();
    void updateKeepsThePlaceAndIgnoresStrangers();
    void sameExportLeavesOutItselfAndRehearsals();
    void settingsGiveBackWhatWasKept();
};

void TestRecentProjects::newestStandsFirstAndEachPathOnce()
{
    RecentProjects recent;
    recent.put(project(u"/a"_s));
    recent.put(project(u"/b"_s));
    recent.put(project(u"/a"_s));
    QCOMPARE(recent.all().size(), 2);
    QCOMPARE(recent.all().first().path, u"/a"_s);
    recent.forget(u"/a"_s);
    QCOMPARE(recent.all().size(), 1);
}

void TestRecentProjects::theListIsBounded()
{
    RecentProjects recent;
    for (int i = 0; i < 50; ++i)
        recent.put(project(u"/%1"_s.arg(i)));
    QCOMPARE(recent.all().size(), 20);
    QCOMPARE(recent.all().first().path, u"/49"_s);
}

void TestRecentProjects::updateKeepsThePlaceAndIgnoresStrangers()
{
    RecentProjects recent;
    recent.put(project(u"/a"_s));
    recent.put(project(u"/b"_s));
    RecentProject later = project(u"/a"_s);
    later.standing = u"done"_s;
    recent.update(later);
    recent.update(project(u"/c"_s));
    QCOMPARE(recent.all().size(), 2);
    QCOMPARE(recent.all().last().standing, u"done"_s);
}

void TestRecentProjects::sameExportLeavesOutItselfAndRehearsals()
{
    RecentProjects recent;
    recent.put(project(u"/rehearsal"_s, u"f00"_s, true));
    recent.put(project(u"/mine"_s, u"f00"_s));
    QVERIFY(!recent.sameExport(u"f00"_s, u"/mine"_s));
    QVERIFY(!recent.sameExport({}, u"/x"_s));
    recent.put(project(u"/other"_s, u"f00"_s));
    const RecentProject *found = recent.sameExport(u"f00"_s, u"/mine"_s);
    QVERIFY(found);
    QCOMPARE(found->path, u"/other"_s);
}

void TestRecentProjects::settingsGiveBackWhatWasKept()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    {
        SettingsRecentProjects recent(settings);
        recent.put(project(u"/a"_s, u"f00"_s));
        recent.put(project(u"/b"_s, {}, true));
        recent.put(project(u"/c"_s));
        recent.forget(u"/c"_s);
    }
    SettingsRecentProjects again(settings);
    QCOMPARE(again.all().size(), 2);
    QCOMPARE(again.all().first(), project(u"/b"_s, {}, true));
    QCOMPARE(again.all().last(), project(u"/a"_s, u"f00"_s));
}

QTEST_GUILESS_MAIN(TestRecentProjects)
#include "tst_recentprojects.moc"
