// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace chatferry {

/// Turns SIGINT and SIGTERM into a signal of the event loop. One at a time in a process.
class Interrupt : public QObject
{
    Q_OBJECT
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;
    bool happened() const { return m_happened; }

Q_SIGNALS:
    void interrupted();

private:
    void read();
    bool m_happened = false;
};

} // namespace chatferry
