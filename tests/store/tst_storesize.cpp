// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.h"
#include "base/fakeclock.h"
#include "store/conversationtable.h"
#include "store/itemappender.h"
#include "store/itemtable.h"
#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace chatferry;
using namespace Qt::StringLiterals;

class TestStoreSize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageTakesAbout150Bytes();
};

void TestStoreSize::aMessageTakesAbout150Bytes()
{
#ifdef __SANITIZE_ADDRESS__
    constexpr int kMessages = 20'000;
#else
    constexpr int kMessages = 100'000;
#endif
    FakeClock clock;
    QTemporaryDir folder;
    const QString path = folder.filePath(u"p.chatferry"_s);
    const QString emptyPath = folder.filePath(u"empty.chatferry"_s);
    QVERIFY(Project::create(emptyPath, clock));
    {
        const auto made = Project::create(path, clock);
        QVERIFY(made);
        Project &project = **made;
        ConversationRow conversation;
        conversation.source.id = {u"C0123456789"_s};
        const auto id = ConversationTable(project).add(conversation);
        SpaceRow space;
        space.conversation = *id;
        const auto spaceId = SpaceTable(project).add(space);
        QVERIFY(id && spaceId);

        // Shaped like a real channel: rising microseconds, four replies in ten, one reaction in four, 500 authors.
        std::mt19937_64 random(1);
        qint64 micros = 1'600'000'000'000'000;
        ItemTable items(project);
        QElapsedTimer timer;
        timer.start();
        std::vector<ItemRow> all;
        qint64 lastRoot = 0;
        for (int done = 0; done < kMessages;) {
            std::vector<ItemRow> batch;
            for (int i = 0; i < 1'000; ++i, ++done) {
                micros += 1 + qint64(random() % 60'000'000);
                ItemRow row;
                row.conversation = *id;
                row.time = fromMicros(micros);
                row.sourceId = u"%1.%2"_s.arg(micros / 1'000'000).arg(micros % 1'000'000, 6, 10, QChar(u'0'));
                row.locator = (qint64(done / 100) << 24) + i * 700;
                row.author = 1 + qint64(random() % 500);
                row.root = random() % 10 < 4 ? lastRoot : 0;
                row.reactions = random() % 4 == 0 ? 1 : 0;
                row.contentHash = qint64(random() >> 1);
                batch.push_back(row);
            }
            QVERIFY(items.add(batch));
            std::vector<ReactionRow> reactions;
            for (const ItemRow &row : batch) {
                if (row.reactions > 0)
                    reactions.push_back({row.id, 0, row.author, u"👍"_s, 1});
            }
            QVERIFY(project.transaction([&] { return ItemAppender(project).addDetails(reactions, {}); }));
            lastRoot = batch.front().id;
            all.insert(all.end(), batch.begin(), batch.end());
        }
        qInfo("items: %.1f us each", double(timer.nsecsElapsed()) / 1000 / kMessages);

        timer.restart();
        Journal journal(project);
        for (size_t first = 0; first < all.size(); first += 64) {
            const auto result = project.transaction([&]() -> Result<void> {
                for (size_t i = first; i < std::min(all.size(), first + 64); ++i) {
                    OperationRow row;
                    row.space = *spaceId;
                    row.kind = 3;
                    row.item = all[i].id;
                    row.state = OperationRow::State::Done;
                    row.sent = true;
                    row.time = all[i].time;
                    row.identity = u"person.%1@example.com"_s.arg(all[i].author);
                    row.remote = u"spaces/AAAAMpdlehY/messages/client-"_s +
                                 QString::fromLatin1(digest({QByteArray::number(all[i].id)}).toHex().left(32));
                    row.thread =
                        u"spaces/AAAAMpdlehY/threads/"_s +
                        QString::fromLatin1(
                            digest({QByteArray::number(all[i].root ? all[i].root : all[i].id)}).toBase64().left(11));
                    if (const auto put = journal.put(row); !put)
                        return put;
                    if (all[i].reactions == 0)
                        continue;
                    row.kind = 4;
                    row.part = qint64(random() >> 1);
                    row.time = {};
                    row.remote.clear();
                    row.thread.clear();
                    if (const auto put = journal.put(row); !put)
                        return put;
                }
                return {};
            });
            QVERIFY(result);
        }
        qInfo("journal: %.1f us each", double(timer.nsecsElapsed()) / 1000 / kMessages);
    }
    const double bytes = double(QFileInfo(path).size() - QFileInfo(emptyPath).size()) / kMessages;
    qInfo("%.1f bytes a message", bytes);
    QVERIFY2(bytes < 152, qPrintable(QString::number(bytes)));
}

QTEST_GUILESS_MAIN(TestStoreSize)
#include "tst_storesize.moc"
