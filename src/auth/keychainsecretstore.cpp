// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/keychainsecretstore.h"

#include "base/redact.h"

#include <QCoreApplication>
#include <QPointer>
#include <QUuid>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

Error unavailable(const QKeychain::Job &job)
{
    return {.kind = Error::Kind::NotSetUp,
            .what = QCoreApplication::translate("SecretStore", "The keychain of this computer cannot be used."),
            .remedy = QCoreApplication::translate(
                "SecretStore",
                "Unlock the keychain and try again, or go on without it: the key is then asked for again "
                "at the next start."),
            .detail = u"keychain error %1: %2"_s.arg(int(job.error())).arg(redacted(job.errorString()))};
}

/// Runs keychain jobs one after the other. They delete themselves, whether or not anybody waits for them still.
template<typename T>
class KeychainJob : public ResultJob<T>
{
public:
    KeychainJob(QString service, QString name, QObject *parent)
        : ResultJob<T>(parent)
        , m_service(std::move(service))
        , m_name(std::move(name))
    {
    }

protected:
    template<typename Step, typename Prepare, typename Then>
    void step(Prepare prepare, Then then)
    {
        auto *job = new Step(m_service);
        job->setAutoDelete(true);
        job->setInsecureFallback(false);
        job->setKey(m_name);
        prepare(*job);
        QObject::connect(job, &QKeychain::Job::finished, this,
                         [then](QKeychain::Job *done) { then(static_cast<Step &>(*done)); });
        job->start();
    }
    void readSecret(std::function<void(const Result<std::optional<QByteArray>> &)> then)
    {
        step<QKeychain::ReadPasswordJob>([](auto &) {},
                                         [then](QKeychain::ReadPasswordJob &job) {
                                             if (job.error() == QKeychain::NoError)
                                                 then(std::optional<QByteArray>(job.binaryData()));
                                             else if (job.error() == QKeychain::EntryNotFound)
                                                 then(std::optional<QByteArray>());
                                             else
                                                 then(unavailable(job));
                                         });
    }
    void writeSecret(const QByteArray &secret, std::function<void(const Result<void> &)> then)
    {
        step<QKeychain::WritePasswordJob>([&secret](auto &job) { job.setBinaryData(secret); },
                                          [then](QKeychain::WritePasswordJob &job) {
                                              then(job.error() == QKeychain::NoError ? Result<void>()
                                                                                     : unavailable(job));
                                          });
    }
    void deleteSecret(std::function<void(const Result<void> &)> then)
    {
        step<QKeychain::DeletePasswordJob>([](auto &) {},
                                           [then](QKeychain::DeletePasswordJob &job) {
                                               const bool gone = job.error() == QKeychain::NoError ||
                                                                 job.error() == QKeychain::EntryNotFound;
                                               then(gone ? Result<void>() : unavailable(job));
                                           });
    }

private:
    QString m_service;
    QString m_name;
};

class ReadJob final : public KeychainJob<std::optional<QByteArray>>
{
public:
    using KeychainJob::KeychainJob;

protected:
    void run() override
    {
        readSecret([this](const Result<std::optional<QByteArray>> &read) { end(read); });
    }
};

class WriteJob final : public KeychainJob<bool>
{
public:
    WriteJob(QString service, QString name, QByteArray secret, QObject *parent)
        : KeychainJob(std::move(service), std::move(name), parent)
        , m_secret(std::move(secret))
    {
    }

protected:
    void run() override
    {
        writeSecret(m_secret, [this](const Result<void> &written) {
            end(written ? Result<bool>(true) : Result<bool>(written.error()));
        });
    }

private:
    QByteArray m_secret;
};

class RemoveJob final : public KeychainJob<bool>
{
public:
    using KeychainJob::KeychainJob;

protected:
    void run() override
    {
        deleteSecret([this](const Result<void> &gone) {
            if (!gone) {
                end(gone.error());
                return;
            }
            readSecret([this](const Result<std::optional<QByteArray>> &read) {
                if (!read) {
                    end(read.error());
                } else if (read->has_value()) {
                    end(Error{.kind = Error::Kind::NotSetUp,
                              .what = QCoreApplication::translate("SecretStore",
                                                                  "The secret could not be removed from the keychain."),
                              .remedy = QCoreApplication::translate(
                                  "SecretStore", "Remove the entry \"chatferry\" in the keychain program by hand.")});
                } else {
                    end(true);
                }
            });
        });
    }
};

/// write -> read and compare -> delete
class ProbeJob final : public KeychainJob<bool>
{
public:
    ProbeJob(QString service, QObject *parent)
        : KeychainJob(std::move(service), u"probe-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces), parent)
    {
    }

protected:
    void run() override
    {
        writeSecret("probe", [this](const Result<void> &written) {
            if (!written) {
                end(written.error());
                return;
            }
            readSecret([this](const Result<std::optional<QByteArray>> &read) {
                deleteSecret([this, read](const Result<void> &gone) {
                    if (!read)
                        end(read.error());
                    else if (!gone)
                        end(gone.error());
                    else if (*read != QByteArray("probe"))
                        end(Error{
                            .kind = Error::Kind::NotSetUp,
                            .what = QCoreApplication::translate(
                                "SecretStore", "The keychain of this computer does not keep what is put into it."),
                            .remedy = QCoreApplication::translate(
                                "SecretStore", "Go on without it: the key is then asked for again at the next "
                                               "start.")});
                    else
                        end(true);
                });
            });
        });
    }
};

} // namespace

ResultJob<bool> *KeychainSecretStore::probe(QObject *parent)
{
    return new ProbeJob(m_service, parent);
}

ResultJob<std::optional<QByteArray>> *KeychainSecretStore::read(const QString &name, QObject *parent)
{
    return new ReadJob(m_service, name, parent);
}

ResultJob<bool> *KeychainSecretStore::write(const QString &name, const QByteArray &secret, QObject *parent)
{
    return new WriteJob(m_service, name, secret, parent);
}

ResultJob<bool> *KeychainSecretStore::remove(const QString &name, QObject *parent)
{
    return new RemoveJob(m_service, name, parent);
}

} // namespace chatferry
