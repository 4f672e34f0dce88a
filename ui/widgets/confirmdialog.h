// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/confirmation.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QListWidget;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace chatferry {

/// Asks before a deed of level B or C (ux 3.9). Focus and default are on Cancel, whatever the level.
///
/// Level C: the verb sleeps until the field holds the count (or the one name); Return in the field does nothing.
/// Shown with open(); consented() comes once, right before accepted().
class ConfirmDialog final : public QDialog
{
    Q_OBJECT
public:
    ConfirmDialog(const Confirmation &confirmation, bool rehearsal, QWidget *parent = nullptr);

    QPushButton *verbButton() const { return m_verb; }
    QPushButton *cancelButton() const { return m_cancel; }
    QLineEdit *typedField() const { return m_typed; } ///< Null below level C.
    QListWidget *thingsList() const { return m_things; }

Q_SIGNALS:
    void consented(const chatferry::Consent &consent);
    /// A caution's cure was chosen instead; the dialog is rejected.
    void cureChosen(const chatferry::Hindrance &hindrance);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void addHead(QVBoxLayout &column, bool rehearsal);
    void addBody(QVBoxLayout &column);
    void addThings(QVBoxLayout &column);
    void addGiven(QVBoxLayout &column);
    void addButtons(QVBoxLayout &column);
    Consent consent() const;
    void refresh();
    void fit();

    Confirmation m_confirmation;
    QPushButton *m_verb = nullptr;
    QPushButton *m_cancel = nullptr;
    QLineEdit *m_typed = nullptr;
    QLineEdit *m_reason = nullptr;
    QListWidget *m_things = nullptr;
    QScrollArea *m_scroll = nullptr;
    QWidget *m_body = nullptr;
    QList<QCheckBox *> m_ticks;
};

} // namespace chatferry
