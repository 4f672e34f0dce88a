// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/step.h"

#include <QPointer>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace chatferry {

class Band;
class ErrorBlock;
class StepPage;
class RoleLabel;

/// What stands around the content of every page: title, purpose, the bands of run and step. Scrolls as a whole.
class PageFrame final : public QWidget
{
    Q_OBJECT
public:
    PageFrame(StepPage *page, QWidget *parent = nullptr); ///< Takes the page.
    StepPage &page() const { return *m_page; }
    /// Bands that stand on every page; then those of the step.
    void refresh(const QList<Trouble> &runTroubles);
    void setNarrow(bool narrow);
    /// Back to where the focus was, else the first open task, the table, the first control.
    void takeFocus();
    void rememberFocus();
    QList<ErrorBlock *> blocks() const { return m_blocks; }
    Band *lookingAheadBand() const { return m_lookingAhead; }

Q_SIGNALS:
    void cureChosen(const chatferry::Hindrance &hindrance);
    void remedyChosen(const chatferry::Trouble::Remedy &remedy, bool ofRun);

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();
    StepPage *m_page;
    QScrollArea *m_scroll;
    QVBoxLayout *m_column;
    QVBoxLayout *m_bands;
    RoleLabel *m_title;
    RoleLabel *m_purpose;
    Band *m_lookingAhead;
    QList<ErrorBlock *> m_blocks;
    qsizetype m_runBlocks = 0;
    QPointer<QWidget> m_lastFocus;
};

} // namespace chatferry
