// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/sourcestep.h"
#include "ui/pages/steppage.h"

class QBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace chatferry {

class Band;
class DropArea;
class RoleLabel;
class Sentence;
class ToneIcon;
class VerdictLabel;

/// The export: a place to drop it, the progress of reading it, and what it holds and lacks.
class SourcePage final : public StepPage
{
    Q_OBJECT
public:
    explicit SourcePage(SourceStep &step, QWidget *parent = nullptr);
    void refresh() override;
    QWidget *firstTask() const override;
    FilterTable *mainTable() const override;
    bool fillsHeight() const override { return true; }
    void setNarrow(bool narrow) override;

private:
    QWidget *emptyPart();
    QWidget *findingsPart();
    QWidget *howToPart();
    void chooseFile();
    void chooseFolder();
    void showLines(QVBoxLayout &column, const QList<SourceStep::Finding> &lines);
    FilterTable *tableOf(SourceStep::Rows rows) const;

    SourceStep &m_step;
    QWidget *m_empty;
    DropArea *m_drop = nullptr;
    Band *m_stopped;
    QWidget *m_howTo = nullptr;
    QPushButton *m_howToButton = nullptr;
    QWidget *m_findings;
    VerdictLabel *m_headline = nullptr;
    QPushButton *m_another = nullptr;
    QPushButton *m_newer = nullptr;
    RoleLabel *m_whyNot = nullptr;
    QBoxLayout *m_columns = nullptr;
    QVBoxLayout *m_holds = nullptr;
    QVBoxLayout *m_lacks = nullptr;
    ToneIcon *m_sumIcon = nullptr;
    Sentence *m_sum = nullptr;
    RoleLabel *m_rowsTitle = nullptr;
    FilterTable *m_tables[3] = {};
};

} // namespace chatferry
