// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/mrkdwn.h"

#include "markup/emoji.h"
#include "markup/plaintext.h"
#include "tests/markup/describe.h"

#include <QtTest>

#include <random>

using namespace chatferry;
using namespace Qt::StringLiterals;

class TestMrkdwn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsMarkup_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tree");
        const auto row = [](const char *name, const QString &text, const QString &tree) {
            QTest::newRow(name) << text << tree;
        };
        row("empty", u""_s, u""_s);
        row("plain", u"hello"_s, u"P hello"_s);
        row("lines", u"a\r\nb\n\nc\r"_s, u"P a / P b / P  / P c / P "_s);
        row("entities once", u"a &lt;b&gt; &amp;lt; &amp;amp; &quot;"_s, u"P a <b> &lt; &amp; &quot;"_s);
        row("escaped is no token", u"&lt;@U1&gt; &lt;https://x.org&gt;"_s, u"P <@U1> <https://x.org>"_s);
        row("angle without end", u"a < b"_s, u"P a < b"_s);
        row("angle over lines", u"<a\nb>"_s, u"P <a / P b>"_s);
        row("empty angles", u"<>"_s, u"P <>"_s);
        row("nested angles", u"<<@U1>"_s, u"P <[person U1]"_s);

        row("person", u"<@U123> and <@W9|bob>"_s, u"P [person U123] and [person W9|bob]"_s);
        row("conversation", u"<#C1|general> <#C2> <#C3|>"_s,
            u"P [conversation C1|general] [conversation C2] [conversation C3]"_s);
        row("broadcast", u"<!here> <!channel|channel> <!everyone> <!group> <@here> <!here|@here>"_s,
            u"P [all here] [all channel] [all everyone] [all channel] [all here] [all here]"_s);
        row("group", u"<!subteam^S1|@team> <!subteam^S2>"_s, u"P [group S1|@team] [group S2]"_s);
        row("date", u"<!date^1392734382^{date}^https://x.org|Feb 18>"_s, u"P [date Feb 18]"_s);
        row("date without words", u"<!date^1392734382^{date}>"_s, u"P [date 2014-02-18 14:39 UTC]"_s);
        row("broken date", u"<!date^soon^{date}>"_s, u"P <!date^soon^{date}>"_s);
        row("other command", u"<!foo|bar> <!foo>"_s, u"P bar <!foo>"_s);
        row("link", u"<https://x.org/a?b=1&amp;c=2>"_s, u"P [link https://x.org/a?b=1&c=2]"_s);
        row("link label", u"<https://x.org|a &amp; b>"_s, u"P [link https://x.org|a & b]"_s);
        row("link label with bar", u"<https://x.org|a|b>"_s, u"P [link https://x.org|a|b]"_s);
        row("mail", u"<mailto:a@x.org|a@x.org>"_s, u"P [link mailto:a@x.org|a@x.org]"_s);
        row("unknown token", u"a <foo> b"_s, u"P a <foo> b"_s);
        row("unknown token is no markup", u"<*foo*>"_s, u"P <*foo*>"_s);

        row("bold", u"a *b c* d"_s, u"P a <b:b c> d"_s);
        row("italic", u"_a_"_s, u"P <i:a>"_s);
        row("strike", u"~a~!"_s, u"P <s:a>!"_s);
        row("nested", u"*_~a~_* b"_s, u"P <bis:a> b"_s);
        row("partly nested", u"*a _b_ c*"_s, u"P <b:a ><bi:b><b: c>"_s);
        row("snake case", u"a_b_c and 2*3*4"_s, u"P a_b_c and 2*3*4"_s);
        row("snake in italic", u"_a_b_"_s, u"P <i:a_b>"_s);
        row("not over lines", u"*a\nb*"_s, u"P *a / P b*"_s);
        row("spaces inside", u"* a * b"_s, u"P * a * b"_s);
        row("double marks", u"**a** __init__ ~~b~~"_s, u"P **a** __init__ ~~b~~"_s);
        row("crossing", u"*a _b* c_"_s, u"P <b:a _b> c_"_s);
        row("second opens", u"*a b *c*"_s, u"P *a b <b:c>"_s);
        row("around link", u"*<https://x.org|x>*"_s, u"P <b:[link https://x.org|x]>"_s);
        row("around mention", u"_<@U1>_"_s, u"P <i:[person U1]>"_s);
        row("marks in address", u"<https://x.org/_a_> *b*"_s, u"P [link https://x.org/_a_] <b:b>"_s);
        row("wide letters", u"a*ж*b 你*好*"_s, u"P a*ж*b 你*好*"_s);
        row("letters beyond 16 bits", u"\U0001D400*a*"_s, u"P \U0001D400*a*"_s);

        row("code", u"`*a*` `b`c"_s, u"P <c:*a*> <c:b>c"_s);
        row("code entities", u"`&lt;b&gt;`"_s, u"P <c:<b>>"_s);
        row("bold code", u"*`a`*"_s, u"P <bc:a>"_s);
        row("empty code", u"`` a"_s, u"P `` a"_s);
        row("no emoji in code", u"`:wave:`"_s, u"P <c::wave:>"_s);
        row("block", u"a\n```\nb *c*\nd\n```\ne"_s, u"P a / C b *c*\\nd / P e"_s);
        row("block in a line", u"a ```b``` c"_s, u"P a  / C b / P  c"_s);
        row("block with link", u"```see <https://x.org>```"_s, u"C see [link https://x.org]"_s);
        row("block not closed", u"a ```b"_s, u"P a ```b"_s);
        row("quote mark in block", u"```\n> a\n```"_s, u"C > a"_s);

        row("quote", u"&gt; a\n&gt;b\nc"_s, u"Q{P a / P b} / P c"_s);
        row("raw quote", u">a\n>\nb"_s, u"Q{P a / P } / P b"_s);
        row("quote inside a line", u"a &gt; b"_s, u"P a > b"_s);
        row("long quote", u"a\n&gt;&gt;&gt; b\n\n&gt; c"_s, u"P a / Q{P b / P  / P > c}"_s);
        row("code in quote", u"&gt; ```a```\nb"_s, u"Q{C a} / P b"_s);
        row("bold in quote", u"&gt;*a*"_s, u"Q{P <b:a>}"_s);

        row("emoji", u":wave: :+1::skin-tone-2: (:100:)"_s, u"P [emoji wave] [emoji +1::skin-tone-2] ([emoji 100])"_s);
        row("emoji in a row", u":a::b:"_s, u"P [emoji a][emoji b]"_s);
        row("custom emoji", u":party_parrot:"_s, u"P [emoji party_parrot]"_s);
        row("marks in emoji", u"_a :b_c: d_"_s, u"P <i:a ><i:[emoji b_c]><i: d>"_s);
        row("time is no emoji", u"12:30:45"_s, u"P 12:30:45"_s);
        row("words are no emoji", u"std::vector arn:aws:s3"_s, u"P std::vector arn:aws:s3"_s);
        row("address is no emoji", u"http://x:80:/"_s, u"P http://x:80:/"_s);
        row("lists stay", u"• a\n    1. b"_s, u"P • a / P     1. b"_s);
    }
    void readsMarkup()
    {
        QFETCH(QString, text);
        QFETCH(QString, tree);
        QCOMPARE(describe(parseMrkdwn(text)), tree);
    }

    /// The inputs are Zulip's (tests/data/markup/slack_message_conversion.json); what Slack shows is ours.
    void readsForeignFixtures_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tree");
        const QHash<QString, QString> trees = {
            {u"slack_link1"_s,
             u"Q{P Google logo today: / P [link https://www.google.com/images/srpr/logo4w.png] / P Kinda boring}"_s},
            {u"slack_link_with_pipe"_s, u"Q{P Google logo today: / P [link https://foo.com|foo] / P Kinda boring}"_s},
            {u"slack_link2"_s, u"P [link http://datausa.io/] this is a good website."_s},
            {u"mailto_format1"_s, u"P email me at [link mailto:random@gmail.com|random@gmail.com]"_s},
            {u"mailto_format2"_s, u"P email me at [link mailto:random@gmail.com]"_s},
            {u"valid_strikethrough_test"_s, u"P (<s:str ike!>, text. ~Also ~)"_s},
            {u"invalid_strikethrough_test"_s, u"P Mid~word~ strike. Also ~~strike~~)"_s},
            {u"valid_italic_test"_s, u"P ital ^<i:lic>, <i:wo r@d>."_s},
            {u"invalid_italic_test"_s, u"P mid_word_, @_italics_"_s},
            {u"valid_bold_test"_s, u"P (<b:text>} and normal :* bold*."_s},
            {u"invalid_bold_test"_s, u"P *mid*word **word**"_s},
            {u"no_conversion"_s, u"P ***word***"_s},
            {u"valid_bold_and_italic_conversion_1"_s, u"P <bi:test bold and italic message>"_s},
            {u"valid_bold_and_italic_conversion_2"_s, u"P <bi:test bold and italic message>"_s},
            {u"bold_and_strike_conversion"_s, u"P <bs:bold> and <bs:strike>."_s},
            {u"italic_and_strike_conversion"_s, u"P <is:italic> and <is:strike>"_s},
        };
        QFile file(QStringLiteral(CHATFERRY_TEST_DATA "/markup/slack_message_conversion.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray tests = QJsonDocument::fromJson(file.readAll()).object()["regular_tests"_L1].toArray();
        QCOMPARE(tests.size(), trees.size());
        for (const auto &value : tests) {
            const QString name = value.toObject()["name"_L1].toString();
            QVERIFY2(trees.contains(name), qPrintable(name));
            QTest::newRow(qPrintable(name)) << value.toObject()["input"_L1].toString() << trees.value(name);
        }
    }
    void readsForeignFixtures() { readsMarkup(); }

    void losesNoTextWhateverComes()
    {
        // Every letter must come out, in order. (Without "!": of commands only the label is shown.)
        std::mt19937 random(7);
        const QString markup = u"*_~`<>|:&;@# \n"_s;
        for (int round = 0; round < 3000; ++round) {
            QString text;
            QString letters;
            const int length = static_cast<int>(random() % 40);
            for (int i = 0; i < length; ++i) {
                if (random() % 3 == 0) {
                    const QChar letter(0x0430 + static_cast<int>(random() % 32));
                    text += letter;
                    letters += letter;
                } else {
                    text += markup[static_cast<qsizetype>(random() % markup.size())];
                }
            }
            QString found;
            for (const QChar c : describe(parseMrkdwn(text))) {
                if (c.unicode() >= 0x0430 && c.unicode() < 0x0450)
                    found += c;
            }
            QCOMPARE(found, letters);
        }
    }

    void staysQuickOnHostileText()
    {
        QElapsedTimer timer;
        timer.start();
        for (const QString &unit :
             {u"*a "_s, u"_*~"_s, u"-_a"_s, u"`"_s, u"<"_s, u"```a"_s, u":a"_s, u"&amp;"_s, u">\n"_s}) {
            const RichText text = parseMrkdwn(unit.repeated(40000 / unit.size()));
            QVERIFY(!text.isEmpty());
        }
        QVERIFY2(timer.elapsed() < 10000, qPrintable(QString::number(timer.elapsed())));
    }

    void knowsEmoji_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("unicode");
        QTest::newRow("name") << u"wave"_s << u"👋"_s;
        QTest::newRow("alias") << u"thumbsup"_s << u"👍"_s;
        QTest::newRow("plus") << u"+1"_s << u"👍"_s;
        QTest::newRow("qualified") << u"heart"_s << u"❤️"_s;
        QTest::newRow("tone") << u"wave::skin-tone-2"_s << u"👋🏻"_s;
        QTest::newRow("tone of an alias") << u"thumbsup::skin-tone-6"_s << u"👍🏿"_s;
        QTest::newRow("two tones") << u"handshake::skin-tone-2-3"_s
                                   << u"\U0001FAF1\U0001F3FB\u200D\U0001FAF2\U0001F3FC"_s;
        QTest::newRow("tone it has not") << u"heart::skin-tone-3"_s << u"❤️"_s;
        QTest::newRow("flag") << u"flag-de"_s << u"🇩🇪"_s;
        QTest::newRow("custom") << u"party_parrot"_s << QString();
        QTest::newRow("custom with tone") << u"party_parrot::skin-tone-2"_s << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void knowsEmoji()
    {
        QFETCH(QString, name);
        QFETCH(QString, unicode);
        QCOMPARE(emojiUnicode(name), unicode);
    }

    void writesPlainText()
    {
        QCOMPARE(
            toPlainText(parseMrkdwn(u"*a* <https://x.org|b> <@U1|c> <#C1|d> :wave: <mailto:e@f.g>\n&gt; g\n```h```"_s)),
            u"a b @c #d 👋 e@f.g\ng\nh"_s);
    }
};

QTEST_GUILESS_MAIN(TestMrkdwn)
#include "tst_mrkdwn.moc"
