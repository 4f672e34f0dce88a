// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/confirmation.h"
#include "ui/widgets/tonebox.h"

class QPushButton;

namespace chatferry {

class RoleLabel;

/// One sentence across the page with at most one button: "You are looking ahead. Validate a space first. [Go to
/// Validate]".
class Band final : public ToneBox
{
    Q_OBJECT
public:
    explicit Band(QWidget *parent = nullptr);
    void set(Tone tone, const QString &icon, const Hindrance &hindrance);
    QString text() const;
    QPushButton *button() const { return m_button; }

Q_SIGNALS:
    void pressed(const chatferry::Hindrance &hindrance);

private:
    ToneIcon *m_icon;
    RoleLabel *m_text;
    QPushButton *m_button;
    Hindrance m_hindrance;
};

} // namespace chatferry
