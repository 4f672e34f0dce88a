// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/progressfacts.h"

#include <QElapsedTimer>
#include <QWidget>

class QProgressBar;
class QPushButton;
class QTimer;

namespace chatferry {

class RoleLabel;
class Sentence;

/// One long job: what above the bar, how much, how fast and until when below it. The bar never goes back while its job
/// is the same, and is full only when the job is done. Texts change once a second at most.
class ProgressBlock final : public QWidget
{
    Q_OBJECT
public:
    /// @p name: accessible name of the bar, "Import progress".
    explicit ProgressBlock(const QString &name, QWidget *parent = nullptr);
    void setFacts(const ProgressFacts &facts);
    const ProgressFacts &facts() const { return m_shown; }
    QProgressBar *bar() const { return m_bar; }
    Sentence *numbers() const { return m_numbers; }

Q_SIGNALS:
    void doorOpened(const QString &id);
    void buttonPressed(const chatferry::Trouble::Remedy &remedy);

protected:
    void changeEvent(QEvent *event) override;

private:
    void show(const ProgressFacts &facts);
    void dress();
    ProgressFacts m_shown;
    ProgressFacts m_next;
    RoleLabel *m_what;
    QWidget *m_buttonRow;
    QList<QPushButton *> m_buttons;
    QProgressBar *m_bar;
    Sentence *m_numbers;
    Sentence *m_remarks;
    RoleLabel *m_standing;
    QTimer *m_later;
    QElapsedTimer m_since;
    bool m_dressing = false;
};

} // namespace chatferry
