// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/redact.h"

#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct Rule
{
    QRegularExpression pattern;
    QString replacement;
};

const std::vector<Rule> &rules()
{
    static const std::vector<Rule> all = {
        {QRegularExpression(u"-----BEGIN [^-]*-----.*?(-----END [^-]*-----|$)"_s,
                            QRegularExpression::DotMatchesEverythingOption),
         u"[key]"_s},
        {QRegularExpression(u"(?i)bearer\\s+[A-Za-z0-9._~+/=-]+"_s), u"Bearer [token]"_s},
        {QRegularExpression(u"ya29\\.[A-Za-z0-9._-]+"_s), u"[token]"_s},
        {QRegularExpression(u"xox[a-z]-[A-Za-z0-9-]+"_s), u"[token]"_s},
        {QRegularExpression(u"eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)?"_s), u"[token]"_s},
        {QRegularExpression(
             u"(?i)\\b(t|key|token|access_token|refresh_token|assertion|client_secret|code)=[^&\\s\"']+"_s),
         u"\\1=[hidden]"_s},
        {QRegularExpression(u"[\\p{L}\\p{N}._%+'-]+@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+"_s), u"[address]"_s},
    };
    return all;
}

} // namespace

QString redacted(const QString &text)
{
    QString out = text.left(8000);
    for (const Rule &rule : rules())
        out.replace(rule.pattern, rule.replacement);
    return out.left(2000);
}

QString redacted(const QUrl &url)
{
    QUrl out = url;
    out.setUserInfo({});
    out.setFragment({});
    if (url.hasQuery()) {
        QUrlQuery query;
        const auto items = QUrlQuery(url).queryItems();
        for (const auto &item : items)
            query.addQueryItem(item.first, u"..."_s);
        out.setQuery(query);
    }
    return redacted(out.toString());
}

} // namespace chatferry
