// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QMenu;
class QToolButton;
class QVBoxLayout;
class QBoxLayout;
class QHBoxLayout;

namespace chatferry {

class CountdownChip;
class RoleLabel;
class ShellModel;
class ToneBox;

/// The top of every page: project, where it goes, the rehearsal mark, the countdown, the menu.
class Header final : public QWidget
{
    Q_OBJECT
public:
    explicit Header(QWidget *parent = nullptr);
    void refresh(const ShellModel &model);
    void setNarrow(bool narrow);
    CountdownChip *chip() const { return m_chip; }
    QToolButton *menuButton() const { return m_menu; }
    QWidget *rehearsalMark() const;
    QString projectText() const;
    QString destinationText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void dress();
    RoleLabel *m_project;
    RoleLabel *m_destination;
    ToneBox *m_rehearsal;
    RoleLabel *m_rehearsalText;
    CountdownChip *m_chip;
    QToolButton *m_menu;
    QBoxLayout *m_names;
    QVBoxLayout *m_rows;
    QHBoxLayout *m_first;
    QHBoxLayout *m_second;
    bool m_narrow = false;
};

} // namespace chatferry
