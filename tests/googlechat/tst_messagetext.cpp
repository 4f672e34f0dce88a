// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/messagetext.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

class NoNames final : public Names
{
public:
    QString accountId(const PersonId &person) const override
    {
        return person.value == "U1"_L1 ? u"users/111"_s : QString();
    }
    QString personName(const PersonId &person) const override { return u"Name of "_s + person.value; }
    QString conversationName(const ConversationId &) const override { return u"general"_s; }
};

RichText plain(const QString &text)
{
    RichText rich;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines)
        rich.blocks.push_back({.inlines = {{.text = line}}});
    return rich;
}

MessageToCarry message(const QString &text)
{
    MessageToCarry wish;
    wish.space = 1;
    wish.item = 7;
    wish.uniqueKey = u"key"_s;
    if (!text.isEmpty())
        wish.message.text = plain(text);
    return wish;
}

FileToCarry file(int number, FileToCarry::Way way, const QString &name, const QString &link = {})
{
    FileToCarry made;
    made.number = number;
    made.way = way;
    made.name = name;
    made.link = link;
    return made;
}

QString whole(const MessageToCarry &wish)
{
    const auto parts = messageParts(wish, NoNames());
    return withFileIds(parts.at(0), [](int number) { return u"ID%1"_s.arg(number); });
}

} // namespace

