// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secretstore.h"
#include "auth/serviceaccountkey.h"
#include "steps/workbenchstep.h"

class QTimer;

namespace chatferry {

/// Checks link by link that Chatferry may write at the destination.
class ConnectStep : public WorkbenchStep
{
    Q_OBJECT
public:
    /// @p secrets outlives the step.
    ConnectStep(Workbench &bench, SecretStore &secrets, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("connect"); }
    QString title() const override { return tr("Connect"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("plug"); }
    StepGroup group() const override { return StepGroup::Prepare; }
    StepStatus state() const override;
    std::optional<Hindrance> remark() const override;
    QList<Trouble> troubles() const override;
    Action mainAction() const override;
    std::optional<Confirmation> confirmation() const override;
    void runMain(const Consent &consent) override;
    void act(const QString &id) override;
    void enter() override;

    // The key.
    void useKeyFile(const QString &path);
    bool hasKey() const { return m_key.has_value(); }
    QString keyText() const;  ///< "chatferry@northwind-import · key 3f9c"
    QString keptText() const; ///< Where the key is kept, in words.
    enum class Keep { Keychain, AskEachTime };
    Keep keep() const { return m_keep; }
    void setKeep(Keep keep);
    bool isKeychainThere() const { return m_keychain == Keychain::There; }

    // The account.
    QString admin() const { return m_admin; }
    void setAdmin(const QString &address);
    QString adminProblem() const; ///< What is wrong with the address as typed; empty when nothing is.
    QString domainText() const;   ///< "You are about to act in: northwind.example, 325 accounts"

    /// The chain in its order; links not reached yet say what they wait for.
    QList<ConnectionCheck> checks() const;
    QString checkSentence(const ConnectionCheck &check) const; ///< "Delegation, stopped, chat.import missing"
    QString verdict() const;                                   ///< "Connected to northwind.example at 09:31."
    bool isRepeating() const;
    void setRepeating(bool repeating); ///< Check again every five minutes.

    struct Point
    {
        QString id;
        QString text;
        bool confirmed = false;
        std::optional<UtcTime> at = {};
    };
    /// What no program can check; confirmed by the person and recorded.
    QList<Point> points() const;
    void confirm(const QString &id, bool confirmed);

protected:
    Activity activity() const override { return Activity::Check; }

private:
    enum class Keychain { Unknown, Asking, There, Absent };
    void askKeychain();
    void readKept();
    void takeKey(const QByteArray &json);
    void connectNow();
    QString secretName() const;

    SecretStore &m_secrets;
    Keychain m_keychain = Keychain::Unknown;
    Keep m_keep = Keep::Keychain;
    std::optional<ServiceAccountKey> m_key;
    QByteArray m_keyJson;
    QString m_keyPath;
    QString m_admin;
    std::optional<Error> m_keyError;
    std::optional<Error> m_keepError;
    QTimer *m_repeat;
};

} // namespace chatferry
