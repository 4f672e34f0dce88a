// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/problem.h"

using namespace Qt::StringLiterals;

namespace chatferry {

QString severityName(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Note:
        return u"note"_s;
    case Problem::Severity::Warning:
        return u"warning"_s;
    case Problem::Severity::Stop:
        return u"stop"_s;
    }
    return {};
}

} // namespace chatferry
