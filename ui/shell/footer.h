// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/step.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace chatferry {

class RoleLabel;

/// Help, the sentence why something is off, the main action, Back and Next. Next stands at the same place on every
/// page.
class Footer final : public QWidget
{
    Q_OBJECT
public:
    explicit Footer(QWidget *parent = nullptr);
    /// @p first, @p last: of all pages.
    void refresh(const Step &step, bool first, bool last);
    void setNarrow(bool narrow);
    QPushButton *helpButton() const { return m_help; }
    QPushButton *mainButton() const { return m_main; }
    QPushButton *backButton() const { return m_back; }
    QPushButton *nextButton() const { return m_next; }
    QPushButton *closeButton() const { return m_close; }
    QPushButton *cureButton() const { return m_cure; }
    QString sentence() const;

Q_SIGNALS:
    void helpPressed();
    void mainPressed();
    void backPressed();
    void nextPressed();
    void closePressed();
    void curePressed(const chatferry::Hindrance &hindrance);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void dress();
    QVBoxLayout *m_rows = nullptr;
    QHBoxLayout *m_above = nullptr;
    QHBoxLayout *m_row = nullptr;
    QPushButton *m_help;
    RoleLabel *m_sentence;
    QPushButton *m_cure;
    QPushButton *m_main;
    QPushButton *m_back;
    QPushButton *m_next;
    QPushButton *m_close;
    Hindrance m_hindrance;
    bool m_narrow = false;
};

} // namespace chatferry
