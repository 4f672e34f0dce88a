// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"

#include "sources/inspector.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace chatferry {

ExitCode inspectCommand(const QStringList &arguments)
{
    const auto words = [](const char *text) { return QCoreApplication::translate("InspectCommand", text); };
    Arguments line(u"inspect"_s, words("Says what an export holds; changes nothing."), {u"EXPORT"_s});
    line.option(u"json"_s, words("Prints JSON."));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto source = Source::open(line.positional(0));
    if (!source) {
        Console::complain(source.error());
        return exitCodeFor(source.error());
    }
    const auto inspection = inspect(**source, {}, {});
    if (!inspection) {
        Console::complain(inspection.error());
        return exitCodeFor(inspection.error());
    }
    const QJsonObject json = toJson(*inspection);
    if (line.isSet(u"json"_s)) {
        Console::result(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Indented)).trimmed());
        return ExitCode::AllDone;
    }
    const QLocale locale;
    const auto count = [&locale](const QJsonObject &object, const QString &key) {
        return locale.toString(object.value(key).toInteger());
    };
    const SourceDescription &description = (*source)->description();
    const QJsonObject totals = json.value(u"totals"_s).toObject();
    Console::result(description.formatName + u", "_s + description.variantName);
    Console::result(words("%1 messages, %2 replies in %3 threads, %4 reactions, %5 files")
                        .arg(count(totals, u"messages"_s), count(totals, u"replies"_s), count(totals, u"threads"_s),
                             count(totals, u"reactions"_s), count(totals, u"attachments"_s)));
    const QJsonArray conversations = json.value(u"conversations"_s).toArray();
    for (const QJsonValue &value : conversations) {
        const QJsonObject one = value.toObject();
        const QString name = one.value(u"name"_s).toString();
        Console::result(words("  %1 (%2): %3 messages")
                            .arg(name.isEmpty() ? one.value(u"id"_s).toString() : name, one.value(u"kind"_s).toString(),
                                 count(one, u"messages"_s)));
    }
    const QJsonArray skipped = json.value(u"skipped"_s).toArray();
    for (const QJsonValue &value : skipped)
        Console::result(words("  set aside: %1 x %2")
                            .arg(count(value.toObject(), u"count"_s), value.toObject().value(u"reason"_s).toString()));
    const QJsonArray problems = json.value(u"problems"_s).toArray();
    for (const QJsonValue &value : problems) {
        const QJsonObject one = value.toObject();
        Console::result(one.value(u"severity"_s).toString() + u": "_s + one.value(u"where"_s).toString() + u' ' +
                        one.value(u"text"_s).toString());
    }
    return ExitCode::AllDone;
}

} // namespace chatferry
