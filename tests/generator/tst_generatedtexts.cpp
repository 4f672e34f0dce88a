// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/chatsyntax.h"
#include "markup/mrkdwn.h"
#include "markup/slackblocks.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace chatferry;

namespace {

class GeneratedNames : public TextNames
{
public:
    explicit GeneratedNames(const QJsonObject &names)
        : m_names(names)
    {
    }
    QString accountId(const PersonId &person) const override { return name(u"accounts"_s, person.value); }
    QString personName(const PersonId &person) const override { return name(u"people"_s, person.value); }
    QString conversationName(const ConversationId &conversation) const override
    {
        return name(u"conversations"_s, conversation.value);
    }

private:
    QString name(const QString &table, const QString &id) const { return m_names[table][id].toString(); }
    QJsonObject m_names;
};

/// The place in @p text where it stops being like @p other, written so that nothing in it is invisible.
QByteArray around(const QString &text, const QString &other)
{
    const auto apart = std::mismatch(text.begin(), text.end(), other.begin(), other.end());
    const auto at = std::max<qsizetype>(0, std::distance(text.begin(), apart.first) - 40);
    QByteArray out;
    for (const QChar c : text.sliced(at).left(120))
        out += c.unicode() < 0x7F ? QByteArray(1, c.toLatin1()) : "\\u" + QByteArray::number(c.unicode(), 16);
    return out.replace('\n', "\\n");
}

} // namespace

/// Every text of a generated export against the generator's own idea of it in Google Chat.
class GeneratedTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextLooksInChatAsTheOracleSays_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("seed");
        QTest::newRow("full") << u"full"_s << u"3"_s;
        QTest::newRow("old") << u"old"_s << u"3"_s;
        QTest::newRow("wild") << u"wild"_s << u"3"_s;
        QTest::newRow("wild again") << u"wild"_s << u"17"_s;
    }

    void everyTextLooksInChatAsTheOracleSays()
    {
        QFETCH(QString, profile);
        QFETCH(QString, seed);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"texts"_s);
        QProcess generator;
        generator.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        generator.start(u"" CHATFERRY_PYTHON ""_s, {u"-B"_s, u"" CHATFERRY_SOURCE_DIR "/tests/generator/texts.py"_s,
                                                    seed, u"6000"_s, profile, path});
        QVERIFY(generator.waitForFinished(60000));
        QCOMPARE(generator.exitCode(), 0);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const GeneratedNames names(QJsonDocument::fromJson(file.readLine()).object());
        int checked = 0;
        int different = 0;
        while (!file.atEnd()) {
            const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
            RichText text = parseSlackBlocks(line[u"blocks"_s].toArray()).value_or(RichText{});
            if (text.isEmpty())
                text = parseMrkdwn(line[u"text"_s].toString());
            const RichText more = parseSlackAttachments(line[u"attachments"_s].toArray());
            text.blocks.insert(text.blocks.end(), more.blocks.begin(), more.blocks.end());
            ++checked;
            QStringList found = {toChatSyntax(text, names)};
            QStringList expected = {line[u"chat"_s].toString()};
            if (line.contains(u"named"_s)) {
                const QString named = withAuthorInFront(line[u"name"_s].toString(), found.front());
                found << named;
                expected << line[u"named"_s].toString();
                for (const QString &part : splitText(named, line[u"limit"_s].toInt()))
                    found << part;
                for (const QJsonValue &part : line[u"parts"_s].toArray())
                    expected << part.toString();
            }
            if (found == expected || ++different > 20)
                continue;
            qsizetype first = 0;
            while (first < found.size() && first < expected.size() && found[first] == expected[first])
                ++first;
            qWarning().noquote() << line[u"where"_s].toString() << "text" << first << "\n  found    "
                                 << around(found.value(first), expected.value(first)) << "\n  expected "
                                 << around(expected.value(first), found.value(first));
        }
        QVERIFY(checked > 2000);
        QCOMPARE(different, 0);
    }
};

QTEST_GUILESS_MAIN(GeneratedTextsTest)
#include "tst_generatedtexts.moc"
