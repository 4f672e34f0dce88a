// SPDX-License-Identifier: GPL-3.0-or-later
#include "simclient.h"

#include <QTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;

/// Which identity may call what in an import-mode space ("Authorize Google Chat apps to import data").
class TestSimulatorMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void identities_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path"); // below the space
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<bool>("author");
        QTest::addColumn<bool>("other");
        QTest::addColumn<bool>("app");
        const QJsonObject none;
        const QJsonObject text{{u"text"_s, u"t"_s}};
        const QJsonObject heart{{u"emoji"_s, QJsonObject{{u"unicode"_s, u"\u2764"_s}}}};
        const QJsonObject past{{u"member"_s, QJsonObject{{u"name"_s, u"users/102"_s}, {u"type"_s, u"HUMAN"_s}}},
                               {u"deleteTime"_s, u"2018-01-01T00:00:00Z"_s}};
        const auto row = [](const char *name, const char *method, const char *path, const QJsonObject &body,
                            bool author, bool other, bool app) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(path) << body << author << other << app;
        };
        row("spaces.get", "GET", "", none, false, false, true);
        row("spaces.patch", "PATCH", "?updateMask=displayName", {{u"displayName"_s, u"n"_s}}, true, true, false);
        row("spaces.delete", "DELETE", "", none, true, true, false);
        row("spaces.completeImport", "POST", ":completeImport", none, true, true, false);
        row("messages.create", "POST", "/messages", text, true, true, true);
        row("messages.list", "GET", "/messages", none, true, true, false);
        row("messages.get of an account's", "GET", "/messages/client-bob", none, false, false, false);
        row("messages.get of the app's", "GET", "/messages/client-app", none, false, false, true);
        row("messages.patch of an account's", "PATCH", "/messages/client-bob?updateMask=text", text, true, false,
            false);
        row("messages.patch of the app's", "PATCH", "/messages/client-app?updateMask=text", text, false, false, true);
        row("messages.update of an account's", "PUT", "/messages/client-bob?updateMask=text", text, true, false, false);
        row("messages.delete of an account's", "DELETE", "/messages/client-bob", none, true, true, false);
        row("messages.delete of the app's", "DELETE", "/messages/client-app", none, true, true, true);
        row("reactions.create", "POST", "/messages/client-bob/reactions", heart, true, true, false);
        row("reactions.list", "GET", "/messages/client-bob/reactions", none, false, false, false);
        row("members.create", "POST", "/members", past, true, true, false);
        row("members.list", "GET", "/members", none, true, true, false);
        row("members.delete", "DELETE", "/members/100", none, true, true, false);
    }
    void identities()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QJsonObject, body);
        const std::vector<std::pair<const char *, QByteArray Rig::*>> identities{
            {"author", &Rig::bob}, {"other", &Rig::admin}, {"app", &Rig::app}};
        for (const auto &[column, token] : identities) {
            Rig rig;
            const QByteArray space = rig.space();
            QCOMPARE(rig.post(rig.bob, space, {{u"text"_s, u"b"_s}}, "messageId=client-bob").status, 200);
            QCOMPARE(rig.post(rig.app, space, {{u"text"_s, u"a"_s}}, "messageId=client-app").status, 200);
            const QJsonObject past{{u"member"_s, QJsonObject{{u"name"_s, u"users/100"_s}, {u"type"_s, u"HUMAN"_s}}},
                                   {u"deleteTime"_s, u"2018-01-01T00:00:00Z"_s}};
            QCOMPARE(rig.client.call(rig.admin, "POST", "/v1/" + space + "/members", past).status, 200);
            const bool hasBody = method == "POST" || method == "PATCH" || method == "PUT";
            const auto writes = rig.simulator.writes();
            const auto answer = rig.client.call(rig.*token, method, "/v1/" + space + path,
                                                hasBody ? std::optional(body) : std::nullopt);
            const bool allowed = *static_cast<bool *>(QTest::qData(column, qMetaTypeId<bool>()));
            QVERIFY2(answer.status == (allowed ? 200 : 403), answer.body.constData());
            if (!allowed) {
                QCOMPARE(answer.errorWord(), u"PERMISSION_DENIED"_s);
                QCOMPARE(rig.simulator.writes(), writes);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSimulatorMatrix)
#include "tst_simulator_matrix.moc"
