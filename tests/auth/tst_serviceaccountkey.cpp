// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/serviceaccountkey.h"
#include "tests/support/testkey.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray changed(const QString &name, const QJsonValue &value)
{
    QJsonObject object = QJsonDocument::fromJson(serviceAccountJson()).object();
    if (value.isUndefined())
        object.remove(name);
    else
        object[name] = value;
    return QJsonDocument(object).toJson();
}

} // namespace

class TestServiceAccountKey : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAKeyFile()
    {
        for (const QByteArray &bytes : {serviceAccountJson(), "\xEF\xBB\xBF" + serviceAccountJson()}) {
            const auto key = ServiceAccountKey::fromJson(bytes);
            QVERIFY(key.ok());
            QCOMPARE(key->projectId, u"ferry-project"_s);
            QCOMPARE(key->keyId, u"0123456789abcdef"_s);
            QCOMPARE(key->clientEmail, u"ferry@ferry-project.iam.gserviceaccount.com"_s);
            QCOMPARE(key->clientId, u"104000000000000000001"_s);
            QCOMPARE(key->tokenUri, QUrl(u"https://oauth2.googleapis.com/token"_s));
            QCOMPARE(key->privateKeyPem, testKey().privatePem);
        }
    }
    void saysWhatTheFileIsInstead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QByteArray() << u"empty"_s;
        QTest::newRow("blanks") << QByteArray(" \n ") << u"empty"_s;
        QTest::newRow("text") << QByteArray("hello") << u"not JSON"_s;
        QTest::newRow("a list") << QByteArray("[1,2]") << u"not JSON"_s;
        QTest::newRow("an API key") << QByteArray("AIzaSyA-secret") << u"API key"_s;
        QTest::newRow("an API key in JSON") << QByteArray(R"({"keyString":"AIzaSyA-secret"})") << u"API key"_s;
        QTest::newRow("a client of desktop kind")
            << QByteArray(R"({"installed":{"client_id":"x","client_secret":"secret"}})") << u"OAuth client"_s;
        QTest::newRow("a client of web kind") << QByteArray(R"({"web":{"client_id":"x"}})") << u"OAuth client"_s;
        QTest::newRow("a person's sign-in")
            << QByteArray(R"({"type":"authorized_user","refresh_token":"secret"})") << u"sign-in of a person"_s;
        QTest::newRow("workload identity") << QByteArray(R"({"type":"external_account"})") << u"workload identity"_s;
        QTest::newRow("other JSON") << QByteArray(R"({"name":"x"})") << u"not the key of a service account"_s;
        QTest::newRow("a bare key") << testKey().privatePem << u"bare private key"_s;
        QTest::newRow("P12") << QByteArray("\x30\x82\x09\x41\x02\x01\x03", 7) << u"P12"_s;
        QTest::newRow("no private key") << changed(u"private_key"_s, QJsonValue::Undefined) << u"\"private_key\""_s;
        QTest::newRow("no key id") << changed(u"private_key_id"_s, QJsonValue::Undefined) << u"\"private_key_id\""_s;
        QTest::newRow("no client id") << changed(u"client_id"_s, QString()) << u"\"client_id\""_s;
        QTest::newRow("no address") << changed(u"client_email"_s, 5) << u"\"client_email\""_s;
        QTest::newRow("foreign http token address")
            << changed(u"token_uri"_s, u"http://evil.example/token"_s) << u"https"_s;
        QTest::newRow("encrypted")
            << changed(u"private_key"_s,
                       u"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"_s)
            << u"encrypted"_s;
        QTest::newRow("damaged") << changed(u"private_key"_s,
                                            u"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"_s)
                                 << u"damaged"_s;
        QTest::newRow("not RSA") << changed(u"private_key"_s,
                                            u"-----BEGIN PRIVATE KEY-----\n"
                                            "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
                                            "-----END PRIVATE KEY-----\n"_s)
                                 << u"not an RSA key"_s;
    }
    void saysWhatTheFileIsInstead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const auto key = ServiceAccountKey::fromJson(bytes);
        QVERIFY(!key.ok());
        QCOMPARE(key.error().kind, Error::Kind::Input);
        QVERIFY2(key.error().what.contains(says), qPrintable(key.error().what));
        QVERIFY(!key.error().remedy.isEmpty());
        QVERIFY(!(key.error().what + key.error().remedy + key.error().detail).contains(u"secret-"_s));
        QVERIFY(!(key.error().what + key.error().detail).contains(u"-----"_s));
    }
    void aTokenAddressOnLoopbackIsFine()
    {
        const auto key = ServiceAccountKey::fromJson(serviceAccountJson(u"http://127.0.0.1:8080/token"_s));
        QVERIFY(key.ok());
        QCOMPARE(key->tokenUri.port(), 8080);
    }
};

QTEST_GUILESS_MAIN(TestServiceAccountKey)
#include "tst_serviceaccountkey.moc"
