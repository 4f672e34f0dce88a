// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace chatferry {

/// One rule by which the simulator misbehaves. The written form is in src/simulator/README.md, "Faults".
struct FaultRule
{
    enum class Action {
        DropBefore,   ///< Close the connection without having acted.
        DropAfter,    ///< Act, then close the connection without an answer.
        Refuse,       ///< Answer `status` (500 to 599) without having acted.
        ActAndFail,   ///< Act, then answer `status` all the same.
        RateLimit,    ///< 429; with `Retry-After: waitSeconds` unless that is negative.
        Unauthorized, ///< 401 without having acted, as for a revoked token.
        HtmlPage,     ///< 502 with an HTML page, as a proxy does; not acted.
        Slow,         ///< Act and answer rightly, `ms` later than usual.
        Truncate,     ///< Act, announce the whole answer, send half of it and close.
        CutUpload,    ///< Keep half of the bytes of a resumable upload's chunk and close; elsewhere as DropBefore.
    };

    QString method = {};                ///< "POST"; empty: any.
    QString path = QStringLiteral("*"); ///< `*` is any run of characters; matched against the whole path without query.
    Action action = Action::DropAfter;
    int status = 503;
    int waitSeconds = 1;
    int ms = 1000;

    // Which of the matching requests are hit. With none of the three: all.
    int nth = 0;                            ///< Only the nth matching one, from 1.
    int every = 0;                          ///< Every kth matching one.
    std::optional<double> probability = {}; ///< 0 to 1, drawn from a generator started with `seed`.
    quint32 seed = 1;
    int times = 0; ///< At most so often; 0: no limit.
};

/// Reads rules separated by ";". Errors: Input, naming the rule that is not understood.
Result<std::vector<FaultRule>> parseFaultRules(const QString &text);
/// The action as it is written in a rule: "drop-after", "503", "503-after", "429".
QString faultActionName(const FaultRule &rule);

} // namespace chatferry
