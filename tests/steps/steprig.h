// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/wiring/googlewiring.h"
#include "base/clock.h"
#include "steps/recentprojects.h"
#include "steps/workbench.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace chatferry {

/// Recent projects that nobody keeps.
class MemoryRecentProjects final : public RecentProjects
{
};

/// A workbench over projects in a folder of its own, with the sample at hand. Waiting is bounded.
class StepRig
{
public:
    QTemporaryDir folder;
    SystemClock clock;
    MemoryRecentProjects recent;
    Workbench bench{googleChatFactory(clock, googleChatQuotas()), clock};

    static QString sample() { return QStringLiteral(CHATFERRY_SOURCE_DIR "/resources/sample/northwind-slack.zip"); }
    static QByteArray samplePeople()
    {
        QFile file(QStringLiteral(CHATFERRY_SOURCE_DIR "/resources/sample/people.csv"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString path(const QString &name) const { return folder.filePath(name); }
    /// A file in the folder; answers its path.
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
    }

    bool createProject(const QString &name = QStringLiteral("project.chatferry"))
    {
        return bool(bench.createProject(path(name), QStringLiteral("Northwind"), QStringLiteral("google-chat")));
    }
    /// Reads an export to its end, whatever that is.
    bool scan(const QString &exportPath)
    {
        bench.session().scan(exportPath);
        return waitFor([this] { return bench.lastEnd(Activity::Scan).has_value(); });
    }
    bool createScanned(const QString &name = QStringLiteral("project.chatferry"))
    {
        return createProject(name) && scan(sample()) && waitFor([this] { return bench.isScanned(); });
    }
    /// A rehearsal with the sample, read, with its stand-in running.
    bool createRehearsal()
    {
        return bench.createRehearsal(path(QStringLiteral("rehearsal.chatferry")), sample(), samplePeople()) &&
               waitFor([this] { return bench.isScanned() && bench.world(); });
    }
    /// Until @p holds, at most 20 seconds.
    template<typename Condition>
    static bool waitFor(Condition holds)
    {
        return QTest::qWaitFor(holds, 20'000);
    }
};

} // namespace chatferry
