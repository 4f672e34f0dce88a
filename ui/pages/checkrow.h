// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "target/connection.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace chatferry {

class CopyField;
class RoleLabel;
class ToneIcon;

/// One link of the chain: icon, title, state in words; when it is broken also why, where to mend it and what to paste
/// there.
class CheckRow final : public QWidget
{
    Q_OBJECT
public:
    explicit CheckRow(QWidget *parent = nullptr);
    /// @p word: "passed", "waits for Delegation"; @p sentence: all of it for a screen reader.
    void set(const ConnectionCheck &check, const QString &word, const QString &sentence);

private:
    void showValues(const ConnectionCheck &check);

    ToneIcon *m_icon;
    RoleLabel *m_title;
    RoleLabel *m_word;
    RoleLabel *m_sentence;
    QWidget *m_cure;
    RoleLabel *m_remedy;
    RoleLabel *m_path;
    QPushButton *m_open;
    QVBoxLayout *m_values;
    QString m_address;
    QStringList m_shown;
};

} // namespace chatferry
