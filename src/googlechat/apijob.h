// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "googlechat/apiexchange.h"
#include "googlechat/errormapping.h"

namespace chatferry {

/// The frame of a job that makes one call: a request built by a static function, an answer read by another.
///
/// Errors of every such job: those of TokenProvider, of HttpCall, and of errorFor().
template<typename T>
class ApiJob : public ResultJob<T>
{
public:
    using Parse = Result<T> (*)(const HttpReply &reply);

    ApiJob(GoogleApi &api, ApiRequest request, Parse parse, QObject *parent)
        : ResultJob<T>(parent)
        , m_api(api)
        , m_exchange(api, this)
        , m_request(std::move(request))
        , m_parse(parse)
    {
    }

protected:
    void run() override { send(); }
    void stop() override { m_exchange.drop(); }

    /// Asked once when the service refuses: another form of the same request to try, when the refusal shows that
    /// nothing was done and why.
    virtual std::optional<ApiRequest> otherForm(const ApiRequest &, const HttpReply &) { return {}; }

    GoogleApi &m_api;

private:
    void send()
    {
        m_exchange.send(m_request, [this](const Result<HttpReply> &reply) { read(reply); });
    }
    void read(const Result<HttpReply> &reply)
    {
        if (!reply) {
            this->end(reply.error());
            return;
        }
        if (reply->status >= 200 && reply->status < 300) {
            this->end(m_parse(*reply));
            return;
        }
        if (!m_changedForm) {
            if (auto other = otherForm(m_request, *reply)) {
                m_changedForm = true;
                m_request = std::move(*other);
                send();
                return;
            }
        }
        this->end(errorFor(m_request.method, *reply));
    }

    ApiExchange m_exchange;
    ApiRequest m_request;
    Parse m_parse;
    bool m_changedForm = false;
};

} // namespace chatferry
