// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/spacenames.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace chatferry {

QString cutText(const QString &text, int most)
{
    if (text.size() <= most)
        return text;
    qsizetype keep = most - 1;
    if (keep > 0 && text.at(keep - 1).isHighSurrogate())
        --keep;
    return text.left(keep) + u'…';
}

QString plainSpaceName(const Conversation &conversation, const QHash<QString, QString> &people)
{
    const bool talk =
        conversation.kind == Conversation::Kind::Direct || conversation.kind == Conversation::Kind::GroupDirect;
    if (talk) {
        QStringList names;
        for (const PersonId &member : conversation.members) {
            const QString name = people.value(member.value, member.value);
            if (!names.contains(name))
                names << name;
        }
        if (!names.isEmpty())
            return names.join(", "_L1);
    }
    return conversation.name.isEmpty() ? conversation.id.value : conversation.name;
}

QString SpaceNames::give(const QString &wanted)
{
    QString name = cutText(wanted, m_most);
    for (int number = 2; m_taken.contains(name.toCaseFolded()); ++number) {
        const QString suffix = u" (%1)"_s.arg(number);
        name = cutText(wanted, m_most - int(suffix.size())) + suffix;
    }
    reserve(name);
    return name;
}

} // namespace chatferry
