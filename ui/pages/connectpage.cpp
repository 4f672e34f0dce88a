// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connectpage.h"

#include "ui/pages/checkrow.h"
#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/droparea.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/verdictlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QVBoxLayout *plainColumn(QWidget *part, int spacing)
{
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

QHBoxLayout *addRow(QVBoxLayout &column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(grid(8));
    column.addLayout(row);
    return row;
}

RoleLabel *fieldLabel(const QString &text, QWidget *parent)
{
    auto *label = new RoleLabel(text, TextSize::Body, parent);
    label->setMinimumWidth(lh(5));
    return label;
}

} // namespace

ConnectPage::ConnectPage(ConnectStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
{
    auto *column = pageColumn(this);
    column->addWidget(keyPart());
    column->addWidget(adminPart());
    m_delegation = delegationPart();
    column->addWidget(m_delegation);
    column->addWidget(checksPart());
    column->addWidget(pointsPart());
    column->addStretch(1);
    connect(&step, &ConnectStep::keyFileWanted, this, &ConnectPage::chooseKey);
}

QWidget *ConnectPage::keyPart()
{
    auto *part = new QWidget(this);
    auto *column = plainColumn(part, grid(8));
    m_drop = new DropArea(tr("Key drop area"), u"key-round"_s, part);
    m_drop->setSentence(tr("Drop the service-account key here."));
    column->addWidget(m_drop);
    m_keyRow = new QWidget(part);
    auto *row = new QHBoxLayout(m_keyRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid(8));
    row->addWidget(fieldLabel(tr("Key file"), m_keyRow));
    m_key = new RoleLabel({}, TextSize::Body, m_keyRow);
    m_key->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_key, 1);
    column->addWidget(m_keyRow);
    auto *buttons = addRow(*column);
    m_choose = new QPushButton(tr("&Choose key file"), part);
    m_choose->setAutoDefault(false);
    buttons->addWidget(m_choose);
    m_keep = new QComboBox(part);
    m_keep->addItem(tr("Kee&p it in the keychain").remove(u'&'), static_cast<int>(ConnectStep::Keep::Keychain));
    m_keep->addItem(tr("Ask each time"), static_cast<int>(ConnectStep::Keep::AskEachTime));
    m_keep->setAccessibleName(tr("Where the key is kept"));
    buttons->addWidget(m_keep);
    m_howToButton = new QPushButton(tr("How do I &get one, about 20 minutes"), part);
    m_howToButton->setCheckable(true);
    m_howToButton->setAutoDefault(false);
    buttons->addWidget(m_howToButton);
    buttons->addStretch(1);
    m_kept = new RoleLabel({}, TextSize::Small, part);
    m_kept->setInk(RoleLabel::Ink::Secondary);
    m_kept->setWordWrap(true);
    column->addWidget(m_kept);
    m_howTo = new QWidget(part);
    auto *steps = plainColumn(m_howTo, grid(4));
    int number = 0;
    for (const QString &line : m_step.howToGetKey()) {
        auto *label = new RoleLabel(tr("%1. %2").arg(++number).arg(line), TextSize::Body, m_howTo);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        steps->addWidget(label);
    }
    column->addWidget(m_howTo);

    connect(m_drop, &DropArea::dropped, &m_step, &ConnectStep::useKeyFile);
    connect(m_drop, &DropArea::clicked, this, &ConnectPage::chooseKey);
    connect(m_choose, &QPushButton::clicked, this, &ConnectPage::chooseKey);
    connect(m_howToButton, &QPushButton::toggled, m_howTo, &QWidget::setVisible);
    connect(m_keep, &QComboBox::activated, &m_step,
            [this](int index) { m_step.setKeep(static_cast<ConnectStep::Keep>(m_keep->itemData(index).toInt())); });
    m_howTo->hide();
    return part;
}

QWidget *ConnectPage::adminPart()
{
    auto *part = new QWidget(this);
    auto *column = plainColumn(part, grid(4));
    auto *row = addRow(*column);
    auto *label = fieldLabel(tr("&Admin"), part);
    m_admin = new QLineEdit(part);
    m_admin->setAccessibleName(tr("Admin"));
    m_admin->setPlaceholderText(tr("address of the administrator"));
    m_admin->setMaximumWidth(lh(20));
    m_admin->setMinimumWidth(lh(12));
    label->setBuddy(m_admin);
    m_domain = new RoleLabel({}, TextSize::Body, part);
    m_domain->setWordWrap(true);
    row->addWidget(label);
    row->addWidget(m_admin, 1);
    row->addWidget(m_domain, 1);
    connect(m_admin, &QLineEdit::textEdited, &m_step, &ConnectStep::setAdmin);
    return part;
}

QWidget *ConnectPage::delegationPart()
{
    auto *part = new QWidget(this);
    auto *column = plainColumn(part, grid(4));
    auto *about = new RoleLabel(tr("For the delegation entry: Admin console > Security > API controls > Domain-wide "
                                   "delegation"),
                                TextSize::Body, part);
    about->setWordWrap(true);
    about->setInk(RoleLabel::Ink::Secondary);
    column->addWidget(about);
    m_clientId = new CopyField(tr("Client ID"), tr("Copy client &ID"), part);
    m_scopes = new CopyField(tr("Scopes"), tr("Copy &scopes"), part);
    auto *id = addRow(*column);
    id->addWidget(fieldLabel(tr("Client ID"), part));
    id->addWidget(m_clientId, 1);
    auto *scopes = addRow(*column);
    scopes->addWidget(fieldLabel(tr("Scopes"), part));
    scopes->addWidget(m_scopes, 1);
    return part;
}

