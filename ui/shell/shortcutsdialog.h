// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace chatferry {

/// Ctrl+F1: what the keyboard can do.
class ShortcutsDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit ShortcutsDialog(QWidget *parent = nullptr);
};

} // namespace chatferry
