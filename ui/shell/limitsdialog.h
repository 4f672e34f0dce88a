// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace chatferry {

class CellModel;
class FilterTable;
class ShellModel;

/// The limits of all spaces, nearest first; opened by the chip. Its title carries the words of the chip, and so the
/// same minute.
class LimitsDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit LimitsDialog(const ShellModel &shell, QWidget *parent = nullptr);
    FilterTable *table() const { return m_table; }

Q_SIGNALS:
    void goTo(qint64 space);

private:
    void refresh();
    const ShellModel &m_shell;
    CellModel *m_model;
    FilterTable *m_table;
};

} // namespace chatferry
