// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/layeredsource.h"

#include "tests/sources/exportbuilder.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using test::ExportBuilder;
using test::json;
using test::readAll;
using test::words;

class TestLayeredSource : public QObject
{
    Q_OBJECT

    static std::shared_ptr<const Source> opened(ExportBuilder &builder, const QByteArray &text, const QByteArray &file)
    {
        builder.file(u"__uploads/F1/a.txt"_s, file);
        builder.day(json("[{'type':'message','user':'U1','ts':'1577865600.000100','text':'") + text +
                    json("','files':[{'id':'F1','name':'a.txt'}]}]"));
        return std::shared_ptr<const Source>(builder.source());
    }

private Q_SLOTS:
    void everyMessageComesFromItsExport()
    {
        ExportBuilder older;
        ExportBuilder newer;
        const auto first = opened(older, "old words", "old bytes");
        const auto second = opened(newer, "new words", "new bytes");
        LayeredSource both(first);
        int openings = 0;
        QCOMPARE(both.add([&]() -> Result<std::shared_ptr<const Source>> {
            ++openings;
            return second;
        }),
                 1);
        const qint64 old = readAll(*first).messages.front().locator;
        const qint64 fresh = LayeredSource::locatorIn(1, readAll(*second).messages.front().locator);
        QCOMPARE(LayeredSource::layerOf(old), 0);
        QCOMPARE(LayeredSource::layerOf(fresh), 1);

        const auto onlyOld = both.load({u"C1"_s}, std::vector{old});
        QVERIFY(onlyOld);
        QCOMPARE(openings, 0);
        const auto loaded = both.load({u"C1"_s}, std::vector{fresh, old, fresh});
        QVERIFY(loaded);
        QCOMPARE(openings, 1);
        const QStringList wanted = {u"new words"_s, u"old words"_s, u"new words"_s};
        const QByteArrayList bytes = {"new bytes", "old bytes", "new bytes"};
        for (std::size_t i = 0; i < 3; ++i) {
            const Message &message = (*loaded)[i];
            QCOMPARE(words(message.text.blocks), wanted.at(static_cast<qsizetype>(i)));
            QCOMPARE(message.locator, i == 1 ? old : fresh);
            const auto device = both.openAttachment(message.attachments.front());
            QVERIFY(device);
            QCOMPARE((*device)->readAll(), bytes.at(static_cast<qsizetype>(i)));
        }
        QCOMPARE(both.conversations().size(), first->conversations().size());
    }

    void aMissingExportCostsOnlyItsOwn()
    {
        ExportBuilder older;
        const auto first = opened(older, "old words", "x");
        LayeredSource both(first);
        both.add([]() -> Result<std::shared_ptr<const Source>> {
            return Error{.kind = Error::Kind::File, .what = u"It has gone."_s};
        });
        const qint64 old = readAll(*first).messages.front().locator;
        QVERIFY(both.load({u"C1"_s}, std::vector{old}));
        QCOMPARE(both.load({u"C1"_s}, std::vector{LayeredSource::locatorIn(1, old)}).error().kind, Error::Kind::File);
        QCOMPARE(both.load({u"C1"_s}, std::vector{LayeredSource::locatorIn(2, old)}).error().kind, Error::Kind::Input);
    }
};

QTEST_GUILESS_MAIN(TestLayeredSource)
#include "tst_layeredsource.moc"
