// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

using namespace Qt::StringLiterals;

namespace chatferry {

QString errorKindName(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Cancelled:
        return u"Cancelled"_s;
    case Error::Kind::Offline:
        return u"Offline"_s;
    case Error::Kind::Timeout:
        return u"Timeout"_s;
    case Error::Kind::Ambiguous:
        return u"Ambiguous"_s;
    case Error::Kind::RateLimited:
        return u"RateLimited"_s;
    case Error::Kind::SignInNeeded:
        return u"SignInNeeded"_s;
    case Error::Kind::Forbidden:
        return u"Forbidden"_s;
    case Error::Kind::NotFound:
        return u"NotFound"_s;
    case Error::Kind::Conflict:
        return u"Conflict"_s;
    case Error::Kind::Aborted:
        return u"Aborted"_s;
    case Error::Kind::Precondition:
        return u"Precondition"_s;
    case Error::Kind::BadRequest:
        return u"BadRequest"_s;
    case Error::Kind::BadReply:
        return u"BadReply"_s;
    case Error::Kind::ServerFault:
        return u"ServerFault"_s;
    case Error::Kind::NotSetUp:
        return u"NotSetUp"_s;
    case Error::Kind::Input:
        return u"Input"_s;
    case Error::Kind::File:
        return u"File"_s;
    case Error::Kind::DiskFull:
        return u"DiskFull"_s;
    case Error::Kind::Locked:
        return u"Locked"_s;
    case Error::Kind::Bug:
        return u"Bug"_s;
    }
    return u"Bug"_s;
}

bool isOutcomeUnknown(Error::Kind kind)
{
    // A 5xx or an unreadable answer may come from a proxy after the service acted.
    return kind == Error::Kind::Timeout || kind == Error::Kind::Ambiguous || kind == Error::Kind::ServerFault ||
           kind == Error::Kind::BadReply;
}

bool isTransient(Error::Kind kind)
{
    return isOutcomeUnknown(kind) || kind == Error::Kind::Offline || kind == Error::Kind::RateLimited ||
           kind == Error::Kind::Aborted;
}

} // namespace chatferry
