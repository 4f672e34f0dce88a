// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/accountsreader.h"

namespace chatferry {

AccountsReader::AccountsReader(Target &target, QStringList addresses, QObject *parent)
    : ResultJob(parent)
    , m_target(target)
    , m_addresses(std::move(addresses))
{
    m_addresses.removeDuplicates();
}

void AccountsReader::run()
{
    readPage({});
}

void AccountsReader::stop()
{
    delete m_job;
    m_job = nullptr;
}

void AccountsReader::readPage(const QString &token)
{
    auto *job = m_target.listAccounts(token, this);
    m_job = job;
    connect(job, &Job::finished, this, [this, job] {
        const Result<Page<Account>> result = job->result();
        job->deleteLater();
        m_job = nullptr;
        if (!result) {
            const Error::Kind kind = result.error().kind;
            const bool directoryClosed =
                kind == Error::Kind::Forbidden || kind == Error::Kind::SignInNeeded || kind == Error::Kind::NotSetUp;
            if (!directoryClosed || !m_accounts.empty())
                return end(result.error());
            return askNext();
        }
        m_accounts.insert(m_accounts.end(), result->entries.begin(), result->entries.end());
        Q_EMIT progress(static_cast<qint64>(m_accounts.size()), -1);
        if (result->next.isEmpty())
            return end(std::move(m_accounts));
        readPage(result->next);
    });
    job->start();
}

void AccountsReader::askNext()
{
    if (m_addresses.isEmpty())
        return end(std::move(m_accounts));
    const QString address = m_addresses.takeFirst();
    auto *job = m_target.checkAuthor(address, this);
    m_job = job;
    connect(job, &Job::finished, this, [this, address, job] { asked(address, *job); });
    job->start();
}

void AccountsReader::asked(const QString &address, ResultJob<bool> &job)
{
    const Result<bool> result = job.result();
    job.deleteLater();
    m_job = nullptr;
    if (result && *result)
        m_accounts.push_back({.email = address});
    else if (!result && isTransient(result.error().kind))
        return end(result.error());
    askNext();
}

} // namespace chatferry
