// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

#include <optional>

namespace chatferry {

/// A text in one of the type sizes, in the text, secondary or a tone's colour; follows font and appearance while shown.
class RoleLabel : public QLabel
{
    Q_OBJECT
public:
    enum class Ink { Text, Secondary, Toned };

    explicit RoleLabel(QWidget *parent = nullptr);
    RoleLabel(const QString &text, TextSize size, QWidget *parent = nullptr);

    void setTextSize(TextSize size);
    void setInk(Ink ink);
    void setTone(Tone tone); ///< Ink::Toned in the ink of @p tone.

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();
    TextSize m_size = TextSize::Body;
    Ink m_ink = Ink::Text;
    Tone m_tone = Tone::Idle;
    bool m_dressing = false;
};

} // namespace chatferry
