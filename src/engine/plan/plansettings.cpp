// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/plansettings.h"

#include <QCoreApplication>
#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("PlanSettings", text);
}

Error wrong(const QString &key, const QString &what)
{
    return {.kind = Error::Kind::Input,
            .what = say(QT_TRANSLATE_NOOP("PlanSettings", "The settings are wrong at \"%1\": %2.")).arg(key, what),
            .remedy = say(QT_TRANSLATE_NOOP("PlanSettings", "Correct this key in the settings file."))};
}

template<typename Value>
struct Word
{
    QLatin1StringView word;
    Value value;
};

using Policy = PlanSettings::Policy;
constexpr std::array<Word<Policy>, 5> kPolicies{{{"map"_L1, Policy::Map},
                                                 {"app"_L1, Policy::App},
                                                 {"placeholder"_L1, Policy::Placeholder},
                                                 {"skip"_L1, Policy::Skip},
                                                 {"ask"_L1, Policy::Undecided}}};
constexpr std::array<Word<PlanSettings::DirectTalks>, 3> kDirectTalks{{{"ask"_L1, PlanSettings::DirectTalks::Ask},
                                                                       {"move"_L1, PlanSettings::DirectTalks::Move},
                                                                       {"leave"_L1, PlanSettings::DirectTalks::Leave}}};
constexpr std::array<Word<PlanSettings::FilesWay>, 3> kFilesWays{{{"drive"_L1, PlanSettings::FilesWay::Drive},
                                                                  {"link"_L1, PlanSettings::FilesWay::Link},
                                                                  {"none"_L1, PlanSettings::FilesWay::None}}};
using Choice = ConversationRow::Choice;
constexpr std::array<Word<Choice>, 3> kIncludes{
    {{"move"_L1, Choice::Move}, {"leave"_L1, Choice::Leave}, {"empty"_L1, Choice::EmptySpace}}};
constexpr std::array<Word<bool>, 2> kTypes{{{"space"_L1, false}, {"group-chat"_L1, true}}};
constexpr std::array<Word<bool>, 2> kSplits{{{"none"_L1, false}, {"year"_L1, true}}};

template<typename Value, size_t N>
QString wordOf(const std::array<Word<Value>, N> &words, Value value)
{
    for (const Word<Value> &word : words) {
        if (word.value == value)
            return word.word;
    }
    return {};
}

template<typename Value, size_t N>
QString listed(const std::array<Word<Value>, N> &words)
{
    QStringList all;
    for (const Word<Value> &word : words)
        all << u'"' + word.word + u'"';
    return all.join(", "_L1);
}

/// Reads the keys of one JSON object one after the other and remembers the first thing that is wrong.
class Reader
{
public:
    Reader(QJsonObject object, QString where)
        : m_object(std::move(object))
        , m_where(std::move(where))
    {
    }

    bool has(QLatin1StringView key)
    {
        m_known << key;
        return !m_error && m_object.contains(key) && !m_object.value(key).isNull();
    }
    QJsonValue value(QLatin1StringView key) const { return m_object.value(key); }
    void fail(QLatin1StringView key, const QString &what)
    {
        if (!m_error)
            m_error = wrong(m_where + key, what);
    }

    template<typename Value, size_t N, typename Out>
    void word(QLatin1StringView key, const std::array<Word<Value>, N> &words, Out &out)
    {
        if (!has(key))
            return;
        const QString text = value(key).toString();
        for (const Word<Value> &word : words) {
            if (word.word == text) {
                out = word.value;
                return;
            }
        }
        fail(key, say(QT_TRANSLATE_NOOP("PlanSettings", "it must be one of %1")).arg(listed(words)));
    }
    template<typename Out>
    void flag(QLatin1StringView key, Out &out)
    {
        if (!has(key))
            return;
        if (value(key).isBool())
            out = value(key).toBool();
        else
            fail(key, say(QT_TRANSLATE_NOOP("PlanSettings", "it must be true or false")));
    }
    void text(QLatin1StringView key, QString &out)
    {
        if (!has(key))
            return;
        if (value(key).isString())
            out = value(key).toString().trimmed();
        else
            fail(key, say(QT_TRANSLATE_NOOP("PlanSettings", "it must be a text")));
    }
    void days(QLatin1StringView key, int least, int most, int &out)
    {
        if (!has(key))
            return;
        const double number = value(key).toDouble(-1);
        if (number < least || number > most || number != std::floor(number))
            fail(
                key,
                say(QT_TRANSLATE_NOOP("PlanSettings", "it must be a whole number from %1 to %2")).arg(least).arg(most));
        else
            out = int(number);
    }
    void moment(QLatin1StringView key, std::optional<UtcTime> &out)
    {
        if (!has(key))
            return;
        const QString text = value(key).toString();
        out = fromRfc3339(text);
        if (const QDate day = QDate::fromString(text, Qt::ISODate); !out && day.isValid() && text.size() == 10)
            out = UtcTime(std::chrono::milliseconds(day.startOfDay(Qt::UTC).toMSecsSinceEpoch()));
        if (!out)
            fail(key, say(QT_TRANSLATE_NOOP("PlanSettings",
                                            "it must be a day (2021-03-04) or a time (2021-03-04T05:06:07Z)")));
    }
    void hour(QLatin1StringView key, QTime &out)
    {
        if (has(key))
            out = QTime::fromString(value(key).toString(), u"HH:mm"_s);
        if (!out.isValid())
            fail(key, say(QT_TRANSLATE_NOOP("PlanSettings", "it must be a time of day such as 20:00")));
    }

