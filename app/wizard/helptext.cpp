// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wizard/helptext.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace chatferry {

QString helpText(const QString &stepKey)
{
    static const QHash<QString, const char *> all = {
        {u"start"_s,
         QT_TRANSLATE_NOOP("Help", "A rehearsal walks every step against a stand-in on this computer. A real "
                                   "project reaches Google only where a button says so. Everything is kept "
                                   "in one project file, which is always current: there is no Save.")},
        {u"source"_s,
         QT_TRANSLATE_NOOP("Help", "Every record of the export is counted: what is to be carried plus what is "
                                   "set aside is all that was read. Ask the old chat's owner for an export "
                                   "with private channels if they are missing.")},
        {u"files"_s, QT_TRANSLATE_NOOP("Help", "Links to files stop working when the old chat is closed, so fetch them "
                                               "first. They are kept beside the project until they are uploaded.")},
        {u"connect"_s,
         QT_TRANSLATE_NOOP("Help", "You need a service account with domain-wide delegation and the address "
                                   "of an administrator. The checks go link by link; the last one makes a "
                                   "hidden space, writes to it and deletes it.")},
        {u"people"_s,
         QT_TRANSLATE_NOOP("Help", "People with an account write under their own name. For all others choose "
                                   "what happens: the app writes with the name in front, or the messages "
                                   "stay behind. A map can be saved, edited in a spreadsheet and read again.")},
        {u"conversations"_s,
         QT_TRANSLATE_NOOP("Help", "Each conversation becomes a space. Whether outside people can ever "
                                   "be let in is fixed when the space is made.")},
        {u"forecast"_s,
         QT_TRANSLATE_NOOP("Help", "The forecast counts with Google's quotas. The ledger lists everything "
                                   "that arrives changed or stays behind; read it before you accept.")},
        {u"create"_s,
         QT_TRANSLATE_NOOP("Help", "Spaces are made hidden. From the first attempt on a clock runs: a space "
                                   "that is not completed in time is deleted by Google with everything in "
                                   "it. Until then it can be rolled back.")},
        {u"import"_s, QT_TRANSLATE_NOOP("Help", "Pause and close whenever you like: it goes on from the same message. "
                                                "Nothing is written twice.")},
        {u"validate"_s, QT_TRANSLATE_NOOP("Help", "Reads only. Each message is compared by time, author, thread, text, "
                                                  "files and reactions.")},
        {u"reconcile"_s,
         QT_TRANSLATE_NOOP("Help", "Changes are applied by the identity that wrote the message, and the "
                                   "space is validated again. Deletions are never ticked beforehand.")},
        {u"complete"_s,
         QT_TRANSLATE_NOOP("Help", "Completing cannot be undone, by Chatferry or by Google. Close the old "
                                   "chat for writing first, or bring in a newer export.")},
        {u"grant"_s,
         QT_TRANSLATE_NOOP("Help", "People see a space from the moment they are added. The files of a space "
                                   "are shared with its members.")},
        {u"report"_s,
         QT_TRANSLATE_NOOP("Help", "The report is a folder with a page, tables and a calendar of limits. Keep "
                                   "it: Google does not mark imported spaces.")},
    };
    const char *text = all.value(stepKey);
    return text ? QCoreApplication::translate("Help", text) : QString();
}

} // namespace chatferry
