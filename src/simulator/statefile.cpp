// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/statefile.h"

#include "simulator/answer.h"
#include "simulator/worldlines.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

constexpr auto kKind = "chatferry-simulator"_L1;

QByteArray headerLine(const StateHeader &header)
{
    return toBytes({{u"kind"_s, kKind},
                    {u"version"_s, 1},
                    {u"privateKey"_s, QString::fromLatin1(header.privateKeyPem)},
                    {u"keyId"_s, header.keyId},
                    {u"clockMicros"_s, QString::number(header.clockMicros)}}) +
           '\n';
}

Error fileError(const QString &path, const QString &why)
{
    return Error{.kind = Error::Kind::File,
                 .what = QCoreApplication::translate("Simulator", "The simulator's state file %1 cannot be used: %2")
                             .arg(QFileInfo(path).fileName(), why)};
}

} // namespace

Result<bool> StateFile::open(const QString &path, StateHeader &header, World &world)
{
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::ReadWrite))
        return fileError(path, m_file.errorString());
    bool found = false;
    qint64 whole = 0;
    for (int number = 1; !m_file.atEnd(); ++number) {
        const QByteArray line = m_file.readLine();
        if (!line.endsWith('\n'))
            break;
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        const bool isHeader = json[u"kind"_s] == QString(kKind);
        if (isHeader && json[u"version"_s].toInt() == 1) {
            header.privateKeyPem = json[u"privateKey"_s].toString().toLatin1();
            header.keyId = json[u"keyId"_s].toString();
            header.clockMicros = json[u"clockMicros"_s].toString().toLongLong();
            found = true;
        } else if (!found || !takeLine(world, json)) {
            m_file.close();
            return Error{.kind = Error::Kind::Input,
                         .what = QCoreApplication::translate("Simulator", "%1, line %2, is no state of the simulator.")
                                     .arg(QFileInfo(path).fileName())
                                     .arg(number),
                         .remedy =
                             QCoreApplication::translate("Simulator", "Choose another state file, or delete it.")};
        }
        whole = m_file.pos();
    }
    world.takeChanges();
    if (!m_file.resize(whole) || !m_file.seek(whole))
        return fileError(path, m_file.errorString());
    return found;
}

void StateFile::append(const QByteArray &lines)
{
    if (!m_file.isOpen())
        return;
    m_file.write(lines);
    m_file.flush();
}

void StateFile::appendHeader(const StateHeader &header)
{
    append(headerLine(header));
}

Result<void> StateFile::close(const StateHeader &header, const World &world)
{
    if (!m_file.isOpen())
        return {};
    const QString path = m_file.fileName();
    m_file.close();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fileError(path, file.errorString());
    file.write(headerLine(header));
    file.write(allLines(world));
    if (!file.commit())
        return fileError(path, file.errorString());
    return {};
}

} // namespace chatferry::sim
