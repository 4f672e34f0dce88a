// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sourcepage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/band.h"
#include "ui/widgets/droparea.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/progressblock.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/sentence.h"
#include "ui/widgets/tonebox.h"
#include "ui/widgets/verdictlabel.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// A line with its icon; made once, then only told what to say, so that focus on a door stays.
class FindingLine final : public QWidget
{
public:
    explicit FindingLine(QWidget *parent)
        : QWidget(parent)
        , icon(new ToneIcon(u"info"_s, Tone::Idle, 16, this))
        , sentence(new Sentence(this))
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(grid(8));
        row->addWidget(icon, 0, Qt::AlignTop);
        row->addWidget(sentence, 1);
    }
    ToneIcon *icon;
    Sentence *sentence;
};

} // namespace

SourcePage::SourcePage(SourceStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
{
    auto *column = pageColumn(this);
    m_stopped = new Band(this);
    column->addWidget(m_stopped);
    connect(m_stopped, &Band::pressed, &step, &SourceStep::readAgain);
    addProgress(*column, step, tr("Reading progress"), [&step] { return step.progress(); });
    m_empty = emptyPart();
    column->addWidget(m_empty);
    m_findings = findingsPart();
    column->addWidget(m_findings, 1);
    m_howTo = howToPart();
    column->addWidget(m_howTo);
    column->addStretch(0);

    connect(&step, &SourceStep::chooseWanted, this, &SourcePage::chooseFile);
    connect(&step, &SourceStep::chipWanted, this, [this](const QString &chip) {
        refresh();
        if (FilterTable *table = mainTable()) {
            table->showChip(chip);
            table->focusTable();
        }
    });
}

QWidget *SourcePage::emptyPart()
{
    auto *part = new QWidget(this);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid(12));
    m_drop = new DropArea(tr("Export drop area"), u"file-archive"_s, part);
    m_drop->setSentence(tr("Drop the export here, zip or folder."));
    column->addWidget(m_drop);
    auto *row = new QHBoxLayout;
    row->setSpacing(grid(8));
    auto *file = new QPushButton(tr("Choose e&xport"), part);
    auto *folder = new QPushButton(tr("Choose &folder"), part);
    m_howToButton = new QPushButton(tr("H&ow to get a full export"), part);
    m_howToButton->setCheckable(true);
    for (QPushButton *button : {file, folder, m_howToButton}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch(1);
    column->addLayout(row);
    connect(m_drop, &DropArea::dropped, &m_step, &SourceStep::choose);
    connect(m_drop, &DropArea::clicked, this, &SourcePage::chooseFile);
    connect(file, &QPushButton::clicked, this, &SourcePage::chooseFile);
    connect(folder, &QPushButton::clicked, this, &SourcePage::chooseFolder);
    connect(m_howToButton, &QPushButton::toggled, this, &SourcePage::refresh);
    return part;
}

QWidget *SourcePage::howToPart()
{
    auto *part = new QWidget(this);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid(4));
    int number = 0;
    for (const QString &line : m_step.howToGet()) {
        auto *label = new RoleLabel(tr("%1. %2").arg(++number).arg(line), TextSize::Body, part);
        label->setWordWrap(true);
        label->setMaximumWidth(lh(40));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    part->hide();
    return part;
}

QWidget *SourcePage::findingsPart()
{
    auto *part = new QWidget(this);
    part->setAccessibleName(tr("Findings"));
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid(8));

    auto *head = new QHBoxLayout;
    head->setSpacing(grid(8));
    m_headline = new VerdictLabel(TextSize::Body, part);
    m_another = new QPushButton(tr("Choose another e&xport"), part);
    m_newer = new QPushButton(tr("Give a ne&wer export"), part);
    m_another->setAutoDefault(false);
    m_newer->setAutoDefault(false);
    head->addWidget(m_headline, 1);
    head->addWidget(m_another);
    head->addWidget(m_newer);
    column->addLayout(head);
    m_whyNot = new RoleLabel({}, TextSize::Small, part);
    m_whyNot->setInk(RoleLabel::Ink::Secondary);
    m_whyNot->setAlignment(Qt::AlignTrailing);
    column->addWidget(m_whyNot);

    m_columns = new QHBoxLayout;
    m_columns->setSpacing(grid(24));
    const auto side = [this, part](const QString &title, const QString &name, QVBoxLayout *&lines, int stretch) {
        auto *box = new QWidget(part);
        box->setAccessibleName(name);
        auto *boxColumn = new QVBoxLayout(box);
        boxColumn->setContentsMargins(0, 0, 0, 0);
        boxColumn->setSpacing(grid(4));
        boxColumn->addWidget(new RoleLabel(title, TextSize::Section, box));
        lines = new QVBoxLayout;
        lines->setSpacing(grid(2));
        boxColumn->addLayout(lines);
        boxColumn->addStretch(1);
        m_columns->addWidget(box, stretch);
    };
    side(tr("It holds"), tr("Findings"), m_holds, 5);
    side(tr("It lacks, and what that costs"), tr("Missing in the export"), m_lacks, 6);
    column->addLayout(m_columns);

    auto *sum = new QHBoxLayout;
    sum->setSpacing(grid(8));
    m_sumIcon = new ToneIcon(u"circle-check"_s, Tone::Ok, 16, part);
    m_sum = new Sentence(part);
    auto *how = new QPushButton(tr("How this is &counted"), part);
    how->setAutoDefault(false);
    sum->addWidget(m_sumIcon);
    sum->addWidget(m_sum, 1);
    sum->addWidget(how);
    column->addLayout(sum);
    m_rowsTitle = new RoleLabel({}, TextSize::Section, part);
    column->addWidget(m_rowsTitle);
    for (const SourceStep::Rows rows :
         {SourceStep::Rows::Conversations, SourceStep::Rows::Oddities, SourceStep::Rows::SetAside}) {
        StepTable &table = m_step.table(rows);
        auto *view = new FilterTable(table.name(), part);
        view->setTable(table);
        view->setFilterPlaceholder(tr("Filter by name"));
        m_tables[static_cast<int>(rows)] = view;
        column->addWidget(view, 1);
    }

    connect(m_another, &QPushButton::clicked, this, &SourcePage::chooseFile);
    connect(m_newer, &QPushButton::clicked, &m_step, [this] { m_step.act(u"newer"_s); });
    connect(m_sum, &Sentence::doorOpened, &m_step, &SourceStep::act);
    connect(how, &QPushButton::clicked, &m_step, [this] { m_step.act(u"set-aside"_s); });
    return part;
}

