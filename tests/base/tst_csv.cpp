// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/csv.h"

#include <QBuffer>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

class TestCsv : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<QStringList>>("rows");
        QTest::newRow("empty") << ""_ba << QList<QStringList>{};
        QTest::newRow("plain") << "a,b\nc,d"_ba << QList<QStringList>{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
        QTest::newRow("mark and CR LF") << "\xEF\xBB\xBF"
                                           "a,b\r\nc,\r\n"_ba
                                        << QList<QStringList>{{u"a"_s, u"b"_s}, {u"c"_s, u""_s}};
        QTest::newRow("semicolon") << "a;b,c\n1;2"_ba << QList<QStringList>{{u"a;b"_s, u"c"_s}, {u"1;2"_s}};
        QTest::newRow("semicolons") << "a;b;c,\n1,5;2;3"_ba
                                    << QList<QStringList>{{u"a"_s, u"b"_s, u"c,"_s}, {u"1,5"_s, u"2"_s, u"3"_s}};
        QTest::newRow("tab") << "a\tb\n1\t2"_ba << QList<QStringList>{{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}};
        QTest::newRow("quotes") << "\"a,b\",\"c\"\"d\",\"e\r\nf\",\"\"\n"_ba
                                << QList<QStringList>{{u"a,b"_s, u"c\"d"_s, u"e\r\nf"_s, u""_s}};
        QTest::newRow("quote within") << "a\"b,c"_ba << QList<QStringList>{{u"a\"b"_s, u"c"_s}};
        QTest::newRow("blank lines") << "a\n\n\nb\n\"\"\n"_ba << QList<QStringList>{{u"a"_s}, {u"b"_s}, {u""_s}};
        QTest::newRow("old line ends") << "a,b\rc,d\r"_ba << QList<QStringList>{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
        QTest::newRow("wide") << "\xC3\xA4,\xF0\x9F\x98\x80"_ba << QList<QStringList>{{u"ä"_s, u"😀"_s}};
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE"
                                              "a\0,\0b\0",
                                              8)
                                << QList<QStringList>{{u"a"_s, u"b"_s}};
        QTest::newRow("defused") << "'=1,'-a,'b,'5"_ba << QList<QStringList>{{u"=1"_s, u"-a"_s, u"'b"_s, u"'5"_s}};
    }
    void reads()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<QStringList>, rows);
        const auto read = readCsv(bytes);
        QVERIFY(read);
        QList<QStringList> cells;
        for (const CsvRow &row : *read)
            cells += row.cells;
        QCOMPARE(cells, rows);
    }

    void namesTheLineOfEachRow()
    {
        const auto read = readCsv("a\n\n\"b\nc\"\r\nd"_ba);
        QVERIFY(read);
        QCOMPARE(read->size(), 3U);
        QCOMPARE((*read)[0].line, 1);
        QCOMPARE((*read)[1].line, 3);
        QCOMPARE((*read)[2].line, 5);
    }

    void refusesWhatIsNoTable()
    {
        const auto open = readCsv("a\nb,\"c\n"_ba);
        QVERIFY(!open);
        QCOMPARE(open.error().kind, Error::Kind::Input);
        QVERIFY(open.error().what.contains(u"line 2"_s));
        const auto latin = readCsv("M\xFCller,a"_ba);
        QVERIFY(!latin);
        QVERIFY(!latin.error().remedy.isEmpty());
    }

    void defusesFormulas_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("written");
        QTest::newRow("equals") << u"=1+1"_s << u"'=1+1"_s;
        QTest::newRow("plus") << u"+cmd"_s << u"'+cmd"_s;
        QTest::newRow("minus") << u"-2+3"_s << u"'-2+3"_s;
        QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
        QTest::newRow("tab") << u"\t=1"_s << u"'\t=1"_s;
        QTest::newRow("return") << u"\r=1"_s << u"'\r=1"_s;
        QTest::newRow("spaces") << u"  =1"_s << u"'  =1"_s;
        QTest::newRow("full width") << u"\uFF1D1"_s << u"'\uFF1D1"_s;
        QTest::newRow("negative number") << u"-12.5"_s << u"-12.5"_s;
        QTest::newRow("name") << u"O'Neill"_s << u"O'Neill"_s;
        QTest::newRow("apostrophe") << u"'tis"_s << u"'tis"_s;
        QTest::newRow("apostrophe and formula") << u"'=1"_s << u"''=1"_s;
        QTest::newRow("empty") << u""_s << u""_s;
        QTest::newRow("dash") << u"-"_s << u"'-"_s;
    }
    void defusesFormulas()
    {
        QFETCH(QString, cell);
        QFETCH(QString, written);
        QCOMPARE(defused(cell), written);
        QCOMPARE(undefused(written), cell);
    }

    void givesBackWhatWasWritten()
    {
        const QList<QStringList> rows = {{u"a"_s, u"b,c"_s, u"d\"e"_s, u"f\r\ng"_s, u"=x"_s, u" h "_s, u""_s},
                                         {u"'=y"_s, u"i;j"_s, u"ж😀"_s, u"-5"_s, u"\t"_s, u"'"_s, u"\"\""_s},
                                         {u""_s}};
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::ReadWrite));
        CsvWriter writer(buffer);
        for (const QStringList &row : rows)
            writer.row(row);
        QVERIFY(writer.finish());
        const auto read = readCsv(buffer.data());
        QVERIFY(read);
        QList<QStringList> cells;
        for (const CsvRow &row : *read)
            cells += row.cells;
        QCOMPARE(cells, rows);
    }

    void saysWhenNothingCanBeWritten()
    {
        QBuffer closed;
        QVERIFY(closed.open(QIODevice::ReadOnly));
        QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QBuffer): ReadOnly device");
        CsvWriter writer(closed);
        writer.row({u"a"_s});
        const auto end = writer.finish();
        QVERIFY(!end);
        QCOMPARE(end.error().kind, Error::Kind::File);
    }
};

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
