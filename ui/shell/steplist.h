// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace chatferry {

class StepListModel;

/// The side list: state, title, word; the current step bold with a bar. As a rail only the two icons.
/// Choosing a row asks for that step; it never acts.
class StepList final : public QListView
{
    Q_OBJECT
public:
    explicit StepList(StepListModel &model, QWidget *parent = nullptr);
    void setRail(bool rail);
    bool isRail() const { return m_rail; }
    void setCurrentStep(const QString &key);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void stepChosen(const QString &key);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void changeEvent(QEvent *event) override;

private:
    StepListModel &m_model;
    bool m_rail = false;
    bool m_following = false;
};

} // namespace chatferry