FilterTable *SourcePage::tableOf(SourceStep::Rows rows) const
{
    return m_tables[static_cast<int>(rows)];
}

void SourcePage::showLines(QVBoxLayout &column, const QList<SourceStep::Finding> &lines)
{
    while (column.count() > lines.size())
        delete column.takeAt(column.count() - 1)->widget();
    while (column.count() < lines.size()) {
        auto *line = new FindingLine(m_findings);
        connect(line->sentence, &Sentence::doorOpened, &m_step, &SourceStep::act);
        column.addWidget(line);
    }
    for (int i = 0; i < lines.size(); ++i) {
        auto *line = static_cast<FindingLine *>(column.itemAt(i)->widget());
        line->icon->setVisible(!lines[i].icon.isEmpty());
        if (!lines[i].icon.isEmpty())
            line->icon->set(lines[i].icon, lines[i].tone);
        line->sentence->setSentence(lines[i].text);
    }
}

void SourcePage::refresh()
{
    const SourceStep::Show show = m_step.show();
    const Action choose = m_step.chooseAction();
    m_empty->setVisible(show == SourceStep::Show::Nothing || show == SourceStep::Show::Stopped);
    m_empty->setEnabled(choose.enabled);
    m_stopped->setVisible(show == SourceStep::Show::Stopped);
    if (show == SourceStep::Show::Stopped)
        m_stopped->set(Tone::Warn, u"circle-pause"_s, {m_step.stoppedText(), tr("&Go on reading")});
    m_howTo->setVisible(m_empty->isVisibleTo(this) && m_howToButton->isChecked());
    m_findings->setVisible(show == SourceStep::Show::Findings);
    if (show != SourceStep::Show::Findings)
        return;

    const SourceStep::Finding headline = m_step.headline();
    m_headline->set(headline.tone, headline.text, headline.icon);
    m_another->setVisible(!m_step.hasSpaces());
    m_another->setEnabled(choose.enabled);
    m_another->setAccessibleDescription(choose.reasonOff);
    m_newer->setVisible(m_step.hasSpaces());
    m_whyNot->setText(choose.reasonOff);
    m_whyNot->setVisible(!choose.enabled && !m_step.hasSpaces());
    QList<SourceStep::Finding> holds;
    for (const QString &line : m_step.holds())
        holds.append({line});
    showLines(*m_holds, holds);
    showLines(*m_lacks, m_step.lacks());
    const SourceStep::Finding sum = m_step.sum();
    m_sumIcon->set(sum.icon, sum.tone);
    m_sum->setSentence(sum.text);
    const SourceStep::Rows rows = m_step.rows();
    for (const SourceStep::Rows one :
         {SourceStep::Rows::Conversations, SourceStep::Rows::Oddities, SourceStep::Rows::SetAside})
        tableOf(one)->setVisible(one == rows);
    m_rowsTitle->setText(rows == SourceStep::Rows::Conversations ? tr("Conversations")
                         : rows == SourceStep::Rows::Oddities    ? tr("Oddities")
                                                                 : tr("How this is counted: records set aside"));
}

QWidget *SourcePage::firstTask() const
{
    return m_empty->isVisibleTo(this) && m_empty->isEnabled() ? m_drop : nullptr;
}

FilterTable *SourcePage::mainTable() const
{
    return m_step.show() == SourceStep::Show::Findings ? tableOf(m_step.rows()) : nullptr;
}

void SourcePage::setNarrow(bool narrow)
{
    m_columns->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    for (FilterTable *table : m_tables)
        table->setNarrow(narrow);
}

void SourcePage::chooseFile()
{
    auto *dialog = new QFileDialog(window(), tr("Choose the export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Exports (*.zip)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, &m_step, &SourceStep::choose);
    dialog->open();
}

void SourcePage::chooseFolder()
{
    auto *dialog = new QFileDialog(window(), tr("Choose the folder of the export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, &m_step, &SourceStep::choose);
    dialog->open();
}

} // namespace chatferry
