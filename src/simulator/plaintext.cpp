// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/plaintext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

/// Replaces each match of @p pattern by what @p made says.
template<typename Made>
QString replaced(const QString &text, const QRegularExpression &pattern, Made made)
{
    QString result;
    qsizetype from = 0;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += QStringView(text).mid(from, match.capturedStart() - from);
        result += made(match);
        from = match.capturedEnd();
    }
    return result.append(QStringView(text).mid(from));
}

QString inlinePlain(QString text, const Accounts &accounts)
{
    static const QRegularExpression mention(u"<users/([^>|\\s]+)>"_s);
    static const QRegularExpression link(u"<([a-z]+:[^>|\\s]+)\\|([^>]*)>"_s);
    static const QRegularExpression styled(u"(?<![\\w*~`])([*_~`])(?=\\S)([^\\n]*?\\S)\\1(?![\\w*~`])"_s,
                                           QRegularExpression::UseUnicodePropertiesOption);
    text = replaced(text, mention, [&](const QRegularExpressionMatch &match) {
        const SimulatorAccount *account = accounts.find(match.captured(1));
        return account ? u'@' + account->name : match.captured(1) == "all"_L1 ? u"@all"_s : match.captured(0);
    });
    text = replaced(text, link, [](const QRegularExpressionMatch &match) { return match.captured(2); });
    for (int depth = 0; depth < 3; ++depth) { // *_~x~_* nests
        const QString next =
            replaced(text, styled, [](const QRegularExpressionMatch &match) { return match.captured(2); });
        if (next == text)
            break;
        text = next;
    }
    return text;
}

} // namespace

QString plainText(const QString &markup, const Accounts &accounts)
{
    static const QRegularExpression special(u"[*_~`<]"_s);
    if (!markup.contains(special))
        return markup;
    // every second piece is inside a code block and stays as it is
    const QStringList pieces = markup.split(u"```"_s);
    QString text;
    for (qsizetype i = 0; i < pieces.size(); ++i)
        text += i % 2 == 0 ? inlinePlain(pieces[i], accounts) : pieces[i];
    return text;
}

} // namespace chatferry::sim
