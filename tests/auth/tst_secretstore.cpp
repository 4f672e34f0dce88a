// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/memorysecretstore.h"

#include <QSignalSpy>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

class TestSecretStore : public QObject
{
    Q_OBJECT

    template<typename T>
    Result<T> run(ResultJob<T> *job)
    {
        QSignalSpy finished(job, &Job::finished);
        job->start();
        if (!QTest::qWaitFor([&] { return finished.size() == 1; }))
            return Error{.what = u"it never ended"_s};
        return job->result();
    }

private Q_SLOTS:
    void keepsAndForgets()
    {
        MemorySecretStore store;
        QObject owner;
        QVERIFY(run(store.probe(&owner)).ok());
        QVERIFY(!run(store.read(u"a"_s, &owner))->has_value());
        const QByteArray secret("with\0zero", 9);
        QVERIFY(run(store.write(u"a"_s, secret, &owner)).ok());
        QVERIFY(run(store.write(u"b"_s, "other", &owner)).ok());
        QCOMPARE(run(store.read(u"a"_s, &owner))->value(), secret);
        QVERIFY(run(store.remove(u"a"_s, &owner)).ok());
        QVERIFY(run(store.remove(u"a"_s, &owner)).ok());
        QVERIFY(!run(store.read(u"a"_s, &owner))->has_value());
        QCOMPARE(run(store.read(u"b"_s, &owner))->value(), "other");
    }
    void jobsOutliveTheStore()
    {
        QObject owner;
        ResultJob<bool> *job = nullptr;
        {
            MemorySecretStore store;
            job = store.write(u"a"_s, "x", &owner);
        }
        QVERIFY(run(job).ok());
    }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
