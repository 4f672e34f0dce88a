// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/closedialog.h"

#include "steps/humanwords.h"
#include "steps/shellmodel.h"
#include "ui/widgets/rolelabel.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace chatferry {

CloseDialog::CloseDialog(const ShellModel &shell, bool hasTray, QWidget *parent)
    : QDialog(parent)
    , m_keep(new QPushButton(hasTray ? tr("&Keep running in the background") : tr("&Minimise"), this))
    , m_stop(new QPushButton(tr("&Stop and quit"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setModal(true);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(shell.isRehearsal() ? tr("Close while work is running (rehearsal)")
                                       : tr("Close while work is running"));
    m_text = shell.running().sentence + u' ' +
             tr("If you quit, it stops within a second and nothing is lost; it goes on from the same message when you "
                "open this "
                "project again.");
    const Countdown chip = chatferry::countdown(shell.clocks(), shell.now(), shell.countdownSettings());
    if (chip.nearest && shell.countdownSettings().deadlines) {
        const auto left = std::chrono::floor<std::chrono::seconds>(*chip.nearest - shell.now());
        const auto days = (left + 12h) / 24h;
        m_text += u' ' + (left <= 0s       ? tr("The limits keep running: the nearest has passed.")
                          : left < 3 * 24h ? tr("The limits keep running: the nearest is in %1.").arg(spanText(left))
                                           : tr("The limits keep running: the nearest is in %1.").arg(daysText(days)));
    }
    auto *text = new RoleLabel(m_text, TextSize::Body, this);
    text->setWordWrap(true);
    text->setMinimumWidth(lh(26));
    auto *where = new RoleLabel(shell.destination(), TextSize::Body, this);
    where->setInk(RoleLabel::Ink::Secondary);
    where->setVisible(!shell.destination().isEmpty());
    auto *row = new QHBoxLayout;
    row->setSpacing(grid(8));
    row->addStretch();
    for (QPushButton *button : {m_keep, m_stop, m_cancel})
        row->addWidget(button);
    m_stop->setAutoDefault(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(grid(24), grid(20), grid(24), grid(20));
    column->setSpacing(grid(12));
    column->addWidget(text);
    column->addWidget(where);
    column->addLayout(row);
    m_keep->setDefault(true);
    m_keep->setFocus();
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_keep, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT keepRunning();
    });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT stopAndQuit();
    });
}

QString CloseDialog::text() const
{
    return m_text;
}

} // namespace chatferry
