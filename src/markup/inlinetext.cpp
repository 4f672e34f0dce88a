// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/inlinetext.h"

#include "markup/characters.h"
#include "markup/emoji.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString without(QChar prefix, const QString &label)
{
    return label.startsWith(prefix) ? label.sliced(1) : label;
}

QString firstNotEmpty(const QString &first, const QString &second, const QString &third)
{
    return !first.isEmpty() ? first : !second.isEmpty() ? second : third;
}

} // namespace

QString plainInline(const Inline &part, const TextNames *names)
{
    switch (part.kind) {
    case Inline::Kind::LineBreak:
        return u"\n"_s;
    case Inline::Kind::Link: {
        if (!part.text.isEmpty())
            return cleanedLine(part.text);
        const bool isMail = part.target.startsWith("mailto:"_L1, Qt::CaseInsensitive);
        return cleanedLine(isMail ? part.target.sliced(7) : part.target);
    }
    case Inline::Kind::Person: {
        QString known = names ? names->personName({part.target}) : QString();
        if (known == part.target)
            known.clear();
        return u'@' + cleanedLine(firstNotEmpty(known, without(u'@', part.text), part.target));
    }
    case Inline::Kind::Conversation: {
        const QString known = names ? names->conversationName({part.target}) : QString();
        return u'#' + cleanedLine(firstNotEmpty(known, without(u'#', part.text), part.target));
    }
    case Inline::Kind::Group:
        return u'@' + cleanedLine(firstNotEmpty(without(u'@', part.text), part.target, {}));
    case Inline::Kind::Broadcast:
        return u'@' + cleanedLine(part.text);
    case Inline::Kind::Emoji: {
        const QString known = emojiUnicode(part.text);
        return cleanedLine(firstNotEmpty(known, part.target, u':' + part.text + u':'));
    }
    case Inline::Kind::Text:
    case Inline::Kind::Date:
        break;
    }
    return cleanedLine(part.text);
}

} // namespace chatferry