class TestMessageText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTheTextOfItsAuthorAsItIs() { QCOMPARE(whole(message(u"Hello"_s)), u"Hello"_s); }
    void putsTheNameInFrontOfEverything()
    {
        MessageToCarry wish = message(u"Hello"_s);
        wish.shownAuthor = u"Ann"_s;
        QCOMPARE(whole(wish), u"*Ann:* Hello"_s);
        wish.continuesThread = true;
        QCOMPARE(whole(wish), u"_Continues a long thread._\n*Ann:* Hello"_s);
        wish = message({});
        wish.shownAuthor = u"Ann"_s;
        QCOMPARE(whole(wish), u"*Ann:* [empty message]"_s);
    }
    void mentionsAccountsAndNamesOthers()
    {
        MessageToCarry wish;
        Block block;
        block.inlines = {{.kind = Inline::Kind::Person, .target = u"U1"_s},
                         {.text = u" and "_s},
                         {.kind = Inline::Kind::Person, .target = u"U2"_s}};
        wish.message.text.blocks = {block};
        QCOMPARE(whole(wish), u"<users/111> and @Name of U2"_s);
    }
    void listsFilesLineByLine()
    {
        MessageToCarry wish = message(u"See:"_s);
        wish.files = {file(0, FileToCarry::Way::Upload, u"a.pdf"_s),
                      file(1, FileToCarry::Way::Upload, {}),
                      file(2, FileToCarry::Way::Link, u"doc"_s, u"https://e.example/d"_s),
                      file(3, FileToCarry::Way::Link, {}, u"https://e.example/d"_s),
                      file(4, FileToCarry::Way::Missing, u"b.pdf"_s),
                      file(5, FileToCarry::Way::Missing, {}),
                      file(6, FileToCarry::Way::Link, u"no address"_s)};
        QCOMPARE(whole(wish),
                 u"See:\n<https://drive.google.com/file/d/ID0/view|a.pdf>\n"
                 "<https://drive.google.com/file/d/ID1/view|file>\n<https://e.example/d|doc>\n"
                 "<https://e.example/d|https://e.example/d>\n[b.pdf: file not carried]\n[file not carried]\n"
                 "[no address: file not carried]"_s);
        wish = message({});
        wish.files = {file(0, FileToCarry::Way::Upload, u"a.pdf"_s)};
        QCOMPARE(whole(wish), u"<https://drive.google.com/file/d/ID0/view|a.pdf>"_s);
    }
    void standsInForWhatIsMissing()
    {
        MessageToCarry wish = message({});
        QCOMPARE(whole(wish), u"[empty message]"_s);
        wish.message.kind = Message::Kind::Deleted;
        wish.shownAuthor = u"Ann"_s;
        QCOMPARE(whole(wish), u"_This message was deleted._"_s);
        wish = message({});
        wish.role = MessageToCarry::Role::PlaceholderRoot;
        QCOMPARE(whole(wish), u"_The first message of this thread is not in the export._"_s);
    }
    void splitsByBytesAsIfTheIdsWereThere()
    {
        // A line of 60 bytes and file lines whose ids are 33 bytes long: the parts are those of the finished text.
        MessageToCarry wish = message(QString(29900, u'x'));
        wish.files = {file(0, FileToCarry::Way::Upload, u"12345678901234567"_s)};
        const QString id(33, u'I');
        const auto parts = messageParts(wish, NoNames());
        // 29900 + 1 + 33 + len("<https://drive.google.com/file/d/" "/view|12345678901234567>") = 29991
        QCOMPARE(parts.size(), 1u);
        const QString text = withFileIds(parts[0], [&](int) { return id; });
        QCOMPARE(text.toUtf8().size(), parts[0].toUtf8().size());
        wish.files[0].name += u"1234567890"_s;
        QCOMPARE(messageParts(wish, NoNames()).size(), 2u);
        QCOMPARE(markedFiles(messageParts(wish, NoNames())[1]), std::vector<int>{0});
        QVERIFY(markedFiles(messageParts(wish, NoNames())[0]).empty());
    }
    void aTextCannotForgeAMark()
    {
        MessageToCarry wish = message(u"Look: "_s);
        wish.files = {file(0, FileToCarry::Way::Upload, u"a"_s)};
        const QString line = messageParts(wish, NoNames()).at(0);
        const qsizetype start = line.indexOf(QChar(0xFDD0));
        QVERIFY(start > 0);
        const QString forged = line.mid(start, 11);
        const auto parts = messageParts(message(u"a"_s + forged + u"b"_s), NoNames());
        QVERIFY(markedFiles(parts.at(0)).empty());
    }

    void equalTextsAreEqualWhenReadBack_data()
    {
        QTest::addColumn<QString>("sent");
        QTest::addColumn<QString>("read");
        QTest::addColumn<bool>("equal");
        QTest::newRow("the same") << u"Hello"_s << u"Hello"_s << true;
        QTest::newRow("bold") << u"*Hello* you"_s << u"Hello you"_s << true;
        QTest::newRow("a link as its label") << u"see <https://a.example/x|the page>!"_s << u"see the page!"_s << true;
        QTest::newRow("a bare link") << u"<https://a.example>"_s << u"https://a.example"_s << true;
        QTest::newRow("a mention") << u"<users/1> hi"_s << u"<users/1> hi"_s << true;
        QTest::newRow("invisible characters") << u"a\u200B*b"_s << u"a*b"_s << true;
        QTest::newRow("composed accents") << u"e\u0301"_s << u"\u00e9"_s << true;
        QTest::newRow("white space") << u"a \n  b\u00a0c "_s << u"a\nb c"_s << true;
        QTest::newRow("lists") << u"* one\n- two"_s << u"\u2022 one\n\u2022 two"_s << true;
        QTest::newRow("quotes") << u">a\n>b"_s << u"a\nb"_s << true;
        QTest::newRow("code") << u"```\nx = 1\n```"_s << u"x = 1"_s << true;
        QTest::newRow("other words") << u"Hello"_s << u"Hallo"_s << false;
        QTest::newRow("a word less") << u"see you at the bank"_s << u"see you at bank"_s << false;
        QTest::newRow("another number") << u"pay 1,000"_s << u"pay 10,000"_s << false;
        QTest::newRow("comparison signs hide nothing") << u"a < b and c | d > e"_s << u"a < x and c | d > e"_s << false;
        QTest::newRow("another person") << u"<users/1>"_s << u"<users/2>"_s << false;
    }
    void equalTextsAreEqualWhenReadBack()
    {
        QFETCH(QString, sent);
        QFETCH(QString, read);
        QFETCH(bool, equal);
        if (equal)
            QCOMPARE(normalisedChatText(read), normalisedChatText(sent));
        else
            QVERIFY(normalisedChatText(read) != normalisedChatText(sent));
    }
};

QTEST_GUILESS_MAIN(TestMessageText)
#include "tst_messagetext.moc"
