// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace chatferry {

class RoleLabel;
class ToneIcon;

/// Where there is nothing to show: icon, one sentence why, one button.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);
    /// @p buttonText empty: no button.
    void set(const QString &icon, const QString &sentence, const QString &buttonText = {});
    QString text() const;
    QPushButton *button() const { return m_button; }

Q_SIGNALS:
    void pressed();

private:
    ToneIcon *m_icon;
    RoleLabel *m_text;
    QPushButton *m_button;
};

} // namespace chatferry
