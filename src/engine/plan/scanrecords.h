// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/conversation.h"
#include "model/person.h"
#include "model/problem.h"

#include <QHash>
#include <QString>

#include <vector>

namespace chatferry {

// Small things that the scanner keeps. Internal to this folder.

/// Adds what @p person tells: a list's entry stays, gaps are filled, "unknown" gives way to any other kind.
void mergePerson(QHash<PersonId, Person> &known, const Person &person);

QString problemsJson(const std::vector<Problem> &problems);
std::vector<Problem> problemsFromJson(const QString &json);
QString leftoversJson(const std::vector<Leftover> &leftovers);
std::vector<Leftover> leftoversFromJson(const QString &json);

} // namespace chatferry
