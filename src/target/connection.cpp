// SPDX-License-Identifier: GPL-3.0-or-later
#include "target/connection.h"

using namespace Qt::StringLiterals;

namespace chatferry {

QString stateName(ConnectionCheck::State state)
{
    switch (state) {
    case ConnectionCheck::State::Waiting:
        return u"waiting"_s;
    case ConnectionCheck::State::Running:
        return u"running"_s;
    case ConnectionCheck::State::Passed:
        return u"passed"_s;
    case ConnectionCheck::State::Warned:
        return u"warned"_s;
    case ConnectionCheck::State::Failed:
        return u"failed"_s;
    }
    return {};
}

} // namespace chatferry
