// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/step.h"

#include <QWidget>

namespace chatferry {

class FilterTable;

/// What a page of the wizard is to the shell: a widget that draws one step and forwards clicks. Title, purpose, bands,
/// main action, Back and Next are drawn by the shell.
class StepPage : public QWidget
{
    Q_OBJECT
public:
    /// @p step outlives the page. refresh() is called once before it is shown first, and, while it is shown, once after
    /// any number of changes of the step in one turn of the event loop.
    explicit StepPage(Step &step, QWidget *parent = nullptr);

    Step &step() const { return m_step; }
    virtual void refresh() = 0;
    /// Where the focus goes on entering: the first open task. Null: the main table, else the first control.
    virtual QWidget *firstTask() const { return nullptr; }
    virtual FilterTable *mainTable() const { return nullptr; }
    /// Narrow windows: labels above fields, tables with six rows.
    virtual void setNarrow(bool narrow);
    /// Whether the page wants all the height there is (tables, charts) or only its own.
    virtual bool fillsHeight() const { return mainTable() != nullptr; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refreshSoon();
    Step &m_step;
    bool m_stale = true;
    bool m_queued = false;
};

} // namespace chatferry
