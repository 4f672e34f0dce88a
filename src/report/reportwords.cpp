// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/reportwords.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace chatferry {

QString accountStateName(PersonRow::AccountState state)
{
    switch (state) {
    case PersonRow::AccountState::Unknown:
        return u"unknown"_s;
    case PersonRow::AccountState::Active:
        return u"active"_s;
    case PersonRow::AccountState::Suspended:
        return u"suspended"_s;
    case PersonRow::AccountState::Missing:
        return u"missing"_s;
    }
    return {};
}

QString fateName(LedgerRow::Fate fate)
{
    return fate == LedgerRow::Fate::Left ? u"left"_s : u"adapted"_s;
}

QString reportMoment(const std::optional<UtcTime> &time)
{
    if (!time)
        return {};
    QString text = toRfc3339(*time).left(19);
    text[10] = u' ';
    return text + u" UTC"_s;
}

QString setAsideSentence(const QString &reason)
{
    static const QHash<QString, const char *> all = {
        {u"unreadable"_s, QT_TRANSLATE_NOOP("Report", "Damaged record")},
        {u"not-a-message"_s, QT_TRANSLATE_NOOP("Report", "Record that is no message")},
        {u"no-time"_s, QT_TRANSLATE_NOOP("Report", "Record without a time")},
        {u"duplicate"_s, QT_TRANSLATE_NOOP("Report", "The same message again")},
        {u"edit-log"_s, QT_TRANSLATE_NOOP("Report", "Note about an edit or a deletion")},
        {u"join"_s, QT_TRANSLATE_NOOP("Report", "Somebody came; kept as membership")},
        {u"leave"_s, QT_TRANSLATE_NOOP("Report", "Somebody left; kept as membership")},
        {u"channel-state"_s, QT_TRANSLATE_NOOP("Report", "Change of the conversation: name, topic, pins, archiving")},
        {u"system"_s, QT_TRANSLATE_NOOP("Report", "Notice of the old chat itself")},
        {u"call"_s, QT_TRANSLATE_NOOP("Report", "Notice of a call")},
        {u"deleted"_s, QT_TRANSLATE_NOOP("Report", "Remains of a deleted message without replies")},
        {u"broadcast-shell"_s, QT_TRANSLATE_NOOP("Report", "Empty copy of a reply that is carried in its thread")},
        {u"unknown-subtype"_s, QT_TRANSLATE_NOOP("Report", "Record of an unknown kind without any content")},
    };
    const char *text = all.value(reason);
    return text ? QCoreApplication::translate("Report", text) : reason;
}

QString keyAsWords(const QString &key)
{
    return QString(key).replace(u'-', u' ');
}

QString reportNumber(qint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

} // namespace chatferry
