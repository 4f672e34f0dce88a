// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"
#include "simulator/faultrules.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace chatferry {

/// One account of the simulated organisation.
struct SimulatorAccount
{
    QString email;            ///< Primary address.
    QString id = {};          ///< Numeric. Empty: derived from the address, so the same in every run.
    QStringList aliases = {}; ///< Found by Directory and accepted wherever an address is.
    QString name = {};        ///< "Ada Lovelace"; empty: the part before the @.
    bool admin = false;       ///< May read the whole Directory.
    bool suspended = false;   ///< No token is given for it.
    bool archived = false;    ///< Tokens are given, Chat and Drive answer 403.
    bool guest = false;       ///< As archived.
    bool deleted = false;     ///< No token; Directory shows it only with showDeleted.
    bool chatOn = true;       ///< False: the Chat service is off for it, Chat answers 403.
    bool autoAccept = true;   ///< False: adding it to a space gives INVITED.
    QString orgUnit = QStringLiteral("/");
};

/// The service account of the key file. Whatever is empty is made up; a missing key is generated.
struct SimulatorServiceAccount
{
    QByteArray privateKeyPem = {}; ///< PKCS#8, RSA.
    QString keyId = {};
    QString clientEmail = QStringLiteral("chatferry@rehearsal.iam.gserviceaccount.com");
    QString clientId = QStringLiteral("101234567890123456789");
    QString projectId = QStringLiteral("rehearsal");
};

/// A request as the log keeps it. Holds no token and no body; secrets in the query are masked.
struct LoggedRequest
{
    qint64 seq = 0; ///< From 1, in the order of arrival.
    UtcTime time;   ///< By the simulator's clock.
    QString method;
    QString path; ///< Decoded, without the query.
    QString query;
    QString identity;     ///< Address of the impersonated account, "app", or empty.
    int status = 0;       ///< What was answered; 0 when the connection was dropped instead.
    bool actedOn = false; ///< Whether it changed the world, answered or not.
    bool isWrite = false; ///< Any method but GET, the token endpoint excepted.
    QString fault = {};   ///< The action of the fault rule that hit, in its written form.
};

/// What the simulator is like. Every default is what the documents of the real service say, or the stricter reading.
struct SimulatorOptions
{
    enum class ClockMode {
        Real,  ///< The computer's clock plus what advanceClock() added.
        Still, ///< Stands until advanceClock() moves it.
    };
    enum class JwtTimes {
        World, ///< iat and exp are held against the simulator's clock.
        Real,  ///< Against the computer's: for clients that do not share a moved clock.
        Unchecked,
    };
    enum class Phase { BeforeAct, AfterAct };

    quint16 port = 0; ///< 0: a free one. Always on 127.0.0.1.

    // The organisation
    std::vector<SimulatorAccount> people = {};
    QStringList domains = {};     ///< Empty: the domains of `people`.
    QStringList adminEmails = {}; ///< Besides the accounts marked as admin.
    SimulatorServiceAccount serviceAccount = {};
    std::optional<QStringList> delegatedScopes = {};  ///< Full scope addresses. Empty optional: all that exist.
    std::optional<QStringList> delegatedDomains = {}; ///< Empty optional: all of `domains`.
    std::optional<QStringList> groups = {};           ///< "groups/ID" that exist. Empty optional: any.

    // The project
    bool appConfigured = true; ///< False: Chat writes answer 404 "Google Chat app not found".
    bool chatApiEnabled = true;
    bool driveApiEnabled = true;
    bool directoryApiEnabled = true;
    QString tokenError =
        {}; ///< Forces this error at the token endpoint ("disabled_client", "admin_policy_enforced"...).
    bool webhooksAllowed = true;

    // Chat
    bool markupSyntaxKnown = true; ///< False: an unknown name, as in the older discovery document.
    bool plainText = true;         ///< `text` comes back without markup, formattedText as sent; false: both as sent.
    bool createTellsExpiry = true; ///< Whether spaces.create answers with importModeExpireTime.
    bool groupChatThreads = false; ///< Whether replies work in a GROUP_CHAT.
    bool groupChatNames = false;   ///< Whether a GROUP_CHAT may carry a displayName.
    bool appSeesCompletedSpaces = true; ///< spaces.get by the app after completion.
    int windowDays = 30; ///< How long an import-mode space lives after its spaces.create (the real service: 90).
    std::optional<std::chrono::seconds> requestIdLifetime = {}; ///< Of message request ids. Empty: for ever.
    /// What chat.import still covers in a completed space within the window.
    QStringList importScopeAfterCompletion = {QStringLiteral("members.create"), QStringLiteral("members.patch"),
                                              QStringLiteral("members.delete"), QStringLiteral("members.list"),
                                              QStringLiteral("spaces.patch")};
    QStringList refusedEmoji = {}; ///< Besides what is no emoji at all.
    int messageClashStatus = 409;  ///< For a createTime that is taken: 409 ALREADY_EXISTS or 400 INVALID_ARGUMENT.

    // Drive
    bool sharedDrivesAllowed = true;
    qint64 driveStorageLimit = 0; ///< Bytes for each account's My Drive; 0: no limit.

    // Behaviour
    bool quotas = true;
    QHash<QString, int> quotaLimits = {};     ///< Overrides by the names in README.md ("messageWrites"...).
    std::chrono::milliseconds quotaSlack{50}; ///< Every window is shorter by this, for jitter on the way.
    std::chrono::milliseconds latency{0};     ///< Between acting and answering.
    std::vector<FaultRule> faults = {};
    quint32 seed = 1; ///< For ids; the same seed and the same calls give the same ids.

    // Time
    ClockMode clockMode = ClockMode::Real;
    std::optional<UtcTime> startTime = {}; ///< What the clock shows at the first start().
    JwtTimes jwtTimes = JwtTimes::World;

    // Files
    QString stateFile = {};      ///< Loaded by start() when it exists; every change is appended before it is answered.
    QString requestLogFile = {}; ///< JSON lines, appended.
    std::size_t keptRequests = 500000; ///< How many requests() remembers; the oldest go first.

    /// Called on the simulator's thread without any lock held (it may look at the simulator, but not stop it); seq
    /// counts as in the log, status is 0 before acting.
    std::function<void(const LoggedRequest &, Phase)> onRequest = {};
};

/// Reads what is given of: port, people, domains, adminEmails, delegatedScopes, appConfigured, quotas, latencyMs,
/// faults (as text), windowDays, startTime, stateFile, requestLogFile, markupSyntaxKnown, sharedDrivesAllowed. Errors:
/// Input.
Result<SimulatorOptions> simulatorOptionsFromJson(const QByteArray &json);

} // namespace chatferry
