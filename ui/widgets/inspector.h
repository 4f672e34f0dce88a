// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QModelIndex>

class QFormLayout;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace chatferry {

class RoleLabel;

/// Everything of one row, in full and selectable, and what the page adds (evidence, actions, a sample).
class Inspector final : public QFrame
{
    Q_OBJECT
public:
    explicit Inspector(QWidget *parent = nullptr);
    /// Invalid: says that nothing is chosen.
    void setRow(const QModelIndex &index);
    /// Shown below the fields; ownership goes to the inspector.
    void setExtra(QWidget *extra);
    QPushButton *backButton() const { return m_back; }

private:
    RoleLabel *m_title;
    QPushButton *m_back;
    QWidget *m_fields;
    QVBoxLayout *m_column;
    QScrollArea *m_scroll;
};

} // namespace chatferry
