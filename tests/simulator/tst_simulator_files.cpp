// SPDX-License-Identifier: GPL-3.0-or-later
#include "simclient.h"

#include <QCryptographicHash>
#include <QTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kStep = 256 * 1024;

QByteArray related(const QJsonObject &metadata, const QByteArray &bytes)
{
    return "--B\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n" + QJsonDocument(metadata).toJson() +
           "\r\n--B\r\nContent-Type: image/png\r\n\r\n" + bytes + "\r\n--B--";
}

QString sha256(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char((i * 31 + i / 977) & 0xff);
    return bytes;
}

/// Path and query of an address.
QByteArray targetOf(const QByteArray &location)
{
    const QUrl url(QString::fromLatin1(location));
    return (url.path(QUrl::FullyEncoded) + u'?' + url.query(QUrl::FullyEncoded)).toLatin1();
}

} // namespace

class TestSimulatorFiles : public QObject
{
    Q_OBJECT

    static Answered upload(Rig &rig, const QByteArray &token, const QByteArray &space, const QJsonObject &metadata,
                           const QByteArray &bytes = "content")
    {
        return rig.client.send(
            "POST", "/upload/v1/" + space + "/attachments:upload?uploadType=multipart",
            {{"Authorization", "Bearer " + token}, {"Content-Type", "multipart/related; boundary=B"}},
            related(metadata, bytes));
    }

    static Answered create(Rig &rig, const QByteArray &token, const QJsonObject &metadata, const QByteArray &query = {})
    {
        return rig.client.call(token, "POST", "/drive/v3/files?supportsAllDrives=true" + query, metadata);
    }

