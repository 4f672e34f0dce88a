// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace chatferry {

/// A value to be pasted elsewhere, readable and selectable, with a button that copies it.
class CopyField final : public QWidget
{
    Q_OBJECT
public:
    /// @p name: accessible name of the value, "Client ID"; @p buttonText a verb with mnemonic, "Copy client &ID".
    CopyField(const QString &name, const QString &buttonText, QWidget *parent = nullptr);
    void setValue(const QString &value);
    QString value() const;
    QPushButton *button() const { return m_button; }

private:
    QLineEdit *m_field;
    QPushButton *m_button;
};

} // namespace chatferry
