// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/chatsyntax.h"
#include "markup/mrkdwn.h"

#include <QtTest>

#include <random>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

constexpr QChar kZwsp = u'\u200B';

class Names final : public TextNames
{
public:
    QString accountId(const PersonId &person) const override
    {
        return person.value == "U1"_L1 ? u"users/101"_s : QString();
    }
    QString personName(const PersonId &person) const override
    {
        return person.value == "U1"_L1 ? u"Ann"_s : person.value == "U2"_L1 ? u"Bob *the* B_b"_s : person.value;
    }
    QString conversationName(const ConversationId &conversation) const override
    {
        return conversation.value == "C1"_L1 ? u"general"_s : QString();
    }
};

/// Reads one line of Chat syntax the way Chat shows it and answers the plain text, or notes what it took for markup.
/// Written from the fact sheet alone. @p zwspIsSpace: what a ZWSP counts as beside a mark; nobody outside Google knows.
class ChatReader
{
public:
    explicit ChatReader(bool zwspIsSpace)
        : m_zwspIsSpace(zwspIsSpace)
    {
    }
    QString found; ///< Every mark that worked.

    QString plain(const QString &line)
    {
        QString text = line;
        static const QRegularExpression bullet(u"^\\s*[*-](\\s|$)"_s);
        static const QRegularExpression quote(u"^\\s*>"_s);
        if (bullet.match(text).hasMatch())
            found += u'l';
        if (quote.match(text).hasMatch())
            found += u'q';
        static const QRegularExpression token(u"<(users/|[A-Za-z][A-Za-z0-9+.-]*:)[^>]*>"_s,
                                              QRegularExpression::CaseInsensitiveOption);
        if (token.match(text).hasMatch())
            found += u't';
        static const QRegularExpression address(u"https?://[^\\s<>\"`]+"_s, QRegularExpression::CaseInsensitiveOption);
        // Addresses are links before anything in them can be a mark. A letter stands for each.
        text.replace(address, u"x"_s);
        for (const QChar mark : u"*_~`"_s)
            lookFor(mark, text);
        QString out = line;
        return out.remove(kZwsp);
    }

private:
    bool isOutside(QChar c) const { return !c.isLetterOrNumber() && (m_zwspIsSpace || c != kZwsp); }
    bool isSolid(QChar c) const { return !c.isSpace() && !(m_zwspIsSpace && c == kZwsp); }

    void lookFor(QChar mark, const QString &text)
    {
        for (qsizetype open = 0; open < text.size(); ++open) {
            const bool opens = text[open] == mark && (open == 0 || isOutside(text[open - 1])) &&
                               open + 1 < text.size() && isSolid(text[open + 1]);
            for (qsizetype close = open + 2; opens && close < text.size(); ++close) {
                if (text[close] == mark && isSolid(text[close - 1]) &&
                    (close + 1 == text.size() || isOutside(text[close + 1])))
                    found += mark;
            }
        }
    }

    bool m_zwspIsSpace;
};

/// The sign that stands for a ZWSP in the tables below.
QString shown(QString text)
{
    return text.replace(kZwsp, u'\u00B7');
}

} // namespace

