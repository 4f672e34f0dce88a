// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/peoplepage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tonebox.h"
#include "ui/widgets/verdictlabel.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr PeopleStep::Kind kKinds[] = {PeopleStep::Kind::Departed, PeopleStep::Kind::Guests, PeopleStep::Kind::Bots,
                                       PeopleStep::Kind::Unknown};

} // namespace

PeoplePage::PeoplePage(PeopleStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_table(new FilterTable(step.table().name(), this))
{
    auto *column = pageColumn(this);
    column->addWidget(mapPart());
    m_table->setTable(step.table());
    m_table->setFilterPlaceholder(tr("Filter by name, e-mail"));
    addBulkActions();
    column->addWidget(m_table, 1);
    column->addWidget(policiesPart());

    connect(&step, &PeopleStep::chipWanted, this, [this](const QString &chip) {
        if (chip == u"placeholder") {
            m_placeholder->setFocus();
            return;
        }
        m_table->showChip(chip);
        m_table->focusTable();
    });
}

QWidget *PeoplePage::mapPart()
{
    auto *part = new QWidget(this);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid(8));
    auto *row = new QHBoxLayout;
    row->setSpacing(grid(8));
    m_summary = new VerdictLabel(TextSize::Body, part);
    row->addWidget(m_summary, 1);
    row->addStretch(0);
    auto *read = new QPushButton(tr("&Import map"), part);
    auto *save = new QPushButton(tr("&Save map"), part);
    auto *check = new ActionButton(
        m_step, [this] { return m_step.checkAccountsAction(); }, part);
    for (QPushButton *button : {read, save}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addWidget(check);
    column->addLayout(row);

    auto *preview = new ToneBox(Tone::Info, part);
    m_preview = preview;
    auto *ask = new QHBoxLayout(preview);
    ask->setContentsMargins(grid(12), grid(8), grid(12), grid(8));
    ask->setSpacing(grid(8));
    m_previewText = new RoleLabel({}, TextSize::Body, preview);
    m_previewText->setWordWrap(true);
    m_apply = new QPushButton(preview);
    auto *cancel = new QPushButton(tr("Cancel"), preview);
    ask->addWidget(m_previewText, 1);
    for (QPushButton *button : {m_apply, cancel}) {
        button->setAutoDefault(false);
        ask->addWidget(button);
    }
    column->addWidget(preview);

    connect(read, &QPushButton::clicked, this, &PeoplePage::chooseMap);
    connect(save, &QPushButton::clicked, this, &PeoplePage::saveMap);
    connect(check, &ActionButton::pressed, &m_step, &PeopleStep::checkAccounts);
    connect(m_apply, &QPushButton::clicked, &m_step, &PeopleStep::applyMap);
    connect(cancel, &QPushButton::clicked, &m_step, &PeopleStep::dropMap);
    return part;
}

QWidget *PeoplePage::policiesPart()
{
    auto *part = new QWidget(this);
    auto *lines = new QGridLayout(part);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setHorizontalSpacing(grid(8));
    lines->setVerticalSpacing(grid(4));
    const QString labels[] = {tr("For &departed"), tr("For g&uests"), tr("For b&ots"), tr("For un&known")};
    const QString names[] = {tr("Policy for departed people"), tr("Policy for guests"), tr("Policy for bots"),
                             tr("Policy for unknown people")};
    for (int i = 0; i < 4; ++i) {
        auto *label = new RoleLabel(labels[i], TextSize::Body, part);
        m_policies[i] = new QComboBox(part);
        m_policies[i]->setAccessibleName(names[i]);
        label->setBuddy(m_policies[i]);
        m_examples[i] = new RoleLabel({}, TextSize::Small, part);
        m_examples[i]->setInk(RoleLabel::Ink::Secondary);
        m_examples[i]->setTextFormat(Qt::PlainText);
        lines->addWidget(label, i, 0);
        lines->addWidget(m_policies[i], i, 1);
        lines->addWidget(m_examples[i], i, 2);
        connect(m_policies[i], &QComboBox::activated, &m_step, [this, i](int index) {
            m_step.setPolicyFor(kKinds[i], static_cast<PeopleStep::Policy>(m_policies[i]->itemData(index).toInt()));
        });
    }
    lines->setColumnStretch(2, 1);
    m_placeholderRow = new QWidget(part);
    auto *row = new QHBoxLayout(m_placeholderRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid(8));
    auto *label = new RoleLabel(tr("P&laceholder account"), TextSize::Body, m_placeholderRow);
    m_placeholder = new QLineEdit(m_placeholderRow);
    m_placeholder->setAccessibleName(tr("Placeholder account"));
    m_placeholder->setPlaceholderText(tr("address of an account that stays"));
    m_placeholder->setMinimumWidth(lh(12));
    label->setBuddy(m_placeholder);
    row->addWidget(label);
    row->addWidget(m_placeholder);
    row->addStretch(1);
    lines->addWidget(m_placeholderRow, 4, 0, 1, 3);
    connect(m_placeholder, &QLineEdit::editingFinished, &m_step,
            [this] { m_step.setPlaceholder(m_placeholder->text()); });
    return part;
}

void PeoplePage::addBulkActions()
{
    m_table->setBulkActions(
        {{u"map"_s, tr("&Map to")}, {u"policy"_s, tr("Set polic&y")}, {u"kind"_s, tr("As their kind")}});
    connect(m_table, &FilterTable::bulkChosen, this, [this](const QString &id, const QStringList &) {
        const QList<qint64> rows = m_table->selectedRows();
        if (id == u"map")
            askAddress(rows);
        else if (id == u"policy")
            askPolicy(rows);
        else if (id == u"kind")
            m_step.followKind(rows);
    });
}

void PeoplePage::askAddress(const QList<qint64> &rows)
{
    auto *dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::TextInput);
    dialog->setWindowTitle(tr("Map to"));
    dialog->setLabelText(rows.size() == 1
                             ? tr("E-mail address of the account this person becomes:")
                             : tr("E-mail address of the account these %1 people become:").arg(rows.size()));
    dialog->setOkButtonText(tr("Map"));
    connect(dialog, &QInputDialog::textValueSelected, &m_step,
            [this, rows](const QString &address) { m_step.mapTo(rows, address); });
    dialog->open();
}