    static QByteArray driveToken(Rig &rig, const QString &email = u"admin@example.com"_s)
    {
        return rig.client.token(email, u"drive"_s);
    }

private Q_SLOTS:
    void uploadTokenIsGoodOnceForItsUploader()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const QByteArray other = rig.space(u"other"_s);
        const auto message = [](const Answered &uploaded) {
            return QJsonObject{{u"text"_s, u"see"_s}, {u"attachment"_s, QJsonArray{uploaded.json()}}};
        };
        const auto uploaded = upload(rig, rig.bob, space, {{u"filename"_s, u"a.png"_s}}, "pixels");
        QCOMPARE(uploaded.status, 200);
        QCOMPARE(rig.post(rig.admin, space, message(uploaded)).status, 400); // another user
        QCOMPARE(rig.post(rig.bob, other, message(uploaded)).status, 400);   // another space
        const auto made = rig.post(rig.bob, space, message(uploaded), "requestId=r");
        QCOMPARE(made.status, 200);
        QCOMPARE(made["attachment"].toArray()[0]["contentName"_L1].toString(), u"a.png"_s);
        QCOMPARE(made["attachment"].toArray()[0]["source"_L1].toString(), u"UPLOADED_CONTENT"_s);
        QCOMPARE(rig.post(rig.bob, space, message(uploaded)).status, 400); // used
        QCOMPARE(rig.post(rig.bob, space, message(uploaded), "requestId=r").status, 200);
        const QJsonObject state =
            rig.simulator.state()["spaces"_L1][0]["messages"_L1][0]["attachments"_L1][0].toObject();
        QCOMPARE(state["sha256"_L1].toString(), sha256("pixels"));
        QCOMPARE(state["size"_L1].toInt(), 6);
        // a patch may keep what is there by its resource name
        const QJsonObject kept{{u"attachment"_s, QJsonArray{made["attachment"].toArray()[0]}}};
        QCOMPARE(
            rig.client
                .call(rig.bob, "PATCH", "/v1/" + made["name"].toString().toLatin1() + "?updateMask=attachment", kept)
                .status,
            200);
    }

    void multipartMayHaveBareLineFeeds()
    {
        Rig rig;
        QByteArray body = related({{u"name"_s, u"a"_s}}, "pixels");
        body.replace("\r\n", "\n");
        const auto made = rig.client.send(
            "POST", "/upload/drive/v3/files?uploadType=multipart&alt=json&fields=sha256Checksum",
            {{"Authorization", "Bearer " + driveToken(rig)}, {"Content-Type", "multipart/related; boundary=\"B\""}},
            body);
        QCOMPARE(made["sha256Checksum"].toString(), sha256("pixels"));
    }

    void uploadRules()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(upload(rig, rig.app, space, {{u"filename"_s, u"a.png"_s}}).status, 403);
        QCOMPARE(upload(rig, rig.bob, space, {}).status, 400);
        QCOMPARE(upload(rig, rig.bob, space, {{u"filename"_s, u"setup.EXE"_s}}).status, 400);
        QCOMPARE(upload(rig, rig.bob, space, {{u"filename"_s, u"a"_s}, {u"size"_s, 3}}).status, 400);
        QCOMPARE(upload(rig, rig.bob, "spaces/NONE", {{u"filename"_s, u"a"_s}}).status, 403);
        const auto torn =
            rig.client.send("POST", "/upload/v1/" + space + "/attachments:upload?uploadType=multipart",
                            {{"Authorization", "Bearer " + rig.bob}, {"Content-Type", "multipart/related; boundary=B"}},
                            "--B\r\n\r\nx");
        QCOMPARE(torn.status, 400);
        const auto tooLarge =
            rig.client.send("POST", "/upload/v1/" + space + "/attachments:upload?uploadType=resumable",
                            {{"Authorization", "Bearer " + rig.bob},
                             {"Content-Type", "application/json"},
                             {"X-Upload-Content-Length", "209715201"}},
                            R"({"filename":"a.bin"})");
        QCOMPARE(tooLarge.status, 400);
    }

    void resumableUploadGoesOnWhereItStopped()
    {
        Rig rig;
        const QByteArray token = driveToken(rig);
        const QByteArray bytes = pattern(3 * kStep + 1000);
        const auto begun = rig.client.send(
            "POST",
            "/upload/drive/v3/"
            "files?uploadType=resumable&supportsAllDrives=true&fields=id,size,md5Checksum,sha256Checksum",
            {{"Authorization", "Bearer " + token},
             {"Content-Type", "application/json"},
             {"X-Upload-Content-Type", "video/mp4"},
             {"X-Upload-Content-Length", QByteArray::number(bytes.size())}},
            R"({"name":"film.mp4"})");
        QCOMPARE(begun.status, 200);
        QVERIFY(begun.body.isEmpty());
        QVERIFY(begun.header("Location").startsWith(rig.simulator.baseUrl().toLatin1()));
        const QByteArray target = targetOf(begun.header("Location"));
        const auto put = [&](const QByteArray &range, const QByteArray &part) {
            return rig.client.send("PUT", target, {{"Content-Range", range}}, part);
        };
        const QByteArray total = QByteArray::number(bytes.size());
        const auto nothing = put("bytes */" + total, {});
        QCOMPARE(nothing.status, 308);
        QVERIFY(nothing.header("Range").isEmpty());
        const auto one = put("bytes 0-262143/" + total, bytes.left(kStep));
        QCOMPARE(one.status, 308);
        QCOMPARE(one.header("Range"), QByteArray("bytes=0-262143"));
        QCOMPARE(put("bytes 262144-262243/" + total, bytes.mid(kStep, 100)).status, 400);       // no multiple
        QCOMPARE(put("bytes 524288-786431/" + total, bytes.mid(2 * kStep, kStep)).status, 400); // a gap
        QCOMPARE(put("bytes 262144-524287/99999999", bytes.mid(kStep, kStep)).status, 400);     // another total
        QCOMPARE(put("bytes */" + total, {}).header("Range"), QByteArray("bytes=0-262143"));
        // overlapping is harmless
        QCOMPARE(put("bytes 0-524287/" + total, bytes.left(2 * kStep)).header("Range"), QByteArray("bytes=0-524287"));
        const auto last =
            put("bytes 524288-" + QByteArray::number(bytes.size() - 1) + '/' + total, bytes.mid(2 * kStep));
        QCOMPARE(last.status, 200);
        QCOMPARE(last.json().keys(), QStringList({u"id"_s, u"md5Checksum"_s, u"sha256Checksum"_s, u"size"_s}));
        QCOMPARE(last["sha256Checksum"].toString(), sha256(bytes));
        QCOMPARE(last["md5Checksum"].toString(),
                 QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex()));
        // asked again after a lost answer
        QCOMPARE(put("bytes */" + total, {}).json(), last.json());
        QCOMPARE(rig.simulator.state()["drive"_L1]["files"_L1].toArray().size(), 1);
        QCOMPARE(rig.client.send("PUT", "/upload/drive/v3/files?uploadType=resumable&upload_id=none", {}, "x").status,
                 404);
    }

    void resumableChatUploadInOnePiece()
    {
        Rig rig;
        const QByteArray space = rig.space();
        for (const QByteArray &prefix : {QByteArray("/upload"), QByteArray("/resumable/upload")}) {
            const auto begun =
                rig.client.send("POST", prefix + "/v1/" + space + "/attachments:upload?uploadType=resumable",
                                {{"Authorization", "Bearer " + rig.bob},
                                 {"Content-Type", "application/json"},
                                 {"X-Upload-Content-Type", "text/plain"}},
                                R"({"filename":"a.txt"})");
            QCOMPARE(begun.status, 200);
            const auto done = rig.client.send("PUT", targetOf(begun.header("Location")), {}, "all of it");
            QCOMPARE(done.status, 200);
            const auto made = rig.post(rig.bob, space, {{u"attachment"_s, QJsonArray{done.json()}}});
            QCOMPARE(made.status, 200);
            QCOMPARE(made["attachment"].toArray()[0]["contentType"_L1].toString(), u"text/plain"_s);
        }
    }

    void emptyFileIsUploadedToo()
    {
        Rig rig;
        const QByteArray token = driveToken(rig);
        for (const bool withRange : {false, true}) {
            const auto begun = rig.client.send(
                "POST", "/upload/drive/v3/files?uploadType=resumable",
                {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}}, R"({"name":"empty"})");
            SimClient::Headers headers;
            if (withRange)
                headers.emplaceBack("Content-Range", "bytes */0");
            QCOMPARE(rig.client.send("PUT", targetOf(begun.header("Location")), headers).status, 200);
        }
        const QJsonArray files = rig.simulator.state()["drive"_L1]["files"_L1].toArray();
        QCOMPARE(files.size(), 2);
        QCOMPARE(files[0]["size"_L1].toInt(-1), 0);
        QCOMPARE(files[0]["sha256"_L1].toString(), sha256({}));
    }

    void reservedIdIsGoodOnce()
    {
        Rig rig;
        const QByteArray token = driveToken(rig);
        const auto ids = rig.client.call(token, "GET", "/drive/v3/files/generateIds?count=3");
        QCOMPARE(ids["ids"].toArray().size(), 3);
        QCOMPARE(rig.client.call(token, "GET", "/drive/v3/files/generateIds?count=1001").status, 400);
        const QString id = ids["ids"].toArray()[0].toString();
        const auto send = [&](const QString &fileId) {
            return rig.client.send(
                "POST", "/upload/drive/v3/files?uploadType=multipart&fields=id,md5Checksum,size,name,webViewLink",
                {{"Authorization", "Bearer " + token}, {"Content-Type", "multipart/related; boundary=\"B\""}},
                related({{u"id"_s, fileId}, {u"name"_s, u"a.png"_s}}, "pixels"));
        };
        const auto made = send(id);
        QCOMPARE(made.status, 200);
        QCOMPARE(made["id"].toString(), id);
        QCOMPARE(made["size"].toString(), u"6"_s);
        QCOMPARE(made["webViewLink"].toString(), u"https://drive.google.com/file/d/%1/view?usp=drivesdk"_s.arg(id));
        const auto again = send(id);
        QCOMPARE(again.status, 409);
        QCOMPARE(again.errorReason(), u"fileIdInUse"_s);
        QCOMPARE(send(u"invented"_s).status, 400);
        QCOMPARE(rig.client.call(token, "DELETE", "/drive/v3/files/" + id.toLatin1()).status, 204);
        QCOMPARE(send(id).status, 409); // burnt
    }

    void driveAnswersLittleUnlessAsked()
    {
        Rig rig;
        const QByteArray token = driveToken(rig);
        const auto made =
            create(rig, token, {{u"name"_s, u"f"_s}, {u"mimeType"_s, u"application/vnd.google-apps.folder"_s}});
        QCOMPARE(made.json().keys(), QStringList({u"id"_s, u"kind"_s, u"mimeType"_s, u"name"_s}));
        const QByteArray id = made["id"].toString().toLatin1();
        QCOMPARE(rig.client.call(token, "GET", "/drive/v3/files/" + id + "?fields=parents")["parents"].toArray().size(),
                 1);
        QCOMPARE(rig.client.call(token, "GET", "/drive/v3/files/" + id + "?fields=parent").status, 400);
        QCOMPARE(rig.client.call(token, "GET", "/drive/v3/about").status, 400);
        const auto about =
            rig.client.call(token, "GET", "/drive/v3/about?fields=user(emailAddress),storageQuota,canCreateDrives");
        QCOMPARE(about.status, 200);
        QCOMPARE(about["user"].toObject()["emailAddress"_L1].toString(), u"admin@example.com"_s);
        QCOMPARE(about["canCreateDrives"].toBool(), true);
    }

    void wrongFilesAreRefused_data()
    {
        QTest::addColumn<QJsonObject>("metadata");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("reason");
        QTest::newRow("unknown field") << QJsonObject{{u"title"_s, u"x"_s}} << 400 << u"parseError"_s;
        QTest::newRow("not writable") << QJsonObject{{u"name"_s, u"x"_s}, {u"size"_s, u"3"_s}} << 403
                                      << u"fieldNotWritable"_s;
        QTest::newRow("two parents") << QJsonObject{{u"parents"_s, QJsonArray{u"a"_s, u"b"_s}}} << 400
                                     << u"multipleParentsNotAllowed"_s;
        QTest::newRow("parent unknown") << QJsonObject{{u"parents"_s, QJsonArray{u"none"_s}}} << 404 << u"notFound"_s;
    }
    void wrongFilesAreRefused()
    {
        QFETCH(QJsonObject, metadata);
        Rig rig;
        const auto answer = create(rig, driveToken(rig), metadata);
        QTEST(answer.status, "status");
        QTEST(answer.errorReason(), "reason");
        QVERIFY(rig.simulator.state()["drive"_L1]["files"_L1].toArray().isEmpty());
    }

    void sharedDriveIsMadeOnce()
    {
        Rig rig;
        const QByteArray token = driveToken(rig);
        const QByteArray narrow = rig.client.token(u"admin@example.com"_s, u"drive.file"_s);
        const QJsonObject body{{u"name"_s, u"Chat's files"_s}};
        QCOMPARE(rig.client.call(token, "POST", "/drive/v3/drives", body).status, 400);
        QCOMPARE(rig.client.call(narrow, "POST", "/drive/v3/drives?requestId=r", body).status, 403);
        const auto made = rig.client.call(token, "POST", "/drive/v3/drives?requestId=r", body);
        QCOMPARE(made.status, 200);
        QCOMPARE(rig.client.call(token, "POST", "/drive/v3/drives?requestId=r", body).status, 409);
        const auto found = rig.client.call(
            token, "GET", "/drive/v3/drives?q=" + QByteArray("name = 'Chat\\'s files'").toPercentEncoding());
        QCOMPARE(found["drives"].toArray().size(), 1);
        QCOMPARE(found["drives"].toArray()[0]["id"_L1].toString(), made["id"].toString());
        rig.simulator.change([](SimulatorOptions &options) { options.sharedDrivesAllowed = false; });
        QCOMPARE(rig.client.call(token, "POST", "/drive/v3/drives?requestId=s", body).status, 403);
    }

    void sharedDriveNeedsToBeNamedInTheCall()
    {
        Rig rig;
        const QByteArray token = driveToken(rig);
        const QString drive =
            rig.client.call(token, "POST", "/drive/v3/drives?requestId=r", QJsonObject{{u"name"_s, u"d"_s}})["id"]
                .toString();
        const QJsonObject folder{{u"name"_s, u"general"_s},
                                 {u"mimeType"_s, u"application/vnd.google-apps.folder"_s},
                                 {u"parents"_s, QJsonArray{drive}}};
        QCOMPARE(rig.client.call(token, "POST", "/drive/v3/files", folder).status, 404);
        const auto made = create(rig, token, folder);
        QCOMPARE(made.status, 200);
        QCOMPARE(made["driveId"].toString(), drive);
        const QByteArray id = made["id"].toString().toLatin1();
        QCOMPARE(rig.client.call(token, "GET", "/drive/v3/files/" + id).status, 404);
        QCOMPARE(rig.client.call(token, "GET", "/drive/v3/files/" + id + "?supportsAllDrives=true").status, 200);
        const QByteArray q =
            QByteArray("'" + drive.toLatin1() + "' in parents and name = 'general' and trashed = false")
                .toPercentEncoding();
        QCOMPARE(rig.client.call(token, "GET", "/drive/v3/files?q=" + q)["files"].toArray().size(), 0);
        QCOMPARE(rig.client
                     .call(token, "GET",
                           "/drive/v3/files?supportsAllDrives=true&includeItemsFromAllDrives=true&q=" + q)["files"]
                     .toArray()
                     .size(),
                 1);
        QCOMPARE(rig.client.call(token, "GET", "/drive/v3/files?q=" + QByteArray("name like 'x'").toPercentEncoding())
                     .status,
                 400);
        // others see nothing of it
        const QByteArray bob = driveToken(rig, u"bob@example.com"_s);
        QCOMPARE(rig.client.call(bob, "GET", "/drive/v3/files/" + id + "?supportsAllDrives=true").status, 404);
        QJsonObject inside = folder;
        inside[u"parents"_s] = QJsonArray{QString::fromLatin1(id)};
        QCOMPARE(create(rig, bob, inside).status, 404);
    }

    void permissionsLetPeopleIn()
    {
        Rig rig;
        const QByteArray token = driveToken(rig);
        const QString drive =
            rig.client.call(token, "POST", "/drive/v3/drives?requestId=r", QJsonObject{{u"name"_s, u"d"_s}})["id"]
                .toString();
        const QByteArray folder = create(rig, token,
                                         {{u"name"_s, u"general"_s},
                                          {u"mimeType"_s, u"application/vnd.google-apps.folder"_s},
                                          {u"parents"_s, QJsonArray{drive}}})["id"]
                                      .toString()
                                      .toLatin1();
        const QByteArray file =
            create(rig, token, {{u"name"_s, u"a.txt"_s}, {u"parents"_s, QJsonArray{QString::fromLatin1(folder)}}})["id"]
                .toString()
                .toLatin1();
        const QByteArray bob = driveToken(rig, u"bob@example.com"_s);
        const QByteArray look = "/drive/v3/files/" + file + "?supportsAllDrives=true";
        const QByteArray share = "/drive/v3/files/" + folder + "/permissions?supportsAllDrives=true";
        const QJsonObject reader{
            {u"type"_s, u"user"_s}, {u"role"_s, u"reader"_s}, {u"emailAddress"_s, u"bob@example.com"_s}};
        QCOMPARE(rig.client.call(bob, "GET", look).status, 404);
        QCOMPARE(rig.client.call(bob, "POST", share, reader).status, 404);
        QCOMPARE(rig.client.call(token, "POST", share + "&sendNotificationEmail=false", reader).status, 200);
        QCOMPARE(rig.client.call(token, "POST", share + "&sendNotificationEmail=false", reader).status,
                 200); // the same one
        QCOMPARE(rig.client.call(bob, "GET", look).status, 200);
        QCOMPARE(rig.client.call(bob, "DELETE", look).status, 403);
        const auto permissions = [&] {
            return rig.simulator.state()["drive"_L1]["folders"_L1][0]["permissions"_L1].toArray();
        };
        QCOMPARE(permissions().size(), 1);
        QCOMPARE(permissions()[0]["notified"_L1].toBool(), false);
        const QJsonObject domain{{u"type"_s, u"domain"_s}, {u"role"_s, u"reader"_s}, {u"domain"_s, u"example.com"_s}};
        QCOMPARE(rig.client.call(token, "POST", share, domain).status, 200);
        const QByteArray eve = driveToken(rig, u"eve@example.com"_s);
        QCOMPARE(rig.client.call(eve, "GET", look).status, 200);
        const QJsonObject group{
            {u"type"_s, u"group"_s}, {u"role"_s, u"reader"_s}, {u"emailAddress"_s, u"all@example.com"_s}};
        QCOMPARE(rig.client.call(token, "POST", share, group).status, 200);
        QCOMPARE(permissions().size(), 3);
        QCOMPARE(permissions()[2]["notified"_L1].toBool(), true); // nobody said no
        const auto listed = rig.client.call(token, "GET", share + "&fields=permissions(id,emailAddress,role)");
        QCOMPARE(listed["permissions"].toArray().size(), 4); // and the organizer, from the drive
        for (const QJsonObject &bad :
             {QJsonObject{{u"type"_s, u"user"_s}, {u"role"_s, u"reader"_s}},
              QJsonObject{
                  {u"type"_s, u"user"_s}, {u"role"_s, u"reader"_s}, {u"emailAddress"_s, u"nobody@example.com"_s}},
              QJsonObject{{u"type"_s, u"team"_s}, {u"role"_s, u"reader"_s}}})
            QCOMPARE(rig.client.call(token, "POST", share, bad).status, 400);
        QCOMPARE(
            rig.client.call(token, "DELETE", "/drive/v3/files/" + folder + "/permissions/101?supportsAllDrives=true")
                .status,
            204);
        QCOMPARE(permissions().size(), 2);
    }

    void storageRunsFull()
    {
        SimulatorOptions options = usualOptions();
        options.driveStorageLimit = 10;
        Rig rig(options);
        const QByteArray token = driveToken(rig);
        const auto send = [&] {
            return rig.client.send(
                "POST", "/upload/drive/v3/files?uploadType=multipart",
                {{"Authorization", "Bearer " + token}, {"Content-Type", "multipart/related; boundary=B"}},
                related({{u"name"_s, u"a"_s}}, "7 bytes"));
        };
        QCOMPARE(send().status, 200);
        const auto full = send();
        QCOMPARE(full.status, 403);
        QCOMPARE(full.errorReason(), u"storageQuotaExceeded"_s);
    }

    void downloadIsRefusedRatherThanFaked()
    {
        Rig rig;
        const QByteArray token = driveToken(rig);
        const QByteArray id = create(rig, token, {{u"name"_s, u"a"_s}})["id"].toString().toLatin1();
        QCOMPARE(rig.client.call(token, "GET", "/drive/v3/files/" + id + "?alt=media").status, 400);
    }

    void directoryGoesThroughPages()
    {
        SimulatorOptions options = usualOptions();
        for (int n = 0; n < 150; ++n)
            options.people.push_back({.email = u"u%1@example.com"_s.arg(n, 3, 10, QLatin1Char('0'))});
        options.people.push_back({.email = u"left@example.com"_s, .deleted = true});
        options.people.push_back({.email = u"zoe@second.example"_s, .suspended = true});
        Rig rig(options);
        const QByteArray token = rig.client.token(u"admin@example.com"_s, u"admin.directory.user.readonly"_s);
        const QByteArray users = "/admin/directory/v1/users";
        const auto first = rig.client.call(token, "GET", users + "?customer=my_customer");
        QCOMPARE(first["users"].toArray().size(), 100);
        const auto rest = rig.client.call(
            token, "GET", users + "?customer=my_customer&pageToken=" + first["nextPageToken"].toString().toLatin1());
        QCOMPARE(rest["users"].toArray().size(), 54);
        QVERIFY(!rest.json().contains("nextPageToken"_L1));
        QCOMPARE(
            rig.client.call(token, "GET", users + "?customer=my_customer&maxResults=500")["users"].toArray().size(),
            154);
        QCOMPARE(rig.client.call(token, "GET", users + "?customer=my_customer&maxResults=501").status, 400);
        QCOMPARE(rig.client.call(token, "GET", users).status, 400);
        const auto domain =
            rig.client.call(token, "GET", users + "?domain=second.example&fields=users(primaryEmail,suspended)");
        QCOMPARE(domain["users"].toArray()[0].toObject(),
                 (QJsonObject{{u"primaryEmail"_s, u"zoe@second.example"_s}, {u"suspended"_s, true}}));
        const auto deleted = rig.client.call(token, "GET", users + "?customer=my_customer&showDeleted=true");
        QCOMPARE(deleted["users"].toArray().size(), 1);
        const auto none = rig.client.call(token, "GET", users + "?customer=my_customer&query=email:nobody*");
        QVERIFY(!none.json().contains("users"_L1));
        QCOMPARE(
            rig.client.call(token, "GET", users + "?customer=my_customer&query=email:u00*")["users"].toArray().size(),
            10);
    }

    void directoryFindsByAddressAliasAndId()
    {
        Rig rig;
        const QByteArray token = rig.client.token(u"admin@example.com"_s, u"admin.directory.user.readonly"_s);
        for (const QByteArray &key :
             {QByteArray("bob@example.com"), QByteArray("Robert%40example.com"), QByteArray("101")}) {
            const auto answer = rig.client.call(token, "GET", "/admin/directory/v1/users/" + key);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer["id"].toString(), u"101"_s);
            QCOMPARE(answer["primaryEmail"].toString(), u"bob@example.com"_s);
            QCOMPARE(answer["aliases"].toArray(), QJsonArray{u"robert@example.com"_s});
            QCOMPARE(answer["name"].toObject()["fullName"_L1].toString(), u"Bob B"_s);
        }
        const auto unknown = rig.client.call(token, "GET", "/admin/directory/v1/users/nobody@example.com");
        QCOMPARE(unknown.status, 404);
        QCOMPARE(unknown.errorReason(), u"notFound"_s);
        const QByteArray bob = rig.client.token(u"bob@example.com"_s, u"admin.directory.user.readonly"_s);
        QCOMPARE(rig.client.call(bob, "GET", "/admin/directory/v1/users?customer=my_customer").status, 403);
        QCOMPARE(rig.client.call(rig.admin, "GET", "/admin/directory/v1/users?customer=my_customer").status, 403);
        rig.simulator.change([](SimulatorOptions &options) { options.directoryApiEnabled = false; });
        QCOMPARE(rig.client.call(token, "GET", "/admin/directory/v1/users?customer=my_customer").errorReason(),
                 u"accessNotConfigured"_s);
    }
};

QTEST_GUILESS_MAIN(TestSimulatorFiles)
#include "tst_simulator_files.moc"