class TestChatSyntax : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neutralises_data()
    {
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("text"); // "·" for a ZWSP
        const auto row = [](const char *name, const QString &plain, const QString &text) {
            QTest::newRow(name) << plain << text;
        };
        row("nothing", u"hello, world (1 < 2) a-b"_s, u"hello, world (1 < 2) a-b"_s);
        row("bold", u"a *b* c"_s, u"a ·*·b·*· c"_s);
        row("alone", u"*b*"_s, u"·*·b·*·"_s);
        row("runs", u"**b**"_s, u"·*·*·b·*·*·"_s);
        row("in words", u"a_b 2*3"_s, u"a_b 2*3"_s);
        row("between spaces", u"2 * 3 ~ 4"_s, u"2 * 3 ~ 4"_s);
        row("one side", u"5* 6 a_"_s, u"5·*· 6 a·_·"_s);
        row("backtick", u"a`b"_s, u"a·`·b"_s);
        row("all", u"<users/all> <USERS/1>"_s, u"<·users/all> <·USERS/1>"_s);
        row("link", u"<https://x.org|y>"_s, u"<·https://x.org|y>"_s);
        row("tag", u"<b>x</b> <3"_s, u"<b>x</b> <3"_s);
        row("quote", u">a\n > b\nc > d"_s, u"·>·a\n ·>· b\nc > d"_s);
        row("bullets", u"- a\n  * b\n-c\n-\na - b"_s, u"·-· a\n  ·*· b\n-c\n·-·\na - b"_s);
        row("address", u"see https://x.org/_a_*b*~c~ *d*"_s, u"see https://x.org/_a_*b*~c~ ·*·d·*·"_s);
        row("mark before address", u"*https://x.org/ a*"_s, u"·*·https://x.org/ a·*·"_s);
        row("no address", u"xhttp://a_ b"_s, u"xhttp://a·_· b"_s);
        row("has one already", u"\u200B*\u200Ba"_s, u"·*·a"_s);
        row("control characters", u"a\u0000b\u0007c\r\nd\u2028e"_s, u"abc\nd\ne"_s);
        row("half a character", QString(u"a"_s + QChar(0xd83d)), u"a\uFFFD"_s);
        row("other scripts", u"ж*б*ж 你_好"_s, u"ж*б*ж 你_好"_s);
        row("beyond 16 bits", u"\U0001D400*\U0001D400 \U0001F600*"_s, u"\U0001D400*\U0001D400 \U0001F600·*·"_s);
    }
    void neutralises()
    {
        QFETCH(QString, plain);
        QFETCH(QString, text);
        QCOMPARE(shown(neutralised(plain)), text);
    }

    void neutralTextShowsAsItStands()
    {
        std::mt19937 random(11);
        const QStringList words = {u"*"_s,  u"_"_s,        u"~"_s,   u"`"_s,          u"<"_s, u">"_s,
                                   u" "_s,  u"a"_s,        u"-"_s,   u"|"_s,          u"ж"_s, u"\n"_s,
                                   u"("_s,  u"."_s,        u"😀"_s,   u"users/all>"_s, u"5"_s, u"- "_s,
                                   u"* "_s, u"https://"_s, u"```"_s, u"x.org/"_s};
        for (int round = 0; round < 20000; ++round) {
            QString plain;
            const int length = static_cast<int>(random() % 24);
            for (int i = 0; i < length; ++i)
                plain += words[static_cast<qsizetype>(random() % words.size())];
            const QStringList lines = neutralised(plain).split(u'\n');
            const QStringList originals = plain.split(u'\n');
            QCOMPARE(lines.size(), originals.size());
            for (qsizetype i = 0; i < lines.size(); ++i) {
                for (const bool zwspIsSpace : {true, false}) {
                    ChatReader reader(zwspIsSpace);
                    QCOMPARE(reader.plain(lines[i]), originals[i]);
                    QVERIFY2(reader.found.isEmpty(), qPrintable(shown(lines[i]) + u"  took: "_s + reader.found));
                }
            }
        }
    }
    void theReaderOfThisTestFindsMarkup()
    {
        const auto found = [](const QString &line) {
            ChatReader reader(true);
            reader.plain(line);
            return reader.found;
        };
        QCOMPARE(found(u"a *b* _c_ ~d~ `e`"_s), u"*_~`"_s);
        QCOMPARE(found(u"* <users/1>"_s), u"lt"_s);
        QCOMPARE(found(u">a"_s), u"q"_s);
    }

    void writesInlines_data()
    {
        using Kind = Inline::Kind;
        QTest::addColumn<std::vector<Inline>>("inlines");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const std::vector<Inline> &inlines, const QString &text) {
            QTest::newRow(name) << inlines << text;
        };
        const TextStyle bold{.bold = true};
        const TextStyle italic{.italic = true};
        const TextStyle both{.bold = true, .italic = true};
        const TextStyle all{.bold = true, .italic = true, .strike = true, .code = true, .underline = true};
        const TextStyle code{.code = true};
        const auto t = [](const QString &text, TextStyle style = {}) { return Inline{.text = text, .style = style}; };
        const auto link = [](const QString &address, const QString &label = {}, TextStyle style = {}) {
            return Inline{.kind = Kind::Link, .text = label, .target = address, .style = style};
        };
        const auto person = [](const QString &id, const QString &label = {}, TextStyle style = {}) {
            return Inline{.kind = Kind::Person, .text = label, .target = id, .style = style};
        };

        row("none", {}, u""_s);
        row("bold", {t(u"a "_s), t(u"b"_s, bold), t(u" c"_s)}, u"a *b* c"_s);
        row("spaces at the ends", {t(u"a"_s), t(u" b "_s, bold), t(u"c"_s)}, u"a *b* c"_s);
        row("only spaces", {t(u"a"_s), t(u"  "_s, bold), t(u"c"_s)}, u"a  c"_s);
        row("all styles", {t(u"a"_s, all)}, u"*_~`a`~_*"_s);
        row("nested", {t(u"a "_s, bold), t(u"b"_s, both), t(u" c"_s, bold)}, u"*a _b_ c*"_s);
        row("nested within a word", {t(u"a"_s, bold), t(u"b"_s, both), t(u"c"_s, bold)}, u"*a·_b_·c*"_s);
        row("side by side", {t(u"a"_s, bold), t(u"b"_s, italic)}, u"*a*_b_"_s);
        row("bold opens later", {t(u"a "_s, italic), t(u"b"_s, both)}, u"_a *b*_"_s);
        row("bold closes first", {t(u"a"_s, both), t(u" b"_s, italic)}, u"*_a_* _b_"_s);
        row("within a word", {t(u"a"_s), t(u"b"_s, bold), t(u"c"_s)}, u"a·*b*·c"_s);
        row("at punctuation", {t(u"("_s), t(u"b"_s, bold), t(u")"_s)}, u"(*b*)"_s);
        row("split texts", {t(u"a"_s, bold), t(u"b "_s, bold), t(u""_s), t(u"c"_s, bold)}, u"*ab c*"_s);
        row("underline only", {t(u"a"_s, {.underline = true})}, u"a"_s);
        row("marks in bold", {t(u"a* b"_s, bold)}, u"*a·*· b*"_s);
        row("code is literal", {t(u"*a* <b> <https://x>"_s, code)}, u"`*a* <b> <https://x>`"_s);
        row("no mention in code", {t(u"<users/all>"_s, code)}, u"`<·users/all>`"_s);
        row("backtick in code", {t(u"a`b"_s, code)}, u"a·`·b"_s);
        row("at the line's start", {t(u"  "_s), t(u"- a"_s)}, u"  ·-· a"_s);
        row("dash after a link", {link(u"https://x.org"_s, u"x"_s), t(u" - a"_s)}, u"<https://x.org|x> - a"_s);
        row("dash in bold", {t(u"- a"_s, bold)}, u"*- a*"_s);

        row("mention", {t(u"hi "_s), person(u"U1"_s), t(u"!"_s)}, u"hi <users/101>!"_s);
        row("mention in bold", {t(u"hi "_s, bold), person(u"U1"_s, {}, bold), t(u" you"_s, bold)},
            u"*hi* <users/101> *you*"_s);
        row("no account", {person(u"U2"_s, u"old"_s)}, u"@Bob ·*·the·*· B_b"_s);
        row("unknown with label", {person(u"U9"_s, u"@carl"_s)}, u"@carl"_s);
        row("unknown", {person(u"U9"_s)}, u"@U9"_s);
        row("name in bold", {person(u"U9"_s, u"carl"_s, bold)}, u"*@carl*"_s);
        row("conversations",
            {{.kind = Kind::Conversation, .text = u"old"_s, .target = u"C1"_s},
             t(u" "_s),
             {.kind = Kind::Conversation, .text = u"#two"_s, .target = u"C2"_s},
             t(u" "_s),
             {.kind = Kind::Conversation, .target = u"C3"_s}},
            u"#general #two #C3"_s);
        row("groups",
            {{.kind = Kind::Group, .text = u"@team"_s, .target = u"S1"_s},
             t(u" "_s),
             {.kind = Kind::Group, .target = u"S2"_s}},
            u"@team @S2"_s);
        row("broadcast", {{.kind = Kind::Broadcast, .text = u"here"_s}}, u"@here"_s);
        row("date", {{.kind = Kind::Date, .text = u"Feb *18*"_s}}, u"Feb ·*·18·*·"_s);
        row("emoji",
            {{.kind = Kind::Emoji, .text = u"wave::skin-tone-2"_s},
             {.kind = Kind::Emoji, .text = u"my_own"_s},
             {.kind = Kind::Emoji, .text = u"foo"_s, .target = u"🦊"_s},
             {.kind = Kind::Emoji, .text = u"_x_"_s}},
            u"👋🏻:my_own:🦊:·_·x·_·:"_s);

        row("bare link", {t(u"see "_s), link(u"https://x.org/_a_"_s), t(u", b"_s)}, u"see https://x.org/_a_, b"_s);
        row("label is the address", {link(u"https://x.org"_s, u"https://x.org"_s)}, u"https://x.org"_s);
        row("bare in brackets", {t(u"("_s), link(u"https://x.org"_s), t(u")."_s)}, u"(https://x.org)."_s);
        row("letters behind", {link(u"https://x.org"_s), t(u"abc"_s)}, u"<https://x.org|https://x.org>abc"_s);
        row("letters before", {t(u"abc"_s), link(u"https://x.org"_s)}, u"abc<https://x.org|https://x.org>"_s);
        row("bold bare link", {link(u"https://x.org"_s, {}, bold)}, u"*<https://x.org|https://x.org>*"_s);
        row("label", {link(u"https://x.org"_s, u" *x* "_s)}, u"<https://x.org|·*·x·*·>"_s);
        row("label with bars", {link(u"https://x.org"_s, u"a|b <c>\nd"_s)}, u"<https://x.org|a¦b ‹c› d>"_s);
        row("address with bars", {link(u"https://x.org/a|b c>d"_s, u"x"_s)}, u"<https://x.org/a%7Cb%20c%3Ed|x>"_s);
        row("link in code", {link(u"https://x.org"_s, u"x"_s, code)}, u"<https://x.org|x>"_s);
        row("mail", {link(u"mailto:a_b@x.org"_s, u"a_b@x.org"_s)}, u"a_b@x.org"_s);
        row("mail with words", {link(u"mailto:a%20b@x.org?subject=y"_s, u"write"_s)}, u"write (a b@x.org)"_s);
        row("other address", {link(u"slack://channel?id=1"_s, u"open"_s)}, u"open (slack://channel?id=1)"_s);
        row("users address", {link(u"slack:<users/all>"_s)}, u"slack:<·users/all>"_s);
        row("no address", {link(u""_s, u"words"_s)}, u"words"_s);
    }
    void writesInlines()
    {
        QFETCH(std::vector<Inline>, inlines);
        QFETCH(QString, text);
        QCOMPARE(shown(toChatSyntax({{{.inlines = inlines}}}, Names())), text);
    }

    void writesBlocks_data()
    {
        using Kind = Block::Kind;
        QTest::addColumn<std::vector<Block>>("blocks");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const std::vector<Block> &blocks, const QString &text) {
            QTest::newRow(name) << blocks << text;
        };
        const Inline lineBreak{.kind = Inline::Kind::LineBreak};
        const auto t = [](const QString &text) { return Inline{.text = text}; };
        const auto p = [](const QString &text) { return Block{.inlines = {Inline{.text = text}}}; };

        row("none", {}, u""_s);
        row("blank", {p(u" "_s), {}, p(u"\t"_s)}, u""_s);
        row("paragraphs", {{}, p(u"a"_s), {}, p(u"b "_s), {}}, u"a\n\nb"_s);
        row("line breaks", {{.inlines = {t(u"a"_s), lineBreak, lineBreak, t(u"- b"_s)}}}, u"a\n\n·-· b"_s);
        row("style over a break",
            {{.inlines = {{.text = u"a"_s, .style = {.bold = true}},
                          lineBreak,
                          {.text = u"b"_s, .style = {.bold = true}}}}},
            u"*a*\n*b*"_s);
        row("heading",
            {{.kind = Kind::Heading, .inlines = {t(u"a"_s), {.kind = Inline::Kind::Emoji, .text = u"wave"_s}}}},
            u"*a👋*"_s);
        row("divider", {p(u"a"_s), {.kind = Kind::Divider}, p(u"b"_s)}, u"a\n---\nb"_s);
        row("lists",
            {{.kind = Kind::ListItem, .inlines = {t(u"a"_s), lineBreak, t(u"b"_s)}},
             {.kind = Kind::ListItem, .inlines = {t(u"> c"_s)}, .indent = 1},
             {.kind = Kind::ListItem,
              .inlines = {t(u"d"_s), lineBreak, t(u"e"_s)},
              .ordered = true,
              .indent = 2,
              .number = 7},
             {.kind = Kind::ListItem}},
            u"* a\n    b\n    * ·>· c\n        7. d\n            e\n*"_s);
        row("code",
            {p(u"a"_s),
             {.kind = Kind::Code,
              .inlines = {t(u"  *b*"_s),
                          lineBreak,
                          lineBreak,
                          {.kind = Inline::Kind::Person, .target = u"U1"_s},
                          {.kind = Inline::Kind::Link, .target = u"https://x.org"_s}},
              .language = u"cpp"_s}},
            u"a\n```\n  *b*\n\n@Annhttps://x.org\n```"_s);
        row("fences in code", {{.kind = Kind::Code, .inlines = {t(u"```"_s), lineBreak, t(u"<users/all>"_s)}}},
            u"```\n`·`·`\n<·users/all>\n```"_s);
        row("quote",
            {{.kind = Kind::Quote,
              .children = {p(u"a"_s), {}, p(u"> b"_s), {.kind = Kind::ListItem, .inlines = {t(u"c"_s)}}}},
             p(u"d"_s)},
            u">a\n>\n>·>· b\n>* c\nd"_s);
        row("quote in a quote", {{.kind = Kind::Quote, .children = {{.kind = Kind::Quote, .children = {p(u"a"_s)}}}}},
            u">a"_s);
        row("code in a quote",
            {{.kind = Kind::Quote,
              .children = {{.kind = Kind::Code, .inlines = {t(u"  a*"_s), lineBreak, lineBreak, t(u"b`c"_s)}}}}},
            u">  `a*`\n>\n>b·`·c"_s);
    }
    void writesBlocks()
    {
        QFETCH(std::vector<Block>, blocks);
        QFETCH(QString, text);
        QCOMPARE(shown(toChatSyntax({blocks}, Names())), text);
    }

    void slackTextArrivesAsItWasMeant()
    {
        const RichText text =
            parseMrkdwn(u"*hi* <@U1>, see <https://x.org/a_b|the *page*> :tada:\n&gt; 2 * 3 &lt; 7\n```x &amp; y```"_s);
        QCOMPARE(shown(toChatSyntax(text, Names())),
                 u"*hi* <users/101>, see <https://x.org/a_b|the ·*·page·*·> 🎉\n>2 * 3 < 7\n```\nx & y\n```"_s);
    }

    void putsTheAuthorInFront_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        QTest::newRow("plain") << u"Ann"_s << u"hi"_s << u"*Ann:* hi"_s;
        QTest::newRow("code") << u"Ann"_s << u"```\na\n```"_s << u"*Ann:*\n```\na\n```"_s;
        QTest::newRow("quote") << u"Ann"_s << u">a"_s << u"*Ann:*\n>a"_s;
        QTest::newRow("list") << u"Ann"_s << u"    * a"_s << u"*Ann:*\n    * a"_s;
        QTest::newRow("numbers") << u"Ann"_s << u"12. a"_s << u"*Ann:*\n12. a"_s;
        QTest::newRow("bold is no list") << u"Ann"_s << u"*a*"_s << u"*Ann:* *a*"_s;
        QTest::newRow("hostile name") << u" *A*\n<users/all> `b` "_s << u"x"_s
                                      << u"*·*·A·*· <·users/all> ·`·b·`·:* x"_s;
        QTest::newRow("empty text") << u"Ann"_s << u""_s << u"*Ann:*"_s;
    }
    void putsTheAuthorInFront()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QString, result);
        QCOMPARE(shown(withAuthorInFront(name, text)), result);
    }

    void linksOfFilesAreWhole()
    {
        QCOMPARE(chatLink(u"https://drive.google.com/file/d/1/view"_s, u"a|b>.png"_s),
                 u"<https://drive.google.com/file/d/1/view|a¦b›.png>"_s);
        QCOMPARE(chatLink(u"https://x.org"_s, u" "_s), u"<https://x.org|https://x.org>"_s);
    }

    void splits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("parts"); // at most 64 bytes each
        const QString a30 = QString(30, u'a');
        const QString b30 = QString(30, u'b');
        const QString fence = u"```"_s;
        QTest::newRow("short") << u"a\nb"_s << QStringList{u"a\nb"_s};
        QTest::newRow("exactly") << QString(64, u'a') << QStringList{QString(64, u'a')};
        QTest::newRow("lines") << a30 + u'\n' + b30 + u"\ncc\n"_s + a30
                               << QStringList{a30 + u'\n' + b30 + u"\ncc"_s, a30};
        QTest::newRow("blank lines stay")
            << a30 + u"\n\n"_s + b30 + u"\n\n"_s + a30 << QStringList{a30 + u"\n\n"_s + b30 + u'\n', a30};
        QTest::newRow("long line at a space")
            << QString(60, u'a') + u" bbb ccc ddd"_s << QStringList{QString(60, u'a') + u" bbb"_s, u"ccc ddd"_s};
        QTest::newRow("long line starts a part")
            << u"x\n"_s + QString(70, u'a') + u"\ny"_s << QStringList{u"x"_s, QString(64, u'a'), u"aaaaaa\ny"_s};
        QTest::newRow("wide characters") << QString(24, u'ж') + u"😀😀😀😀😀"_s
                                         << QStringList{QString(24, u'ж') + u"😀😀😀😀"_s, u"😀"_s};
        QTest::newRow("code") << fence + u'\n' + a30 + u'\n' + b30 + u'\n' + fence + u"\nx"_s
                              << QStringList{fence + u'\n' + a30 + u'\n' + fence,
                                             fence + u'\n' + b30 + u'\n' + fence + u"\nx"_s};
        QTest::newRow("fence moves on") << QString(58, u'a') + u'\n' + fence + u"\nb\n"_s + fence
                                        << QStringList{QString(58, u'a'), fence + u"\nb\n"_s + fence};
        QTest::newRow("long line in code") << fence + u'\n' + QString(70, u'a') + u'\n' + fence
                                           << QStringList{fence + u'\n' + QString(56, u'a') + u'\n' + fence,
                                                          fence + u'\n' + QString(14, u'a') + u'\n' + fence};
    }
    void splits()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, parts);
        const auto found = splitText(text, 64);
        QCOMPARE(QStringList(found.begin(), found.end()), parts);
    }

    void splittingLosesNothingAndKeepsTheLimit()
    {
        std::mt19937 random(5);
        const QStringList words = {u"a"_s, u" "_s, u"\n"_s, u"ж"_s, u"😀"_s, u"\n```\n"_s, u"bcdefghijklmnop"_s};
        for (int round = 0; round < 3000; ++round) {
            QString text;
            const int length = static_cast<int>(random() % 120);
            for (int i = 0; i < length; ++i)
                text += words[static_cast<qsizetype>(random() % words.size())];
            const auto letters = [](QString from) {
                static const QRegularExpression gone(u"[\\s`]"_s);
                return from.remove(gone);
            };
            QString joined;
            for (const QString &part : splitText(text, 64)) {
                QVERIFY(part.toUtf8().size() <= 64);
                joined += part;
                // A code block is whole in every part, except one that the source leaves open at the very end.
                if (part != splitText(text, 64).back())
                    QVERIFY2(part.split(u'\n').count(u"```"_s) % 2 == 0, qPrintable(part));
            }
            QCOMPARE(letters(joined), letters(text));
        }
    }
};

QTEST_GUILESS_MAIN(TestChatSyntax)
#include "tst_chatsyntax.moc"
