// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/layeredsource.h"

#include <memory>
#include <optional>

namespace chatferry {

class Project;

// The exports that a project is made from: the one that was scanned, and newer ones that changes came from.

/// A newer export as the project remembers it.
struct NewerExport
{
    QString path;
    QString fingerprint; ///< Hex.
};
std::vector<NewerExport> newerExports(Project &project);

/// Its layer in LayeredSource, from 1 on; a known one (by its fingerprint) keeps its number and gets the path anew.
/// Joins a running transaction. Errors: Precondition when there are too many.
Result<int> rememberExport(Project &project, const SourceDescription &description);

/// All of them as one. @p first: the scanned one, opened. Newer ones open when something of them is asked for.
std::shared_ptr<const Source> withNewerExports(Project &project, std::shared_ptr<const Source> first);

/// The newer export that was compared last, whose differences stand in the project.
std::optional<NewerExport> comparedExport(Project &project);
Result<void> setComparedExport(Project &project, const SourceDescription &description);

/// Opens an export and makes sure that it is the one with this fingerprint. Errors: those of Source::open(); Input.
Result<std::shared_ptr<const Source>> openExport(const NewerExport &wanted);

} // namespace chatferry
