// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secretstore.h"
#include "auth/serviceaccountkey.h"
#include "steps/workbenchstep.h"

class QTimer;

namespace chatferry {

/// Checks link by link that Chatferry may write at the destination.
///
/// The key goes to the keychain where one answers, else it is held until the program ends. In a rehearsal everything is
/// given by the stand-in.
class ConnectStep : public WorkbenchStep
{
    Q_OBJECT
public:
    /// @p secrets outlives the step.
    ConnectStep(Workbench &bench, SecretStore &secrets, QObject *parent = nullptr);
    /// Keys that lie in this folder are warned of; the person's own one unless a test sets another.
    void setDownloads(const QString &folder) { m_downloads = folder; }
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
    void refresh() override;

    bool isRehearsal() const { return bench().isRehearsal(); }

    // The key.
    void useKeyFile(const QString &path);
    bool hasKey() const { return m_key.has_value() || isRehearsal(); }
    QString keyText() const;  ///< "chatferry@northwind-import · key 3f9c"
    QString keptText() const; ///< Where the key is kept, in words; what the keychain's probe came to.
    enum class Keep { Keychain, AskEachTime };
    Keep keep() const { return m_keep; }
    bool canKeep() const { return m_keychain == Keychain::There; } ///< A keychain answered.
    void setKeep(Keep keep);
    QString clientId() const;        ///< For the delegation entry; empty without a key and in a rehearsal.
    QString scopes() const;          ///< For the delegation entry, separated by commas.
    QStringList howToGetKey() const; ///< Step by step.

    // The account.
    QString admin() const;
    void setAdmin(const QString &address);
    QString adminProblem() const; ///< What is wrong with the address as typed; empty while nothing is.
    QString domainText() const;   ///< "You are about to act in: northwind.example"

    /// The chain in its order, links not reached included.
    QList<ConnectionCheck> checks() const;
    QString checkWord(const ConnectionCheck &check) const; ///< "passed", "stopped", "waits for Delegation".
    /// "Delegation, stopped, chat.import missing": for a screen reader.
    QString checkSentence(const ConnectionCheck &check) const;
    QString verdict() const;  ///< "Connected to northwind.example at 09:31."; empty before.
    QString patience() const; ///< Delegation stopped: that Google may need a day; else empty.
    bool isRepeating() const;
    void setRepeating(bool repeating); ///< Check again every five minutes until connected.

    struct Point
    {
        QString id;
        QString text; ///< Of a check box.
        std::optional<UtcTime> confirmed = {};
        QString recorded = {}; ///< "confirmed 23 Nov 2026 at 09:31"; empty while it is not.
    };
    /// What no program can check; confirmed by the person and recorded.
    QList<Point> points() const;
    void confirm(const QString &id, bool confirmed);

Q_SIGNALS:
    void keyFileWanted(); ///< The file has to be asked for; then useKeyFile().

protected:
    Activity activity() const override { return Activity::Check; }

private:
    enum class Keychain { Unknown, Asking, There, Absent };
    void reset();
    void askKeychain();
    void readKept();
    void keepKey();
    bool takeKey(const QByteArray &json);
    void connectNow();
    QString secretName() const;
    QString meta(const QString &key) const;
    bool wasAsked() const;

    SecretStore &m_secrets;
    QString m_downloads;
    Keychain m_keychain = Keychain::Unknown;
    Keep m_keep = Keep::Keychain;
    bool m_isKept = false;
    std::optional<ServiceAccountKey> m_key;
    QByteArray m_keyJson;
    QString m_keyPath; ///< Where the key was taken from, in this run of the program.
    QString m_admin;
    bool m_adminEdited = false;
    std::optional<Error> m_keyError;
    std::optional<Error> m_keepError;
    std::optional<UtcTime> m_connectedAt;
    QTimer *m_repeat;
};

} // namespace chatferry
