// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QPushButton;

namespace chatferry {

class ShellModel;

/// Asked when the window is closed while work runs. Default: it goes on in the background.
class CloseDialog final : public QDialog
{
    Q_OBJECT
public:
    /// @p hasTray: else the first button minimises.
    CloseDialog(const ShellModel &shell, bool hasTray, QWidget *parent = nullptr);
    QPushButton *keepButton() const { return m_keep; }
    QPushButton *stopButton() const { return m_stop; }
    QPushButton *cancelButton() const { return m_cancel; }
    QString text() const;

Q_SIGNALS:
    void keepRunning();
    void stopAndQuit();

private:
    QString m_text;
    QPushButton *m_keep;
    QPushButton *m_stop;
    QPushButton *m_cancel;
};

} // namespace chatferry
