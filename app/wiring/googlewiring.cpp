// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/googlewiring.h"

#include "googlechat/connectioncheck.h"
#include "googlechat/googlechattarget.h"

#include <QFile>

using namespace Qt::StringLiterals;

// Has to stand outside every namespace.
static void initQuotaResource()
{
    Q_INIT_RESOURCE(quota);
}

namespace chatferry {

namespace {

Result<GoogleConnection> connectionOf(const ConnectionSettings &settings)
{
    GoogleConnection connection{.serviceAccountKey = settings.serviceAccountKey, .adminEmail = settings.adminEmail};
    if (!settings.endpoint.isEmpty()) {
        auto endpoints = Endpoints::at(settings.endpoint);
        if (!endpoints)
            return endpoints.error();
        connection.endpoints = *endpoints;
    }
    return connection;
}

} // namespace

QuotaProfile googleChatQuotas()
{
    initQuotaResource();
    QFile file(u":/quota/google-chat.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return QuotaProfile::unlimited();
    auto profile = QuotaProfile::fromJson(file.readAll());
    Q_ASSERT(profile.ok());
    return profile ? *profile : QuotaProfile::unlimited();
}

TargetFactory googleChatFactory(Clock &clock, const QuotaProfile &quotas)
{
    TargetFactory factory;
    factory.make = [&clock, quotas](const ConnectionSettings &settings,
                                    const QString &projectKey) -> Result<std::unique_ptr<Target>> {
        const auto connection = connectionOf(settings);
        if (!connection)
            return connection.error();
        return GoogleChatTarget::create(clock, *connection, projectKey, quotas);
    };
    factory.check = [&clock](const ConnectionSettings &settings, const QStringList &authors,
                             QObject *parent) -> ConnectionCheckJob * {
        auto connection = connectionOf(settings);
        // A wrong endpoint was refused when the target was made; the check then says what is wrong with the rest.
        return new GoogleConnectionCheck(clock, connection ? *connection : GoogleConnection{}, authors, parent);
    };
    return factory;
}

} // namespace chatferry
