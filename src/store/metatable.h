// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace chatferry {

class Project;

/// Single values: "name", "destination", "source.path", "source.fingerprint", "plan.settings" (JSON), "rehearsal" ...
class MetaTable
{
public:
    explicit MetaTable(Project &project);
    QString value(const QString &key) const; ///< Empty when absent.
    Result<void> setValue(const QString &key, const QString &value);
    /// A random key of 32 hex digits made with the project: the salt of everything derived from it.
    QString projectKey() const;

private:
    Project *m_project;
};

} // namespace chatferry
