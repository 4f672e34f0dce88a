// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QString>

namespace chatferry {

/// Writes a Slack export as a folder: one channel "general" with these messages (the inside of a JSON array) and these
/// people. Answers the folder; empty when it could not be written.
inline QString writeTinyExport(const QString &folder, const QByteArray &people, const QByteArray &messages)
{
    const auto put = [&folder](const QString &name, const QByteArray &content) {
        QFile file(folder + u'/' + name);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    const bool done = QDir().mkpath(folder + QStringLiteral("/general")) &&
                      put(QStringLiteral("channels.json"),
                          R"([{"id":"C1","name":"general","created":1577836800,"members":["U1"]}])") &&
                      put(QStringLiteral("users.json"), "[" + people + "]") &&
                      put(QStringLiteral("general/2020-01-01.json"), "[" + messages + "]");
    return done ? folder : QString();
}

} // namespace chatferry
