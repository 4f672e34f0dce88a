// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/trouble.h"
#include "ui/widgets/tonebox.h"

class QPushButton;
class QLabel;

namespace chatferry {

class RoleLabel;

/// A trouble on the page: sentence, why, remedy buttons, folded details that can be copied. Once solved, one line.
class ErrorBlock final : public ToneBox
{
    Q_OBJECT
public:
    explicit ErrorBlock(QWidget *parent = nullptr);
    void setTrouble(const Trouble &trouble);
    const Trouble &trouble() const { return m_trouble; }
    /// What "Copy details" puts on the clipboard: sentence, reason, figures. Never a secret or a message text, see
    /// Error.
    QString detailsText() const;
    bool areDetailsShown() const;

Q_SIGNALS:
    void remedyChosen(const chatferry::Trouble::Remedy &remedy);

private:
    void showDetails(bool shown);
    Trouble m_trouble;
    ToneIcon *m_icon;
    RoleLabel *m_sentence;
    RoleLabel *m_why;
    RoleLabel *m_details;
    QWidget *m_buttons;
    QPushButton *m_fold;
    QPushButton *m_copy;
    QList<QPushButton *> m_remedies;
};

} // namespace chatferry