    std::optional<Error> finish()
    {
        for (const QString &key : m_object.keys()) {
            if (!m_error && !m_known.contains(key))
                m_error = wrong(m_where + key, say(QT_TRANSLATE_NOOP("PlanSettings", "this key is unknown")));
        }
        return m_error;
    }

private:
    QJsonObject m_object;
    QString m_where;
    QStringList m_known;
    std::optional<Error> m_error;
};

Result<PlanSettings::ConversationChoice> readChoice(const QJsonValue &value, int number)
{
    const QString where = u"conversations[%1]"_s.arg(number);
    if (!value.isObject())
        return wrong(where, say(QT_TRANSLATE_NOOP("PlanSettings", "it must be an object")));
    PlanSettings::ConversationChoice choice;
    Reader reader(value.toObject(), where + u'.');
    reader.text("conversation"_L1, choice.conversation);
    if (choice.conversation.isEmpty())
        reader.fail("conversation"_L1,
                    say(QT_TRANSLATE_NOOP("PlanSettings", "the name or id of the conversation is missing")));
    if (reader.has("include"_L1) && reader.value("include"_L1).isBool())
        choice.choice = reader.value("include"_L1).toBool() ? Choice::Move : Choice::Leave;
    else
        reader.word("include"_L1, kIncludes, choice.choice);
    reader.text("name"_L1, choice.name);
    reader.word("type"_L1, kTypes, choice.groupChat);
    reader.flag("external"_L1, choice.externalAllowed);
    reader.moment("from"_L1, choice.from);
    reader.moment("to"_L1, choice.to);
    reader.word("split"_L1, kSplits, choice.splitByYear);
    if (choice.from && choice.to && *choice.from >= *choice.to)
        reader.fail("to"_L1, say(QT_TRANSLATE_NOOP("PlanSettings", "it must be later than \"from\"")));
    if (const auto error = reader.finish())
        return *error;
    return choice;
}

QJsonObject choiceJson(const PlanSettings::ConversationChoice &choice)
{
    QJsonObject json{{u"conversation"_s, choice.conversation}};
    if (choice.choice)
        json.insert("include"_L1, wordOf(kIncludes, *choice.choice));
    if (!choice.name.isEmpty())
        json.insert("name"_L1, choice.name);
    if (choice.groupChat)
        json.insert("type"_L1, wordOf(kTypes, *choice.groupChat));
    if (choice.externalAllowed)
        json.insert("external"_L1, *choice.externalAllowed);
    if (choice.from)
        json.insert("from"_L1, toRfc3339(*choice.from));
    if (choice.to)
        json.insert("to"_L1, toRfc3339(*choice.to));
    if (choice.splitByYear)
        json.insert("split"_L1, wordOf(kSplits, true));
    return json;
}

} // namespace

