// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/memorysecretstore.h"

#include <functional>

namespace chatferry {

namespace {

template<typename T>
class Deed final : public ResultJob<T>
{
public:
    Deed(std::function<T()> deed, QObject *parent)
        : ResultJob<T>(parent)
        , m_deed(std::move(deed))
    {
    }

protected:
    void run() override { this->end(m_deed()); }

private:
    std::function<T()> m_deed;
};

} // namespace

ResultJob<bool> *MemorySecretStore::probe(QObject *parent)
{
    return new Deed<bool>([] { return true; }, parent);
}

ResultJob<std::optional<QByteArray>> *MemorySecretStore::read(const QString &name, QObject *parent)
{
    return new Deed<std::optional<QByteArray>>(
        [secrets = m_secrets, name]() -> std::optional<QByteArray> {
            const auto found = secrets->constFind(name);
            if (found == secrets->constEnd())
                return {};
            return *found;
        },
        parent);
}

ResultJob<bool> *MemorySecretStore::write(const QString &name, const QByteArray &secret, QObject *parent)
{
    return new Deed<bool>(
        [secrets = m_secrets, name, secret] {
            secrets->insert(name, secret);
            return true;
        },
        parent);
}

ResultJob<bool> *MemorySecretStore::remove(const QString &name, QObject *parent)
{
    return new Deed<bool>(
        [secrets = m_secrets, name] {
            secrets->remove(name);
            return true;
        },
        parent);
}

} // namespace chatferry