QWidget *ConnectPage::checksPart()
{
    auto *part = new QWidget(this);
    auto *column = plainColumn(part, grid(4));
    part->setAccessibleName(tr("Check list"));
    column->addWidget(new RoleLabel(tr("Checks"), TextSize::Section, part));
    m_verdict = new VerdictLabel(TextSize::Body, part);
    column->addWidget(m_verdict);
    const auto checks = m_step.checks();
    for (qsizetype i = 0; i < checks.size(); ++i) {
        m_checks.push_back(new CheckRow(part));
        column->addWidget(m_checks.back());
    }
    m_patience = new RoleLabel({}, TextSize::Body, part);
    m_patience->setWordWrap(true);
    column->addWidget(m_patience);
    m_repeat = new QCheckBox(tr("Check again every 5 &minutes"), part);
    column->addWidget(m_repeat);
    connect(m_repeat, &QCheckBox::clicked, &m_step, &ConnectStep::setRepeating);
    return part;
}

QWidget *ConnectPage::pointsPart()
{
    auto *part = new QWidget(this);
    auto *column = plainColumn(part, grid(4));
    column->addWidget(new RoleLabel(tr("You confirm, we record"), TextSize::Section, part));
    for (int i = 0; i < 4; ++i) {
        auto *row = addRow(*column);
        auto *box = new QCheckBox(part);
        auto *recorded = new RoleLabel({}, TextSize::Small, part);
        recorded->setInk(RoleLabel::Ink::Secondary);
        row->addWidget(box);
        row->addWidget(recorded);
        row->addStretch(1);
        m_points.push_back(box);
        m_recorded.push_back(recorded);
        connect(box, &QCheckBox::clicked, &m_step, [this, i](bool checked) {
            const auto points = m_step.points();
            if (i < points.size())
                m_step.confirm(points[i].id, checked);
        });
    }
    return part;
}

void ConnectPage::refresh()
{
    refreshKey();
    refreshChecks();
    refreshPoints();
}

void ConnectPage::refreshKey()
{
    const bool rehearsal = m_step.isRehearsal();
    m_drop->setVisible(!m_step.hasKey());
    m_keyRow->setVisible(m_step.hasKey());
    m_key->setText(m_step.keyText());
    m_choose->setVisible(!rehearsal);
    m_keep->setVisible(!rehearsal && m_step.canKeep());
    m_keep->setCurrentIndex(m_keep->findData(static_cast<int>(m_step.keep())));
    m_howToButton->setVisible(!rehearsal && !m_step.hasKey());
    m_howTo->setVisible(m_howToButton->isVisibleTo(this) && m_howToButton->isChecked());
    m_kept->setText(m_step.keptText());
    m_kept->setVisible(!m_kept->text().isEmpty());
    if (m_admin->text().trimmed().toLower() != m_step.admin()) {
        const QSignalBlocker quiet(m_admin);
        m_admin->setText(m_step.admin());
    }
    m_admin->setReadOnly(rehearsal);
    // While an address is being typed it is not wrong yet.
    const QString problem = m_admin->hasFocus() ? QString() : m_step.adminProblem();
    m_domain->setText(problem.isEmpty() ? m_step.domainText() : problem);
    if (problem.isEmpty())
        m_domain->setInk(RoleLabel::Ink::Text);
    else
        m_domain->setTone(Tone::Err);
}

void ConnectPage::refreshChecks()
{
    const auto checks = m_step.checks();
    bool failed = false;
    for (std::size_t i = 0; i < m_checks.size() && static_cast<qsizetype>(i) < checks.size(); ++i) {
        const ConnectionCheck &check = checks[static_cast<qsizetype>(i)];
        m_checks[i]->set(check, m_step.checkWord(check), m_step.checkSentence(check));
        failed = failed || check.state == ConnectionCheck::State::Failed;
    }
    const QString verdict = m_step.verdict();
    m_verdict->set(Tone::Ok, verdict);
    m_verdict->setVisible(!verdict.isEmpty());
    m_patience->setText(m_step.patience());
    m_patience->setVisible(!m_patience->text().isEmpty());
    m_repeat->setVisible(!m_step.isRehearsal() && verdict.isEmpty() && (failed || m_step.isRepeating()));
    m_repeat->setChecked(m_step.isRepeating());
    m_clientId->setValue(m_step.clientId());
    m_scopes->setValue(m_step.scopes());
    // A broken link shows its own values.
    m_delegation->setVisible(!m_step.clientId().isEmpty() && verdict.isEmpty() && !failed);
}

void ConnectPage::refreshPoints()
{
    const auto points = m_step.points();
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const bool there = static_cast<qsizetype>(i) < points.size();
        m_points[i]->setVisible(there);
        m_recorded[i]->setVisible(there);
        if (!there)
            continue;
        const ConnectStep::Point &point = points[static_cast<qsizetype>(i)];
        m_points[i]->setText(point.text);
        m_points[i]->setChecked(point.confirmed.has_value());
        m_recorded[i]->setText(point.recorded);
    }
}

QWidget *ConnectPage::firstTask() const
{
    if (!m_step.hasKey())
        return m_drop;
    if (m_step.admin().isEmpty())
        return m_admin;
    return m_points.empty() ? nullptr : m_points.front();
}

void ConnectPage::chooseKey()
{
    auto *dialog = new QFileDialog(window(), tr("Choose the service-account key"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Keys (*.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, &m_step, &ConnectStep::useKeyFile);
    dialog->open();
}

} // namespace chatferry
