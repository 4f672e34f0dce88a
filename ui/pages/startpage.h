// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/startstep.h"
#include "ui/pages/steppage.h"

class QBoxLayout;
class QLineEdit;
class QListWidget;
class QPushButton;
class QRadioButton;

namespace chatferry {

class ActionButton;
class RoleLabel;

/// Three ways to begin: rehearse, a real project, one from before. Takes a dropped export or project anywhere.
class StartPage final : public StepPage
{
    Q_OBJECT
public:
    explicit StartPage(StartStep &step, QWidget *parent = nullptr);
    void refresh() override;
    QWidget *firstTask() const override;
    void setNarrow(bool narrow) override;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *rehearsalBox();
    QWidget *projectBox();
    QWidget *recentBox();
    QWidget *needsBox();
    void fillRecent();
    QString selectedPath() const;
    void chooseOwnExport();
    void choosePlace();
    void chooseProject(const QString &instead);

    StartStep &m_step;
    QBoxLayout *m_columns;
    QRadioButton *m_sample;
    QRadioButton *m_own;
    RoleLabel *m_ownName;
    ActionButton *m_rehearse;
    QRadioButton *m_google;
    QRadioButton *m_teams;
    QLineEdit *m_name;
    RoleLabel *m_dropped;
    ActionButton *m_new;
    QListWidget *m_recent;
    RoleLabel *m_recentEmpty;
    ActionButton *m_open;
    QWidget *m_missing;
    QStringList m_listed;
};

} // namespace chatferry
