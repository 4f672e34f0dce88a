// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <functional>
#include <vector>

namespace chatferry {

class Project;
class Statement;

/// Texts that many journal rows share (addresses, "spaces/AAAA/messages/"), each kept once in the project file and then
/// known by a number. Internal to this room.
class Words
{
public:
    explicit Words(Project &project)
        : m_project(&project)
    {
    }

    /// The number of @p text, which is added when it is new; 0 stands for the empty text.
    Result<qint64> numberOf(const QString &text);
    QString text(qint64 number);
    /// After a transaction was taken back: numbers given inside of it are void.
    void forget();

    /// A resource name as the journal keeps it: the head as a word, the tail as text or, when it is a long run of hex
    /// digits, as half as many bytes.
    struct Packed
    {
        qint64 head = 0;
        QString tail;
        QByteArray bytes;
        bool isBytes = false;
    };
    Result<Packed> pack(const QString &name);

private:
    Project *m_project;
    QHash<QString, qint64> m_numbers;
    QHash<qint64, QString> m_texts;
};

Statement &operator<<(Statement &statement, const Words::Packed &packed); ///< Binds head and tail.
QString unpack(Words &words, Statement &row);                             ///< Reads head and tail.

} // namespace chatferry
