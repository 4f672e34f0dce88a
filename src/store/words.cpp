// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/words.h"

#include "store/statement.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// Bounds memory; a project names rarely more people and spaces than this.
constexpr qsizetype kMostKept = 200'000;
constexpr qsizetype kShortestHex = 16;
constexpr qsizetype kLongestPrefix = 16;

bool isLowerHex(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
}

} // namespace

Result<qint64> Words::numberOf(const QString &text)
{
    if (text.isEmpty())
        return 0;
    if (const auto known = m_numbers.constFind(text); known != m_numbers.constEnd())
        return *known;
    if (m_numbers.size() >= kMostKept)
        forget();
    qint64 number = 0;
    {
        Statement find(*m_project, "SELECT id FROM word WHERE text = ?");
        find << text;
        if (find.next())
            number = find.integer();
    }
    if (number == 0) {
        Statement insert(*m_project, "INSERT INTO word(text) VALUES(?)");
        insert << text;
        if (const auto added = insert.run(); !added)
            return added.error();
        number = m_project->lastInsertedId();
    }
    m_numbers.insert(text, number);
    m_texts.insert(number, text);
    return number;
}

QString Words::text(qint64 number)
{
    if (number == 0)
        return {};
    if (const auto known = m_texts.constFind(number); known != m_texts.constEnd())
        return *known;
    if (m_texts.size() >= kMostKept)
        forget();
    Statement find(*m_project, "SELECT text FROM word WHERE id = ?");
    find << number;
    if (!find.next())
        return {};
    const QString text = find.text();
    m_numbers.insert(text, number);
    m_texts.insert(number, text);
    return text;
}

void Words::forget()
{
    m_numbers.clear();
    m_texts.clear();
}

Result<Words::Packed> Words::pack(const QString &name)
{
    // Resource names of Google Chat: "spaces/AAAA/messages/...", of which only the last piece differs in a space.
    qsizetype split = 0;
    if (name.startsWith("spaces/"_L1)) {
        for (int slash = 0; slash < 3; ++slash) {
            const qsizetype next = name.indexOf(u'/', split);
            if (next < 0) {
                split = 0;
                break;
            }
            split = next + 1;
        }
    }
    Packed packed;
    qsizetype hex = name.size();
    while (hex > split && isLowerHex(name.at(hex - 1)))
        --hex;
    hex += (name.size() - hex) % 2;
    const bool shortPrefix = hex - split <= kLongestPrefix && !QStringView(name).mid(split, hex - split).contains(u'/');
    if (name.size() - hex >= kShortestHex && shortPrefix) {
        packed.isBytes = true;
        packed.bytes = QByteArray::fromHex(QStringView(name).mid(hex).toLatin1());
        split = hex;
    } else {
        packed.tail = name.mid(split);
    }
    const auto head = numberOf(name.left(split));
    if (!head)
        return head.error();
    packed.head = *head;
    return packed;
}

Statement &operator<<(Statement &statement, const Words::Packed &packed)
{
    statement << packed.head;
    if (packed.isBytes)
        return statement << packed.bytes;
    if (packed.tail.isEmpty())
        return statement << nullptr;
    return statement << packed.tail;
}

QString unpack(Words &words, Statement &row)
{
    const QString head = words.text(row.integer());
    if (row.isBlob())
        return head + QString::fromLatin1(row.blob().toHex());
    return head + row.text();
}

} // namespace chatferry
