// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ledgerwords.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace chatferry {

QString ledgerSentence(const QString &code)
{
    static const QHash<QString, const char *> all = {
        {u"author-by-app"_s, QT_TRANSLATE_NOOP("Ledger", "Written by the app, with the author's name in front")},
        {u"author-placeholder"_s,
         QT_TRANSLATE_NOOP("Ledger", "Written by the placeholder account, with the author's name in front")},
        {u"author-skipped"_s, QT_TRANSLATE_NOOP("Ledger", "Left out because its author is left out")},
        {u"reaction-unmapped"_s, QT_TRANSLATE_NOOP("Ledger", "Reaction of somebody without an account of their own")},
        {u"reaction-custom"_s, QT_TRANSLATE_NOOP("Ledger", "Reaction with an emoji that only the old chat has")},
        {u"reaction-unnamed"_s, QT_TRANSLATE_NOOP("Ledger", "Reaction whose person the export does not name")},
        {u"reaction-merged"_s, QT_TRANSLATE_NOOP("Ledger", "Reaction that one account gave twice, added once")},
        {u"file-hidden-by-limit"_s, QT_TRANSLATE_NOOP("Ledger", "File that the old chat hides on its plan")},
        {u"file-deleted"_s, QT_TRANSLATE_NOOP("Ledger", "File that was deleted in the old chat")},
        {u"file-access-denied"_s, QT_TRANSLATE_NOOP("Ledger", "File that the old chat withholds")},
        {u"file-no-address"_s, QT_TRANSLATE_NOOP("Ledger", "File without an address")},
        {u"file-not-found"_s, QT_TRANSLATE_NOOP("Ledger", "File that the old chat did not find")},
        {u"file-bad-address"_s, QT_TRANSLATE_NOOP("Ledger", "File whose address cannot be asked")},
        {u"file-refused"_s, QT_TRANSLATE_NOOP("Ledger", "File that the old chat refuses to give")},
        {u"file-login-page"_s, QT_TRANSLATE_NOOP("Ledger", "File in whose place the old chat sends a sign-in page")},
        {u"file-wrong-size"_s, QT_TRANSLATE_NOOP("Ledger", "File that comes with another size than the export says")},
        {u"file-not-fetched"_s, QT_TRANSLATE_NOOP("Ledger", "File on the old chat's servers that is not fetched yet")},
        {u"file-external-link"_s, QT_TRANSLATE_NOOP("Ledger", "File kept elsewhere, carried as its link")},
        {u"file-link"_s, QT_TRANSLATE_NOOP("Ledger", "File carried as its link")},
        {u"file-too-large"_s, QT_TRANSLATE_NOOP("Ledger", "File too large for the destination")},
        {u"file-by-choice"_s, QT_TRANSLATE_NOOP("Ledger", "File left out by choice")},
        {u"time-before-2000"_s, QT_TRANSLATE_NOOP("Ledger", "Dated before the year 2000, moved to its start")},
        {u"time-in-future"_s, QT_TRANSLATE_NOOP("Ledger", "Dated in the future, moved to the day of the import")},
        {u"time-before-root"_s, QT_TRANSLATE_NOOP("Ledger", "Reply dated before its thread, moved behind its start")},
        {u"also-in-channel"_s,
         QT_TRANSLATE_NOOP("Ledger", "Reply also shown in the channel, carried in its thread only")},
        {u"edited"_s, QT_TRANSLATE_NOOP("Ledger", "Edited message, carried as it is now without the mark")},
        {u"deleted-root"_s, QT_TRANSLATE_NOOP("Ledger", "Deleted first message of a thread, carried as a note")},
        {u"placeholder-root"_s,
         QT_TRANSLATE_NOOP("Ledger", "Thread whose first message is missing, given a note in its place")},
        {u"thread-continued"_s,
         QT_TRANSLATE_NOOP("Ledger", "Reply that opens a further thread because the first is full")},
        {u"split"_s, QT_TRANSLATE_NOOP("Ledger", "Long message, carried in parts")},
        {u"odd-content"_s, QT_TRANSLATE_NOOP("Ledger", "Message with a part that is shown as plain text")},
        {u"link-preview"_s, QT_TRANSLATE_NOOP("Ledger", "Link preview; the link itself is carried")},
        {u"pin"_s, QT_TRANSLATE_NOOP("Ledger", "Pinned message; the pin is not placed")},
        {u"canvas"_s, QT_TRANSLATE_NOOP("Ledger", "Canvas")},
        {u"bookmark"_s, QT_TRANSLATE_NOOP("Ledger", "Bookmark")},
        {u"list"_s, QT_TRANSLATE_NOOP("Ledger", "List")},
        {u"tab"_s, QT_TRANSLATE_NOOP("Ledger", "Channel tab")},
        {u"member-unmapped"_s, QT_TRANSLATE_NOOP("Ledger", "Member without an account")},
        {u"past-member-unmapped"_s, QT_TRANSLATE_NOOP("Ledger", "Past member without an account")},
        {u"range-excluded"_s, QT_TRANSLATE_NOOP("Ledger", "Outside the chosen dates")},
        {u"conversation-left"_s, QT_TRANSLATE_NOOP("Ledger", "In a conversation that stays behind")},
    };
    const char *text = all.value(code);
    return text ? QCoreApplication::translate("Ledger", text) : code;
}

} // namespace chatferry
