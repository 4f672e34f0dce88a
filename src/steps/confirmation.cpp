// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/confirmation.h"

#include <algorithm>

namespace chatferry {

namespace {

/// The number in @p text, or -1. Digits of any script; spaces and the group signs of locales are skipped.
qint64 typedNumber(const QString &text)
{
    qint64 number = 0;
    int digits = 0;
    for (const char32_t c : text.toStdU32String()) {
        if (QChar::isSpace(c) || c == U'\u202F' || c == U'\u00A0')
            continue;
        const int digit = QChar::digitValue(c);
        if (digit < 0 || ++digits > 15)
            return -1;
        number = number * 10 + digit;
    }
    return digits == 0 ? -1 : number;
}

} // namespace

bool isTypedRight(const Confirmation &confirmation, const QString &typed)
{
    if (confirmation.things.isEmpty())
        return false;
    if (confirmation.things.size() == 1)
        return typed.simplified().compare(confirmation.things.first().simplified(), Qt::CaseInsensitive) == 0;
    return typedNumber(typed) == confirmation.things.size();
}

bool isComplete(const Confirmation &confirmation, const Consent &consent)
{
    if (confirmation.level == DeedLevel::Final && !isTypedRight(confirmation, consent.typed))
        return false;
    if (confirmation.asksReason && consent.reason.trimmed().isEmpty())
        return false;
    return std::ranges::all_of(confirmation.ticks, [&](const Confirmation::Tick &tick) {
        return !tick.required || consent.ticked.contains(tick.id);
    });
}

} // namespace chatferry
