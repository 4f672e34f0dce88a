// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report.h"
#include "report/reportfacts.h"
#include "report/reportwords.h"

#include "base/digest.h"
#include "store/metatable.h"
#include "store/project.h"

#include <QCoreApplication>
#include <QIODevice>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Report", text);
}

/// RFC 5545, 3.3.11.
QString escaped(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        if (c == u'\n')
            out += u"\\n"_s;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            out += u' ';
        else if (c == u'\\' || c == u';' || c == u',')
            out += QString(u'\\') + c;
        else
            out += c;
    }
    return out;
}

QString stamp(UtcTime time)
{
    QString text = toRfc3339(time).left(19);
    return text.remove(u'-').remove(u':') + u'Z';
}

/// Collects content lines, folded at 75 bytes (RFC 5545, 3.1).
class Calendar
{
public:
    void line(const QString &text)
    {
        QByteArray bytes = text.toUtf8();
        qsizetype most = 75;
        while (bytes.size() > most) {
            qsizetype cut = most;
            while ((static_cast<uchar>(bytes[cut]) & 0xC0) == 0x80)
                --cut;
            m_bytes += bytes.left(cut) + "\r\n ";
            bytes = bytes.sliced(cut);
            most = 74;
        }
        m_bytes += bytes + "\r\n";
    }
    const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

void addAlarm(Calendar &calendar, const QString &before, const QString &text)
{
    calendar.line(u"BEGIN:VALARM"_s);
    calendar.line(u"ACTION:DISPLAY"_s);
    calendar.line(u"TRIGGER:-"_s + before);
    calendar.line(u"DESCRIPTION:"_s + escaped(text));
    calendar.line(u"END:VALARM"_s);
}

} // namespace

Result<void> writeDeadlines(Project &project, QIODevice &device)
{
    const ReportFacts facts = ReportFacts::read(project);
    const QByteArray salt = MetaTable(project).projectKey().toUtf8();
    const QString now = stamp(project.clock().nowUtc());

    Calendar calendar;
    calendar.line(u"BEGIN:VCALENDAR"_s);
    calendar.line(u"VERSION:2.0"_s);
    calendar.line(u"PRODID:-//Chatferry//Limits//EN"_s);
    for (const ConversationReport &report : facts.conversations) {
        for (const SpaceRow &space : report.spaces) {
            if (!space.limit || space.stage > SpaceRow::Stage::Reconciled)
                continue;
            const QString title = (facts.isRehearsal ? say("Rehearsal: import of \"%1\" must be completed")
                                                     : say("Import of \"%1\" must be completed"))
                                      .arg(space.displayName);
            calendar.line(u"BEGIN:VEVENT"_s);
            const QByteArray id = digest({salt, QByteArray::number(space.id)}).toHex().left(32);
            calendar.line(u"UID:"_s + QString::fromLatin1(id) + u"@chatferry"_s);
            calendar.line(u"DTSTAMP:"_s + now);
            calendar.line(u"DTSTART:"_s + stamp(*space.limit));
            calendar.line(u"SUMMARY:"_s + escaped(title));
            QString description = say("Project %1, stage %2. After this moment the service may delete the space.")
                                      .arg(facts.projectName, keyAsWords(stageName(space.stage)));
            if (space.expiry)
                description += u'\n' + say("The service itself names %1.").arg(reportMoment(space.expiry));
            calendar.line(u"DESCRIPTION:"_s + escaped(description));
            addAlarm(calendar, u"P7D"_s, title);
            addAlarm(calendar, u"P1D"_s, title);
            addAlarm(calendar, u"PT1H"_s, title);
            calendar.line(u"END:VEVENT"_s);
        }
    }
    calendar.line(u"END:VCALENDAR"_s);
    if (project.readFailure())
        return *project.readFailure();
    if (device.write(calendar.bytes()) != calendar.bytes().size())
        return Error{.kind = Error::Kind::File, .what = say("The calendar file could not be written.")};
    return {};
}

} // namespace chatferry
