// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/recentprojects.h"

#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr qsizetype kMost = 20;

} // namespace

void RecentProjects::put(const RecentProject &project)
{
    m_projects.removeIf([&project](const RecentProject &one) { return one.path == project.path; });
    m_projects.prepend(project);
    if (m_projects.size() > kMost)
        m_projects.resize(kMost);
    store();
}

void RecentProjects::update(const RecentProject &project)
{
    const auto known = std::find_if(m_projects.begin(), m_projects.end(),
                                    [&project](const RecentProject &one) { return one.path == project.path; });
    if (known == m_projects.end() || *known == project)
        return;
    *known = project;
    store();
}

void RecentProjects::forget(const QString &path)
{
    if (m_projects.removeIf([&path](const RecentProject &one) { return one.path == path; }) > 0)
        store();
}

const RecentProject *RecentProjects::sameExport(const QString &fingerprint, const QString &exceptPath) const
{
    if (fingerprint.isEmpty())
        return nullptr;
    const auto found = std::find_if(m_projects.begin(), m_projects.end(), [&](const RecentProject &one) {
        return !one.rehearsal && one.fingerprint == fingerprint && one.path != exceptPath;
    });
    return found == m_projects.end() ? nullptr : &*found;
}

SettingsRecentProjects::SettingsRecentProjects(QSettings &settings)
    : m_settings(settings)
{
    const int count = m_settings.beginReadArray(u"recent"_s);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        RecentProject project;
        project.path = m_settings.value(u"path"_s).toString();
        project.name = m_settings.value(u"name"_s).toString();
        project.rehearsal = m_settings.value(u"rehearsal"_s).toBool();
        project.standing = m_settings.value(u"standing"_s).toString();
        project.fingerprint = m_settings.value(u"fingerprint"_s).toString();
        project.limit = fromRfc3339(m_settings.value(u"limit"_s).toString());
        project.opened = fromRfc3339(m_settings.value(u"opened"_s).toString()).value_or(UtcTime{});
        if (!project.path.isEmpty() && m_projects.size() < kMost)
            m_projects.append(project);
    }
    m_settings.endArray();
}

void SettingsRecentProjects::store()
{
    m_settings.remove(u"recent"_s);
    m_settings.beginWriteArray(u"recent"_s, static_cast<int>(m_projects.size()));
    for (qsizetype i = 0; i < m_projects.size(); ++i) {
        const RecentProject &project = m_projects[i];
        m_settings.setArrayIndex(static_cast<int>(i));
        m_settings.setValue(u"path"_s, project.path);
        m_settings.setValue(u"name"_s, project.name);
        m_settings.setValue(u"rehearsal"_s, project.rehearsal);
        m_settings.setValue(u"standing"_s, project.standing);
        m_settings.setValue(u"fingerprint"_s, project.fingerprint);
        m_settings.setValue(u"limit"_s, project.limit ? toRfc3339(*project.limit) : QString());
        m_settings.setValue(u"opened"_s, toRfc3339(project.opened));
    }
    m_settings.endArray();
}

} // namespace chatferry
