// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/peoplestep.h"
#include "ui/pages/steppage.h"

class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;

namespace chatferry {

class RoleLabel;
class VerdictLabel;

/// The people with what becomes of each, the map, and what holds for each kind.
class PeoplePage final : public StepPage
{
    Q_OBJECT
public:
    explicit PeoplePage(PeopleStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override { return m_table; }

private:
    QWidget *mapPart();
    QWidget *policiesPart();
    void addBulkActions();
    void askAddress(const QList<qint64> &rows);
    void askPolicy(const QList<qint64> &rows);
    void chooseMap();
    void saveMap();
    void fillPolicies();

    PeopleStep &m_step;
    VerdictLabel *m_summary = nullptr;
    QWidget *m_preview = nullptr;
    RoleLabel *m_previewText = nullptr;
    QPushButton *m_apply = nullptr;
    FilterTable *m_table;
    QComboBox *m_policies[4] = {};
    RoleLabel *m_examples[4] = {};
    QWidget *m_placeholderRow = nullptr;
    QLineEdit *m_placeholder = nullptr;
};

} // namespace chatferry
