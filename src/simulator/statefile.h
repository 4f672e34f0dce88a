// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "simulator/world.h"

#include <QFile>

namespace chatferry::sim {

/// What else than the world must be the same after a restart.
struct StateHeader
{
    QByteArray privateKeyPem;
    QString keyId;
    qint64 clockMicros = 0; ///< Offset to the computer's clock, or the time itself of a clock that stands.
};

/// The world on disk: lines of JSON, the newest state of a thing being its last line. Changes are appended as they
/// happen, so that neither a kill of the client nor one of the simulator loses anything that was answered.
class StateFile
{
public:
    /// Reads @p path when it exists and opens it for appending. A last line cut short by a kill is dropped.
    /// Answers whether there was a world. Errors: Input when it is no such file, File.
    Result<bool> open(const QString &path, StateHeader &header, World &world);
    bool isOpen() const { return m_file.isOpen(); }
    void append(const QByteArray &lines);
    void appendHeader(const StateHeader &header);
    /// Writes the file anew, each thing once, and closes it.
    Result<void> close(const StateHeader &header, const World &world);

private:
    QFile m_file;
};

} // namespace chatferry::sim
