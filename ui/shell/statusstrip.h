// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QTimer;

namespace chatferry {

class RoleLabel;
class ShellModel;
class ToneIcon;

/// One line: the running work, power, saved. Takes the focus as a whole ("Status", F7), so that it can be read.
class StatusStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);
    void refresh(const ShellModel &model);
    void setNarrow(bool narrow);
    QString text() const;          ///< All of the line.
    void say(const QString &text); ///< Shown in the middle for ten seconds.
    QPushButton *workButton() const { return m_work; }

Q_SIGNALS:
    void workPressed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showPower();
    QPushButton *m_work;
    RoleLabel *m_power;
    ToneIcon *m_savedIcon;
    RoleLabel *m_saved;
    RoleLabel *m_said;
    QTimer *m_saidTimer;
    bool m_narrow = false;
    bool m_powerWarns = false;
};

} // namespace chatferry
