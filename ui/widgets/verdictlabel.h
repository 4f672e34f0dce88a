// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rolelabel.h"

#include <QWidget>

namespace chatferry {

class ToneIcon;

/// A state in one line: icon, words, both in the tone.
class VerdictLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit VerdictLabel(TextSize size = TextSize::Body, QWidget *parent = nullptr);
    /// @p icon empty: the usual icon of the tone.
    void set(Tone tone, const QString &text, const QString &icon = {});
    QString text() const;

private:
    ToneIcon *m_icon;
    RoleLabel *m_text;
};

/// The icon that stands for a tone where nothing more special is meant.
QString toneIconName(Tone tone);

} // namespace chatferry
