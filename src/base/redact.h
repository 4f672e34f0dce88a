// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace chatferry {

/// @p text without anything that looks like a secret or a person: bearer tokens, `t=`, `key=`, `token=` and
/// `assertion=` values, PEM blocks, Slack `xox…` tokens, Google `ya29…` tokens, mail addresses. Cut to 2,000
/// characters.
QString redacted(const QString &text);

/// The address with every value of its query and its user information replaced; the path stays.
QString redacted(const QUrl &url);

} // namespace chatferry