void PeoplePage::askPolicy(const QList<qint64> &rows)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const PeopleStep::Option &option : m_step.options(PeopleStep::Kind::Departed)) {
        if (option.policy == PeopleStep::Policy::Undecided)
            continue;
        connect(menu->addAction(option.text), &QAction::triggered, &m_step,
                [this, rows, policy = option.policy] { m_step.setPolicy(rows, policy); });
    }
    const QPushButton *button = m_table->bulkButton(u"policy"_s);
    menu->popup(button ? button->mapToGlobal(QPoint(0, button->height())) : QCursor::pos());
}

void PeoplePage::chooseMap()
{
    auto *dialog = new QFileDialog(window(), tr("Choose a people map"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("People maps (*.csv)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, &m_step, &PeopleStep::readMap);
    dialog->open();
}

void PeoplePage::saveMap()
{
    auto *dialog = new QFileDialog(window(), tr("Save the people map"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("People maps (*.csv)")});
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"people.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, &m_step, &PeopleStep::saveMap);
    dialog->open();
}

void PeoplePage::fillPolicies()
{
    for (int i = 0; i < 4; ++i) {
        QComboBox *combo = m_policies[i];
        const auto options = m_step.options(kKinds[i]);
        if (combo->count() != options.size()) {
            combo->clear();
            for (const PeopleStep::Option &option : options)
                combo->addItem(option.text, static_cast<int>(option.policy));
        }
        const PeopleStep::Policy now = m_step.policyFor(kKinds[i]);
        combo->setCurrentIndex(combo->findData(static_cast<int>(now)));
        for (const PeopleStep::Option &option : options) {
            if (option.policy == now)
                m_examples[i]->setText(option.example);
        }
    }
}

void PeoplePage::refresh()
{
    const QString summary = m_step.summary();
    m_summary->set(Tone::Ok, summary);
    m_summary->setVisible(!summary.isEmpty());
    const auto &preview = m_step.preview();
    m_preview->setVisible(preview.has_value());
    if (preview) {
        m_previewText->setText(preview->text);
        m_apply->setText(tr("Apply %1").arg(preview->changes));
        m_apply->setEnabled(preview->changes > 0);
        m_apply->setAccessibleDescription(preview->changes > 0 ? QString() : preview->text);
    }
    fillPolicies();
    m_placeholderRow->setVisible(m_step.needsPlaceholder());
    if (!m_placeholder->hasFocus())
        m_placeholder->setText(m_step.placeholder());
}

} // namespace chatferry
