// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <chrono>
#include <vector>

namespace chatferry {

/// One limit: so many calls in a time, for the whole project or for each space of its own.
struct QuotaLimit
{
    enum class Scope { Project, Space };
    QString name; ///< "message.write", "space/message.create" ...: unique in its profile.
    Scope scope = Scope::Project;
    double calls = 0; ///< In each window.
    std::chrono::milliseconds window{1000};
};

/// The limits of one service, as data (resources/quota/*.json), which an admin may edit where Google raised one.
class QuotaProfile
{
public:
    /// Reads {"name":..., "limits":[{"name","scope":"project|space","calls","windowMs"}]}.
    /// Errors: Input naming the entry and what is wrong with it.
    static Result<QuotaProfile> fromJson(const QByteArray &json);
    /// No limits at all: for a simulator that enforces none.
    static QuotaProfile unlimited();

    const QString &name() const { return m_name; }
    const std::vector<QuotaLimit> &limits() const { return m_limits; }
    const QuotaLimit *find(const QString &name) const;

private:
    QString m_name;
    std::vector<QuotaLimit> m_limits;
};

/// What one call takes from a limit. For a limit of Scope::Space, the space of the operation it belongs to.
struct QuotaCost
{
    QString limit;
    double calls = 1;
};

} // namespace chatferry
