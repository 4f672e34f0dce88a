// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "target/target.h"

#include <QStringList>

#include <vector>

namespace chatferry {

/// Reads the accounts of the destination page by page. Where its directory may not be read, each of @p addresses is
/// asked for by itself: such an account is known to exist, without an id.
class AccountsReader : public ResultJob<std::vector<Account>>
{
    Q_OBJECT
public:
    /// @p target outlives the job. Errors: as Target::listAccounts(), except Forbidden, SignInNeeded and NotSetUp of
    /// the directory alone.
    AccountsReader(Target &target, QStringList addresses, QObject *parent);

protected:
    void run() override;
    void stop() override;

private:
    void readPage(const QString &token);
    void askNext();
    void asked(const QString &address, ResultJob<bool> &job);

    Target &m_target;
    QStringList m_addresses;
    std::vector<Account> m_accounts;
    Job *m_job = nullptr;
};

} // namespace chatferry
