// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/drivequery.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

QString unquoted(QString text)
{
    return text.replace("\\'"_L1, "'"_L1).replace("\\\\"_L1, "\\"_L1);
}

} // namespace

std::optional<DriveQuery> DriveQuery::parse(const QString &text, const QString &root)
{
    static const QString quoted = u"'((?:[^'\\\\]|\\\\.)*)'"_s;
    static const QRegularExpression term(
        u"\\G\\s*(?:%1 in parents|(name|mimeType)\\s*(=|!=|contains)\\s*%1|trashed\\s*=\\s*(true|false)|"
        "appProperties has \\{\\s*key\\s*=\\s*%1 and value\\s*=\\s*%1\\s*\\})\\s*(and|$)"_s.arg(quoted));
    DriveQuery query;
    qsizetype at = 0;
    while (at < text.size()) {
        const auto match = term.match(text, at);
        if (!match.hasMatch())
            return std::nullopt;
        at = match.capturedEnd();
        if (match.capturedStart(1) >= 0) {
            const QString parent = unquoted(match.captured(1)) == "root"_L1 ? root : unquoted(match.captured(1));
            query.m_terms.push_back([parent](const DriveFile &file) { return file.parent == parent; });
        } else if (match.capturedStart(2) >= 0) {
            const bool isName = match.captured(2) == "name"_L1;
            const QString how = match.captured(3);
            const QString value = unquoted(match.captured(4));
            query.m_terms.push_back([=](const DriveFile &file) {
                const QString &actual = isName ? file.name : file.mimeType;
                if (how == "contains"_L1)
                    return actual.startsWith(value, Qt::CaseInsensitive);
                return (actual == value) == (how == "="_L1);
            });
        } else if (match.capturedStart(5) >= 0) {
            const bool wanted = match.captured(5) == "true"_L1;
            query.m_terms.push_back([wanted](const DriveFile &file) { return file.trashed == wanted; });
        } else {
            const QString key = unquoted(match.captured(6));
            const QString value = unquoted(match.captured(7));
            query.m_terms.push_back([=](const DriveFile &file) {
                return file.appProperties[key].toString() == value && file.appProperties.contains(key);
            });
        }
        if (match.captured(8) == "and"_L1 && at >= text.size())
            return std::nullopt;
    }
    return query;
}

bool DriveQuery::fits(const DriveFile &file) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const auto &term) { return term(file); });
}

} // namespace chatferry::sim
