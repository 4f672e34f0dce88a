// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/step.h"
#include "steps/steptable.h"

#include <QList>
#include <QString>
#include <QWidget>

class QBoxLayout;
class QPushButton;

namespace chatferry {

class FilterTable;
class ProgressBlock;

/// A FilterTable over a step's table: model, chips, empty sentence, doors to Step::act().
class StepTableView : public QWidget
{
    Q_OBJECT
public:
    StepTableView(Step &step, StepTable &table, QWidget *parent = nullptr);
    FilterTable &filterTable() const { return *m_view; }
    /// Row ids of the selection; empty when nothing is selected.
    QList<qint64> selectedRows() const;

private:
    void refreshChips();
    StepTable &m_table;
    FilterTable *m_view;
    QStringList m_chips;
};

/// A progress block that follows a step: hidden while idle, doors and buttons to Step::act().
ProgressBlock *addProgress(QBoxLayout &layout, Step &step, const QString &name, std::function<ProgressFacts()> facts);

/// A button that shows an Action of a step besides the main one: text, enabled, and the reason under it while off.
class ActionButton : public QWidget
{
    Q_OBJECT
public:
    ActionButton(Step &step, std::function<Action()> action, QWidget *parent = nullptr);
    QPushButton *button() const { return m_button; }

Q_SIGNALS:
    void pressed();

private:
    void refresh();
    std::function<Action()> m_action;
    QPushButton *m_button;
    QWidget *m_reason;
};

/// Asks by a ConfirmDialog over @p window; @p go is called with the consent.
void askThen(QWidget *window, const Confirmation &confirmation, bool rehearsal,
             std::function<void(const Consent &)> go);

/// A page's column: the margins and spacing of all pages.
QBoxLayout *pageColumn(QWidget *page);

} // namespace chatferry
