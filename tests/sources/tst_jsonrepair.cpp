// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/jsonrepair.h"
#include "sources/jsonstretches.h"

#include "tests/sources/exportbuilder.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace chatferry;
using test::json;
using namespace Qt::StringLiterals;

namespace {

class QtCheck final : public JsonCheck
{
public:
    bool isValid(QByteArrayView json) override
    {
        QJsonParseError error;
        // Qt reads arrays and objects only.
        QJsonDocument::fromJson('[' + json.toByteArray() + ']', &error);
        return error.error == QJsonParseError::NoError;
    }
    bool isEntry(QByteArrayView json) override { return json.contains("\"ts\"") && isValid(json); }
};

/// Ends in an error after so many bytes.
class FailingDevice final : public QIODevice
{
    Q_OBJECT
public:
    FailingDevice(QByteArray bytes, qsizetype good)
        : m_bytes(bytes.left(good))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        if (m_bytes.isEmpty())
            return -1;
        const qsizetype size = std::min<qsizetype>(m_bytes.size(), maxSize);
        memcpy(data, m_bytes.constData(), static_cast<std::size_t>(size));
        m_bytes.remove(0, size);
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
};

} // namespace

class TestJsonRepair : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mends_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("mended");
        QTest::newRow("nothing to do") << json("[{'a':'\\u00e9 \\' x', 'b':-1.5e3}]")
                                       << json("[{'a':'\\u00e9 \\' x', 'b':-1.5e3}]");
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF[1]"_ba
                                         << "[1]"_ba;
        QTest::newRow("invalid UTF-8") << "[\"a\xFF\xC3\"]"_ba
                                       << "[\"a\xEF\xBF\xBD\xEF\xBF\xBD\"]"_ba;
        QTest::newRow("surrogates as UTF-8") << "[\"\xED\xA0\x80\"]"_ba
                                             << "[\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"]"_ba;
        QTest::newRow("valid UTF-8 stays") << "[\"\xF0\x9F\x98\x80\xC3\xA9\"]"_ba
                                           << "[\"\xF0\x9F\x98\x80\xC3\xA9\"]"_ba;
        QTest::newRow("lone high surrogate") << json("['\\ud83d x']") << "[\"\xEF\xBF\xBD x\"]"_ba;
        QTest::newRow("lone low surrogate") << json("['\\ude00']") << "[\"\xEF\xBF\xBD\"]"_ba;
        QTest::newRow("pair stays") << json("['\\ud83d\\ude00']") << json("['\\ud83d\\ude00']");
        QTest::newRow("escaped backslash before u") << json("['\\\\ud83d']") << json("['\\\\ud83d']");
        QTest::newRow("control characters") << QByteArray("[\"a\0b\nc\"]\0", 10) << "[\"a\\u0000b\\u000ac\"] "_ba;
        QTest::newRow("huge number") << "[12345678901234567890123, 12]"_ba
                                     << "[\"12345678901234567890123\", 12]"_ba;
        QTest::newRow("huge number inside a string") << "[\"12345678901234567890123\"]"_ba
                                                     << "[\"12345678901234567890123\"]"_ba;
        QTest::newRow("cut in an escape") << json("['\\u00") << json("['\\u00");
    }
    void mends()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, mended);
        const QByteArray result = mendJson(text);
        QCOMPARE(result, mended);
        QVERIFY(result.capacity() >= result.size() + 64);
    }

    void splits_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("entries");
        QTest::newRow("plain") << json(" [ {'a':[1,2]} , 'x,]' ,3 ]")
                               << QByteArrayList{json("{'a':[1,2]}"), json("'x,]'"), "3"};
        QTest::newRow("empty") << "[ ]"_ba << QByteArrayList{};
        QTest::newRow("no array") << json("{'a':1}") << QByteArrayList{};
        QTest::newRow("cut off") << json("[{'a':1},{'b") << QByteArrayList{json("{'a':1}"), json("{'b")};
        QTest::newRow("escaped quote") << json("['a\\',b', 2]") << QByteArrayList{json("'a\\',b'"), "2"};
    }
    void splits()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, entries);
        QByteArrayList found;
        for (const QByteArrayView entry : splitArray(text))
            found += entry.toByteArray();
        QCOMPARE(found, entries);
    }

    void savesWhatIsWhole_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("saved");
        QTest::newRow("one bad number") << json("[{'ts':1},{'ts':01x},{'ts':3}]") << json("[{'ts':1},null,{'ts':3}]");
        QTest::newRow("a quote too many swallows others")
            << json("[{'ts':1},{'ts':2,'text':'a'b'},{'ts':3},{'ts':4}]") << json("[{'ts':1},null,{'ts':3},{'ts':4}]");
        QTest::newRow("a bracket that is missing")
            << json("[{'ts':1},{'ts':2,'x':{'y':1},{'ts':3},{'ts':4}]") << json("[{'ts':1},null,{'ts':3},{'ts':4}]");
        QTest::newRow("parts of a broken entry are no entries")
            << json("[{'ts':1,'r':[{'n':1},{'n':2},{'n':3}],'x':y},{'ts':2}]") << json("[null,{'ts':2}]");
        QTest::newRow("cut off") << json("[{'ts':1},{'ts':2,'te") << json("[{'ts':1}]");
        QTest::newRow("last one broken") << json("[{'ts':1},{'ts':2,'te':'a'b'}]") << json("[{'ts':1},null]");
        QTest::newRow("nothing") << "nonsense"_ba
                                 << "[]"_ba;
    }
    void savesWhatIsWhole()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, saved);
        QtCheck check;
        QCOMPARE(salvageArray(text, check), saved);
    }

    void stretchesHoldEveryEntryOnce_data()
    {
        QTest::addColumn<int>("wanted");
        for (const int wanted : {1, 7, 100, 5'000, 1'000'000})
            QTest::addRow("%d", wanted) << wanted;
    }
    void stretchesHoldEveryEntryOnce()
    {
        QFETCH(int, wanted);
        QJsonArray all;
        for (int i = 0; i < 400; ++i)
            all.append(QJsonObject{{u"n"_s, i}, {u"t"_s, u"a, \"b\" ] } \\"_s.repeated(i % 5)}});
        auto device = std::make_unique<QBuffer>();
        device->setData("\n " + QJsonDocument(all).toJson());
        QVERIFY(device->open(QIODevice::ReadOnly));
        JsonStretches stretches(std::move(device), wanted);
        QJsonArray found;
        int count = 0;
        while (const auto stretch = stretches.next()) {
            ++count;
            for (const QJsonValue &value : QJsonDocument::fromJson(*stretch).array())
                found.append(value);
        }
        QCOMPARE(found, all);
        QVERIFY(!stretches.failed());
        QVERIFY(wanted > 100'000 ? count == 1 : count > 1);
    }

    void aFailingDeviceCostsOnlyWhatIsBehind()
    {
        const QByteArray text = "[" + QByteArray(json("{'ts':1},")).repeated(100) + json("{'ts':1}]");
        JsonStretches stretches(std::make_unique<FailingDevice>(text, 455), 90);
        qsizetype whole = 0;
        QByteArray last;
        while (const auto stretch = stretches.next()) {
            last = *stretch;
            whole += QJsonDocument::fromJson(*stretch).array().size();
        }
        QVERIFY(stretches.failed());
        QVERIFY(whole >= 40 && whole < 51);
        QVERIFY(!last.endsWith(']'));
    }

    void noArrayYieldsNothing()
    {
        auto device = std::make_unique<QBuffer>();
        device->setData(json("{'messages':[1,2]}"));
        QVERIFY(device->open(QIODevice::ReadOnly));
        JsonStretches stretches(std::move(device), 10);
        QVERIFY(!stretches.next());
    }
};

QTEST_GUILESS_MAIN(TestJsonRepair)
#include "tst_jsonrepair.moc"
