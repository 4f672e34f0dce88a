// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/consolepages.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct ConsoleWords
{
    Q_DECLARE_TR_FUNCTIONS(GoogleConnectionCheck)
};

class Pages
{
public:
    Pages(ConnectionCheck &check, const ConsoleValues &values)
        : m_check(check)
        , m_values(values)
    {
    }

    void delegation()
    {
        show(ConsoleWords::tr(
                 "Admin console > Security > Access and data control > API controls > Domain-wide delegation"),
             u"https://admin.google.com/ac/owl/domainwidedelegation"_s);
        m_check.values = {{ConsoleWords::tr("Client ID"), m_values.key ? m_values.key->clientId : QString()},
                          {ConsoleWords::tr("Scopes"), m_values.scopes.join(u',')}};
    }
    void keys()
    {
        show(ConsoleWords::tr("Google Cloud console > IAM & Admin > Service Accounts > Keys"),
             u"https://console.cloud.google.com/iam-admin/serviceaccounts"_s + project());
        if (m_values.key)
            m_check.values = {{ConsoleWords::tr("Service account"), m_values.key->clientEmail}};
    }
    void users()
    {
        show(ConsoleWords::tr("Admin console > Directory > Users"), u"https://admin.google.com/ac/users"_s);
    }
    void roles()
    {
        show(ConsoleWords::tr("Admin console > Account > Admin roles"), u"https://admin.google.com/ac/roles"_s);
        m_check.values = {{ConsoleWords::tr("Account"), m_values.admin}};
    }
    void library(const QString &api, const QString &service)
    {
        show(ConsoleWords::tr("Google Cloud console > APIs & Services > Library > %1").arg(api),
             u"https://console.cloud.google.com/apis/library/"_s + service + project());
        addProject();
    }
    void appConfiguration()
    {
        show(ConsoleWords::tr("Google Cloud console > APIs & Services > Google Chat API > Configuration"),
             u"https://console.cloud.google.com/apis/api/chat.googleapis.com/hangouts-chat"_s + project());
        addProject();
    }
    void storage() { show(ConsoleWords::tr("Admin console > Storage"), u"https://admin.google.com/ac/storage"_s); }
    void driveSharing()
    {
        show(ConsoleWords::tr("Admin console > Apps > Google Workspace > Drive and Docs > Sharing settings"),
             u"https://admin.google.com/ac/appslist/core"_s);
    }
    void chatService()
    {
        show(ConsoleWords::tr("Admin console > Apps > Google Workspace > Google Chat > Service status"),
             u"https://admin.google.com/ac/appslist/core"_s);
    }
    void addAdmin() { m_check.values = {{ConsoleWords::tr("Account"), m_values.admin}}; }

private:
    void show(const QString &path, const QString &address)
    {
        m_check.consolePath = path;
        m_check.consoleAddress = address;
    }
    void addProject()
    {
        if (m_values.key)
            m_check.values = {{ConsoleWords::tr("Project"), m_values.key->projectId}};
    }
    QString project() const { return m_values.key ? u"?project="_s + m_values.key->projectId : QString(); }

    ConnectionCheck &m_check;
    const ConsoleValues &m_values;
};

} // namespace

void addConsole(ConnectionCheck &check, const Error &error, const ConsoleValues &values)
{
    using Kind = Error::Kind;
    if (isTransient(error.kind))
        return;
    Pages pages(check, values);
    const QString &key = check.key;
    // Errors of the service carry its reason in their detail.
    const bool apiOff = error.kind == Kind::NotSetUp && (error.detail.contains("SERVICE_DISABLED"_L1) ||
                                                         error.detail.contains("accessNotConfigured"_L1));
    if (key == "key"_L1) {
        pages.keys();
    } else if (key == "token"_L1) {
        if (error.kind == Kind::NotFound || error.kind == Kind::Input) {
            pages.users();
            pages.addAdmin();
        } else {
            pages.keys();
        }
    } else if (error.kind == Kind::SignInNeeded) {
        pages.delegation();
    } else if (key == "delegation"_L1 || key == "authors"_L1) {
        if (error.kind == Kind::NotFound)
            pages.users();
        else
            pages.delegation();
    } else if (key == "directory"_L1) {
        if (apiOff)
            pages.library(u"Admin SDK API"_s, u"admin.googleapis.com"_s);
        else
            pages.roles();
    } else if (key == "drive"_L1) {
        if (apiOff)
            pages.library(u"Google Drive API"_s, u"drive.googleapis.com"_s);
        else if (error.kind == Kind::NotSetUp)
            pages.storage();
        else
            pages.driveSharing();
    } else if (key == "app"_L1 || key == "trial"_L1) {
        if (apiOff)
            pages.library(u"Google Chat API"_s, u"chat.googleapis.com"_s);
        else if (error.kind == Kind::NotSetUp)
            pages.appConfiguration();
        else
            pages.chatService();
    }
}

} // namespace chatferry
