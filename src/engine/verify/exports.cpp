// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/exports.h"

#include "store/metatable.h"
#include "store/project.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr QLatin1StringView kNewer("source.newer");
constexpr QLatin1StringView kCompared("source.compared");

QJsonArray jsonOf(const NewerExport &one)
{
    return {one.path, one.fingerprint};
}

NewerExport exportOf(const QJsonValue &value)
{
    return {value[0].toString(), value[1].toString()};
}

NewerExport exportOf(const SourceDescription &description)
{
    return {description.path, QString::fromLatin1(description.fingerprint.toHex())};
}

QString compact(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

} // namespace

std::vector<NewerExport> newerExports(Project &project)
{
    std::vector<NewerExport> all;
    for (const QJsonValue &value : QJsonDocument::fromJson(MetaTable(project).value(kNewer).toUtf8()).array())
        all.push_back(exportOf(value));
    return all;
}

Result<int> rememberExport(Project &project, const SourceDescription &description)
{
    std::vector<NewerExport> all = newerExports(project);
    const NewerExport wanted = exportOf(description);
    auto known = std::find_if(all.begin(), all.end(),
                              [&](const NewerExport &one) { return one.fingerprint == wanted.fingerprint; });
    if (known == all.end()) {
        if (all.size() >= LayeredSource::kMostLayers) {
            return Error{
                .kind = Error::Kind::Precondition,
                .what = QCoreApplication::translate("Reconciler", "This project has had too many newer exports."),
                .remedy = QCoreApplication::translate("Reconciler", "Complete its spaces and begin a new project.")};
        }
        known = all.insert(all.end(), wanted);
    }
    known->path = wanted.path;
    QJsonArray array;
    for (const NewerExport &one : all)
        array.append(jsonOf(one));
    const int layer = static_cast<int>(known - all.begin()) + 1;
    if (const auto kept = MetaTable(project).setValue(kNewer, compact(array)); !kept)
        return kept.error();
    return layer;
}

std::shared_ptr<const Source> withNewerExports(Project &project, std::shared_ptr<const Source> first)
{
    const std::vector<NewerExport> newer = newerExports(project);
    if (newer.empty())
        return first;
    auto all = std::make_shared<LayeredSource>(std::move(first));
    for (const NewerExport &one : newer)
        all->add([one] { return openExport(one); });
    return all;
}

std::optional<NewerExport> comparedExport(Project &project)
{
    const QString json = MetaTable(project).value(kCompared);
    if (json.isEmpty())
        return {};
    return exportOf(QJsonValue(QJsonDocument::fromJson(json.toUtf8()).array()));
}

Result<void> setComparedExport(Project &project, const SourceDescription &description)
{
    return MetaTable(project).setValue(kCompared, compact(jsonOf(exportOf(description))));
}

Result<std::shared_ptr<const Source>> openExport(const NewerExport &wanted)
{
    auto opened = Source::open(wanted.path);
    if (!opened)
        return opened.error();
    if (QString::fromLatin1((*opened)->description().fingerprint.toHex()) != wanted.fingerprint) {
        return Error{
            .kind = Error::Kind::Input,
            .what = QCoreApplication::translate("Reconciler", "“%1” is not the export it was when it was compared.")
                        .arg(wanted.path),
            .remedy = QCoreApplication::translate("Reconciler", "Compare with the newer export again.")};
    }
    return std::shared_ptr<const Source>(std::move(opened).value());
}

} // namespace chatferry
