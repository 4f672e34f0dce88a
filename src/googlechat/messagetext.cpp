// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/messagetext.h"

#include "markup/chatsyntax.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

// Noncharacters, three UTF-8 bytes each: they cannot stand in a text of the source, which is cleaned of them below.
constexpr char16_t kMarkStart = 0xFDD0;
constexpr char16_t kDigitZero = 0xFDD1;
constexpr char16_t kMarkEnd = 0xFDDB;
constexpr qsizetype kMarkDigits = 9;
constexpr qsizetype kMarkSize = kMarkDigits + 2; ///< 33 bytes of UTF-8.

class AdaptedNames final : public TextNames
{
public:
    explicit AdaptedNames(const Names &names)
        : m_names(names)
    {
    }
    QString accountId(const PersonId &person) const override { return m_names.accountId(person); }
    QString personName(const PersonId &person) const override { return m_names.personName(person); }
    QString conversationName(const ConversationId &conversation) const override
    {
        return m_names.conversationName(conversation);
    }

private:
    const Names &m_names;
};

bool isNoncharacter(QChar c)
{
    return (c.unicode() >= 0xFDD0 && c.unicode() <= 0xFDEF) || c.unicode() >= 0xFFFE;
}

QString withoutNoncharacters(QString text)
{
    text.removeIf(isNoncharacter);
    return text;
}

QString fileMark(int number)
{
    QString mark{QChar(kMarkStart)};
    const QString digits = QString::number(number).rightJustified(kMarkDigits, u'0');
    for (const QChar digit : digits)
        mark += QChar(char16_t(kDigitZero + digit.digitValue()));
    return mark + QChar(kMarkEnd);
}

/// A name as it stands in front of a message, neutralised.
QString neutralName(const QString &name)
{
    const QString inFront = withAuthorInFront(name, {}); // "*Name:*"
    return inFront.sliced(1, inFront.size() - 3);
}

QString fileLine(const FileToCarry &file)
{
    const QString name = withoutNoncharacters(file.name);
    if (file.way == FileToCarry::Way::Upload) {
        const QString address = u"https://drive.google.com/file/d/"_s + fileMark(file.number) + u"/view"_s;
        return chatLink(address, name.isEmpty() ? u"file"_s : name);
    }
    if (file.way == FileToCarry::Way::Link && !file.link.isEmpty())
        return chatLink(withoutNoncharacters(file.link), name);
    return name.isEmpty() ? u"[file not carried]"_s : u'[' + neutralName(name) + u": file not carried]"_s;
}

QString wholeText(const MessageToCarry &wish, const Names &names)
{
    if (wish.role == MessageToCarry::Role::PlaceholderRoot)
        return u"_The first message of this thread is not in the export._"_s;
    if (wish.message.kind == Message::Kind::Deleted)
        return u"_This message was deleted._"_s;
    QString text = withoutNoncharacters(toChatSyntax(wish.message.text, AdaptedNames(names)));
    for (const FileToCarry &file : wish.files) {
        if (!text.isEmpty())
            text += u'\n';
        text += fileLine(file);
    }
    if (text.isEmpty())
        text = u"[empty message]"_s;
    if (!wish.shownAuthor.isEmpty())
        text = withAuthorInFront(withoutNoncharacters(wish.shownAuthor), text);
    return text;
}

/// The number of the mark that starts at @p position; -1 when none does.
int markAt(QStringView text, qsizetype position)
{
    if (position + kMarkSize > text.size() || text[position] != QChar(kMarkStart) ||
        text[position + kMarkSize - 1] != QChar(kMarkEnd))
        return -1;
    int number = 0;
    for (qsizetype i = 1; i <= kMarkDigits; ++i)
        number = number * 10 + (text[position + i].unicode() - kDigitZero);
    return number;
}

bool isInvisible(QChar c)
{
    return c == QChar(0x200B) || c == QChar(0x2060) || c == QChar(0xFEFF) || c == QChar(0x00AD);
}

/// Of `<address|label>` that starts at @p start: where the bar stands. -1 when it is no such link.
qsizetype endOfAddress(QStringView text, qsizetype start)
{
    bool hasColon = false;
    for (qsizetype i = start + 1; i < text.size(); ++i) {
        if (text[i].isSpace() || text[i] == u'<' || text[i] == u'>')
            return -1;
        if (text[i] == u'|')
            return hasColon ? i : -1;
        hasColon = hasColon || text[i] == u':';
    }
    return -1;
}

} // namespace

std::vector<QString> messageParts(const MessageToCarry &wish, const Names &names)
{
    QString text = wholeText(wish, names);
    if (wish.continuesThread)
        text = u"_Continues a long thread._\n"_s + text;
    return splitText(text);
}

std::vector<int> markedFiles(const QString &text)
{
    std::vector<int> numbers;
    for (qsizetype at = text.indexOf(QChar(kMarkStart)); at >= 0; at = text.indexOf(QChar(kMarkStart), at + 1)) {
        if (const int number = markAt(text, at); number >= 0)
            numbers.push_back(number);
    }
    return numbers;
}

QString withFileIds(const QString &text, const std::function<QString(int)> &idOf)
{
    QString out;
    qsizetype done = 0;
    for (qsizetype at = text.indexOf(QChar(kMarkStart)); at >= 0; at = text.indexOf(QChar(kMarkStart), at + 1)) {
        const int number = markAt(text, at);
        if (number < 0)
            continue;
        out += QStringView(text).sliced(done, at - done);
        out += idOf(number);
        done = at + kMarkSize;
    }
    out += QStringView(text).sliced(done);
    return out;
}

QString normalisedChatText(const QString &text)
{
    const QString composed = text.normalized(QString::NormalizationForm_C);
    QString out;
    out.reserve(composed.size());
    bool lineStart = true;
    const auto space = [&out] {
        if (!out.isEmpty() && !out.endsWith(u' '))
            out += u' ';
    };
    for (qsizetype i = 0; i < composed.size(); ++i) {
        const QChar c = composed[i];
        if (c == u'\n' || c == u'\r') {
            lineStart = true;
            space();
            continue;
        }
        if (isInvisible(c) || c == u'*' || c == u'_' || c == u'~' || c == u'`')
            continue;
        if (c.isSpace()) {
            space();
            continue;
        }
        // Marks of quotes and lists may come back as others, or as indentation.
        if (lineStart && (c == u'>' || c == u'-' || c == u'\u2022'))
            continue;
        lineStart = false;
        if (c == u'<') {
            i = std::max(i, endOfAddress(composed, i));
            continue;
        }
        if (c == u'>')
            continue;
        out += c;
    }
    return out.trimmed();
}

} // namespace chatferry
