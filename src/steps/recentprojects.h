// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <QList>
#include <QString>

#include <optional>

class QSettings;

namespace chatferry {

/// A project that was opened here once, as the list on the first page shows it without opening the file.
struct RecentProject
{
    QString path;
    QString name;
    bool rehearsal = false;
    QString standing;                  ///< "Import 61 %", "done"; as it was when it was open last.
    QString fingerprint = {};          ///< Of its export, hexadecimal; empty before one was read.
    std::optional<UtcTime> limit = {}; ///< The nearest one, while spaces are open.
    UtcTime opened{};

    friend bool operator==(const RecentProject &, const RecentProject &) = default;
};

/// The list of projects that were opened here, newest first. Kept by the program's settings, or in memory by tests.
class RecentProjects
{
public:
    virtual ~RecentProjects() = default;
    const QList<RecentProject> &all() const { return m_projects; }
    /// Puts it first; another entry of the same path goes.
    void put(const RecentProject &project);
    /// What is known of an entry changed; its place stays. Unknown paths are ignored.
    void update(const RecentProject &project);
    void forget(const QString &path);
    /// A real project (no rehearsal) of this export that is not at @p exceptPath; null when there is none.
    const RecentProject *sameExport(const QString &fingerprint, const QString &exceptPath) const;

protected:
    virtual void store() {}
    QList<RecentProject> m_projects;
};

/// The list in the program's settings.
class SettingsRecentProjects final : public RecentProjects
{
public:
    /// @p settings outlives this object.
    explicit SettingsRecentProjects(QSettings &settings);

protected:
    void store() override;

private:
    QSettings &m_settings;
};

} // namespace chatferry
