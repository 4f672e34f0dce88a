// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <algorithm>
#include <chrono>

namespace chatferry {

/// How far the end of an operation reaches.
enum class Grade {
    StopRun,      ///< Nothing else could succeed either.
    StopIdentity, ///< This account cannot write; the others can.
    FailItem,     ///< Listed as failed; everything else goes on.
    TryLater,     ///< Nothing happened at the service; the same call again after a while.
    LookFirst,    ///< The service may have acted; the same call again, told so.
};

/// The one table from kind to grade.
constexpr Grade gradeOf(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Cancelled:
    case Error::Kind::NotSetUp:
    case Error::Kind::DiskFull:
    case Error::Kind::Locked:
        return Grade::StopRun;
    case Error::Kind::SignInNeeded:
    case Error::Kind::Forbidden:
        return Grade::StopIdentity;
    case Error::Kind::Offline:
    case Error::Kind::RateLimited:
    case Error::Kind::Aborted:
        return Grade::TryLater;
    case Error::Kind::Timeout:
    case Error::Kind::Ambiguous:
    case Error::Kind::ServerFault:
    case Error::Kind::BadReply:
        return Grade::LookFirst;
    case Error::Kind::NotFound:
    case Error::Kind::Conflict:
    case Error::Kind::Precondition:
    case Error::Kind::BadRequest:
    case Error::Kind::Input:
    case Error::Kind::File:
    case Error::Kind::Bug:
        return Grade::FailItem;
    }
    return Grade::FailItem;
}

/// Whether such an end says something about the connection or the service as a whole and so counts against no item.
constexpr bool isSystemic(Error::Kind kind)
{
    return kind == Error::Kind::Offline || kind == Error::Kind::RateLimited;
}

/// Whether the space itself may be the reason (deleted, expired, no longer open for import), so that its state is read
/// before anything is concluded. Source: reference of the Chat API, 4.3 and 11: 403 is the answer for spaces that are
/// gone.
constexpr bool asksForTheSpace(Error::Kind kind)
{
    return kind == Error::Kind::Forbidden || kind == Error::Kind::NotFound || kind == Error::Kind::Precondition;
}

/// Tries of one operation that ended without a verdict while others went through, before it is listed as failed.
constexpr int kMostTries = 8;
/// All tries of one operation, also while nothing went through, before it is listed as failed.
constexpr int kMostTriesInOutage = 100;
constexpr std::chrono::milliseconds kLongestBackOff{64000};

/// The wait before try number @p tries + 1: min(2^n s + jitter, 64 s). @p tries: those that ended, from 1 on.
/// Source: Chat API usage limits, "exponential back-off".
constexpr std::chrono::milliseconds backOff(int tries, std::chrono::milliseconds jitter)
{
    const int exponent = std::clamp(tries - 1, 0, 6);
    return std::min(std::chrono::milliseconds(1000LL << exponent) + jitter, kLongestBackOff);
}

} // namespace chatferry
