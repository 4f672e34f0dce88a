// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/inspector.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

/// What the reader counts in generated exports against what the generator's oracle says is in them.
class TestGeneratedExports : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    static QJsonObject readJson(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    static QString timeOf(const QJsonValue &micros)
    {
        return micros.isNull() ? QString() : toRfc3339(fromMicros(micros.toInteger()));
    }

private Q_SLOTS:
    void countsWhatTheOracleSays_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("style");
        QTest::addColumn<QString>("variant");
        QTest::newRow("everything, folder") << u"full"_s << QString() << u"slackdump"_s;
        QTest::newRow("small, as Slack zips") << u"small"_s << u"plain"_s << u"slackdump"_s;
        QTest::newRow("small, flagged names") << u"small"_s << u"flagged"_s << u"slackdump"_s;
        QTest::newRow("small, zipped again on a Mac") << u"small"_s << u"wrapped"_s << u"slackdump"_s;
        QTest::newRow("small, backslashes") << u"small"_s << u"backslash"_s << u"slackdump"_s;
        QTest::newRow("old") << u"old"_s << u"plain"_s << QString();
        QTest::newRow("slackdump") << u"slackdump"_s << u"plain"_s << u"slackdump"_s;
        QTest::newRow("public") << u"public"_s << u"plain"_s << QString();
    }
    void countsWhatTheOracleSays()
    {
        QFETCH(QString, profile);
        QFETCH(QString, style);
        QFETCH(QString, variant);
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        if (python.isEmpty())
            QSKIP("There is no Python to run the generator with.");
        const QString out = m_dir.filePath(QString::fromLatin1(QTest::currentDataTag()));
        QStringList arguments = {u"" CHATFERRY_SOURCE_DIR "/tests/generator/generate.py"_s,
                                 u"--seed"_s,
                                 u"11"_s,
                                 u"--messages"_s,
                                 u"2500"_s,
                                 u"--out"_s,
                                 out,
                                 u"--profile"_s,
                                 profile};
        if (!style.isEmpty())
            arguments += {u"--zip"_s, u"--zip-style"_s, style};
        QProcess generator;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PYTHONDONTWRITEBYTECODE"_s, u"1"_s);
        generator.setProcessEnvironment(environment);
        generator.start(python, arguments);
        QVERIFY(generator.waitForFinished(120'000));
        QVERIFY2(generator.exitCode() == 0, generator.readAllStandardError().constData());
        const QJsonObject oracle = readJson(out + u"/summary.json"_s);
        QVERIFY(!oracle.isEmpty());

        const auto source = Source::open(out + (style.isEmpty() ? u"/export"_s : u"/export.zip"_s));
        QVERIFY2(source, source ? "" : qPrintable(source.error().what));
        if (!variant.isEmpty())
            QCOMPARE((*source)->description().variant, variant);
        const auto inspection = inspect(**source, {}, {}, 3);
        QVERIFY(inspection);

        QMap<QString, QJsonObject> wanted;
        for (const QJsonValue &row : oracle.value(u"conversations"_s).toArray())
            wanted.insert(row.toObject().value(u"id"_s).toString(), row.toObject());
        QCOMPARE(inspection->conversations.size(), static_cast<std::size_t>(wanted.size()));
        const QJsonArray listed = toJson(*inspection).value(u"conversations"_s).toArray();
        for (qsizetype i = 0; i < listed.size(); ++i) {
            const QJsonObject found = listed.at(i).toObject();
            const QJsonObject row = wanted.take(found.value(u"id"_s).toString());
            const QByteArray where = found.value(u"id"_s).toString().toUtf8();
            for (const auto &key : {u"name"_s, u"kind"_s, u"messages"_s, u"threads"_s, u"replies"_s, u"reactions"_s,
                                    u"attachments"_s, u"members"_s, u"joins"_s, u"leaves"_s}) {
                const QByteArray difference = where + ' ' + key.toUtf8() + ": found " +
                                              found.value(key).toVariant().toByteArray() + ", wanted " +
                                              row.value(key).toVariant().toByteArray();
                QVERIFY2(found.value(key) == row.value(key), difference.constData());
            }
            QCOMPARE(found.value(u"first"_s).toString(), timeOf(row.value(u"first"_s)));
            QCOMPARE(found.value(u"last"_s).toString(), timeOf(row.value(u"last"_s)));
            QCOMPARE(inspection->conversations[static_cast<std::size_t>(i)].counts.records,
                     row.value(u"records"_s).toInteger());
        }
        QVERIFY(wanted.isEmpty());

        qint64 sum = inspection->totals.messages;
        const QJsonObject skipped = oracle.value(u"skipped"_s).toObject();
        for (auto reason = inspection->skipped.cbegin(); reason != inspection->skipped.cend(); ++reason) {
            sum += reason.value();
            QVERIFY2(skipped.value(reason.key()).toInteger() == reason.value(),
                     qPrintable(u"%1: found %2, wanted %3"_s.arg(reason.key())
                                    .arg(reason.value())
                                    .arg(skipped.value(reason.key()).toInteger())));
        }
        QCOMPARE(inspection->skipped.size(), skipped.size());
        QCOMPARE(sum, inspection->totals.records);
    }
};

QTEST_GUILESS_MAIN(TestGeneratedExports)
#include "tst_generatedexports.moc"