QJsonObject PlanSettings::toJson() const
{
    QJsonObject json{{u"departed"_s, wordOf(kPolicies, departed)},
                     {u"guests"_s, wordOf(kPolicies, guests)},
                     {u"bots"_s, wordOf(kPolicies, bots)},
                     {u"unknown"_s, wordOf(kPolicies, unknown)},
                     {u"directTalks"_s, wordOf(kDirectTalks, directTalks)},
                     {u"filesWay"_s, wordOf(kFilesWays, files)},
                     {u"addInferredPastMembers"_s, addInferredPastMembers},
                     {u"removeHelper"_s, removeHelper},
                     {u"windowDays"_s, windowDays},
                     {u"reviewDays"_s, reviewDays},
                     {u"bytesPerSecond"_s, bytesPerSecond}};
    if (!placeholderEmail.isEmpty())
        json.insert("placeholderEmail"_L1, placeholderEmail);
    if (runFrom.isValid() && runTo.isValid())
        json.insert("runningHours"_L1,
                    QJsonObject{{u"from"_s, runFrom.toString(u"HH:mm"_s)}, {u"to"_s, runTo.toString(u"HH:mm"_s)}});
    if (pilotConversation != 0)
        json.insert("pilot"_L1, pilotConversation);
    else if (!pilotName.isEmpty())
        json.insert("pilot"_L1, pilotName);
    QJsonArray choices;
    for (const ConversationChoice &choice : conversations)
        choices.append(choiceJson(choice));
    if (!choices.isEmpty())
        json.insert("conversations"_L1, choices);
    return json;
}

Result<PlanSettings> PlanSettings::fromJson(const QByteArray &json)
{
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsing);
    if (!document.isObject())
        return wrong(say(QT_TRANSLATE_NOOP("PlanSettings", "character %1")).arg(parsing.offset),
                     say(QT_TRANSLATE_NOOP("PlanSettings", "this is not a JSON object")));
    PlanSettings settings;
    Reader reader(document.object(), {});
    reader.word("departed"_L1, kPolicies, settings.departed);
    reader.word("guests"_L1, kPolicies, settings.guests);
    reader.word("bots"_L1, kPolicies, settings.bots);
    reader.word("unknown"_L1, kPolicies, settings.unknown);
    reader.text("placeholderEmail"_L1, settings.placeholderEmail);
    settings.placeholderEmail = settings.placeholderEmail.toLower();
    if (!settings.placeholderEmail.isEmpty() && !settings.placeholderEmail.contains(u'@'))
        reader.fail("placeholderEmail"_L1, say(QT_TRANSLATE_NOOP("PlanSettings", "it must be a mail address")));
    reader.word("directTalks"_L1, kDirectTalks, settings.directTalks);
    reader.word("filesWay"_L1, kFilesWays, settings.files);
    reader.flag("addInferredPastMembers"_L1, settings.addInferredPastMembers);
    reader.flag("removeHelper"_L1, settings.removeHelper);
    reader.days("windowDays"_L1, 1, 366, settings.windowDays);
    reader.days("reviewDays"_L1, 0, 366, settings.reviewDays);
    if (reader.has("bytesPerSecond"_L1)) {
        settings.bytesPerSecond = reader.value("bytesPerSecond"_L1).toDouble();
        if (!(settings.bytesPerSecond >= 1))
            reader.fail("bytesPerSecond"_L1, say(QT_TRANSLATE_NOOP("PlanSettings", "it must be a number above 0")));
    }
    if (reader.has("runningHours"_L1)) {
        Reader hours(reader.value("runningHours"_L1).toObject(), u"runningHours."_s);
        hours.hour("from"_L1, settings.runFrom);
        hours.hour("to"_L1, settings.runTo);
        if (settings.runFrom.isValid() && settings.runFrom == settings.runTo)
            hours.fail("to"_L1, say(QT_TRANSLATE_NOOP("PlanSettings", "it must differ from \"from\"")));
        if (const auto error = hours.finish())
            return *error;
    }
    if (reader.has("pilot"_L1)) {
        const QJsonValue pilot = reader.value("pilot"_L1);
        if (pilot.isString())
            settings.pilotName = pilot.toString();
        else if (pilot.isDouble() && pilot.toInteger(-1) >= 0)
            settings.pilotConversation = pilot.toInteger();
        else
            reader.fail("pilot"_L1,
                        say(QT_TRANSLATE_NOOP("PlanSettings", "it must be the name or id of a conversation")));
    }
    if (reader.has("conversations"_L1)) {
        if (!reader.value("conversations"_L1).isArray())
            reader.fail("conversations"_L1, say(QT_TRANSLATE_NOOP("PlanSettings", "it must be a list")));
        int number = 0;
        for (const QJsonValue &value : reader.value("conversations"_L1).toArray()) {
            auto choice = readChoice(value, number++);
            if (!choice)
                return choice.error();
            settings.conversations.push_back(std::move(choice).value());
        }
    }
    if (const auto error = reader.finish())
        return *error;
    return settings;
}

} // namespace chatferry
