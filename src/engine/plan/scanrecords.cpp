// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/scanrecords.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace chatferry {

void mergePerson(QHash<PersonId, Person> &known, const Person &person)
{
    const auto found = known.find(person.id);
    if (found == known.end()) {
        known.insert(person.id, person);
        return;
    }
    Person &there = *found;
    if (there.kind == Person::Kind::Unknown) {
        there.kind = person.kind;
        there.active = person.active;
    }
    if ((there.name.isEmpty() || there.name == there.id.value) && !person.name.isEmpty())
        there.name = person.name;
    if (there.handle.isEmpty())
        there.handle = person.handle;
    if (there.email.isEmpty())
        there.email = person.email;
}

QString problemsJson(const std::vector<Problem> &problems)
{
    QJsonArray array;
    for (const Problem &problem : problems)
        array.append(QJsonArray{int(problem.severity), problem.code, problem.where, problem.text});
    return array.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::vector<Problem> problemsFromJson(const QString &json)
{
    std::vector<Problem> problems;
    for (const QJsonValue &value : QJsonDocument::fromJson(json.toUtf8()).array())
        problems.push_back(
            {Problem::Severity(value[0].toInt()), value[1].toString(), value[2].toString(), value[3].toString()});
    return problems;
}

QString leftoversJson(const std::vector<Leftover> &leftovers)
{
    QJsonArray array;
    for (const Leftover &leftover : leftovers)
        array.append(QJsonArray{leftover.kind, leftover.name});
    return array.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::vector<Leftover> leftoversFromJson(const QString &json)
{
    std::vector<Leftover> leftovers;
    for (const QJsonValue &value : QJsonDocument::fromJson(json.toUtf8()).array())
        leftovers.push_back({value[0].toString(), value[1].toString()});
    return leftovers;
}

} // namespace chatferry
