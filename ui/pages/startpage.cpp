// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/startpage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tonebox.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr int kPathRole = Qt::UserRole;
constexpr int kMissingRole = Qt::UserRole + 1;

QString projectFilter()
{
    return StartPage::tr("Chatferry projects (*.chatferry)");
}

QHBoxLayout *buttonRow(QBoxLayout &column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(grid(8));
    column.addLayout(row);
    return row;
}

RoleLabel *wrapped(const QString &text, QWidget *parent)
{
    auto *label = new RoleLabel(text, TextSize::Body, parent);
    label->setWordWrap(true);
    label->setInk(RoleLabel::Ink::Secondary);
    return label;
}

} // namespace

StartPage::StartPage(StartStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_columns(new QHBoxLayout(this))
{
    setAcceptDrops(true);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(grid(24));
    auto *begin = new QVBoxLayout;
    begin->setSpacing(grid(16));
    begin->addWidget(rehearsalBox());
    begin->addWidget(projectBox());
    begin->addStretch(1);
    auto *goOn = new QVBoxLayout;
    goOn->setSpacing(grid(16));
    goOn->addWidget(recentBox(), 1);
    goOn->addWidget(needsBox());
    goOn->addStretch(0);
    m_columns->addLayout(begin, 1);
    m_columns->addLayout(goOn, 1);

    connect(&step, &StartStep::placeWanted, this, &StartPage::choosePlace);
    connect(&step, &StartStep::projectWanted, this, [this] { chooseProject({}); });
}

QWidget *StartPage::rehearsalBox()
{
    auto *box = new ToneBox(Tone::Rehearsal, this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(grid(16), grid(12), grid(16), grid(12));
    column->setSpacing(grid(8));
    auto *head = buttonRow(*column);
    head->addWidget(new ToneIcon(u"flask-conical"_s, Tone::Rehearsal, 20, box));
    head->addWidget(new RoleLabel(tr("Rehearse first"), TextSize::Section, box), 1);
    auto *about = new RoleLabel(tr("Walk every step against a built-in stand-in. Nothing leaves this computer."),
                                TextSize::Body, box);
    about->setWordWrap(true);
    column->addWidget(about);
    m_sample = new QRadioButton(tr("with the sample, about 15 minutes"), box);
    m_own = new QRadioButton(tr("with my o&wn export"), box);
    m_sample->setAccessibleDescription(tr("Rehearsal source"));
    m_own->setAccessibleDescription(tr("Rehearsal source"));
    column->addWidget(m_sample);
    auto *own = buttonRow(*column);
    own->addWidget(m_own);
    auto *choose = new QPushButton(tr("Choose e&xport"), box);
    choose->setAutoDefault(false);
    own->addWidget(choose);
    m_ownName = new RoleLabel({}, TextSize::Body, box);
    own->addWidget(m_ownName, 1);
    m_rehearse = new ActionButton(
        m_step, [this] { return m_step.rehearsalAction(); }, box);
    column->addWidget(m_rehearse);

    connect(m_sample, &QRadioButton::clicked, &m_step,
            [this] { m_step.setRehearsalSource(StartStep::RehearsalSource::Sample); });
    connect(m_own, &QRadioButton::clicked, &m_step,
            [this] { m_step.setRehearsalSource(StartStep::RehearsalSource::OwnExport); });
    connect(choose, &QPushButton::clicked, this, &StartPage::chooseOwnExport);
    connect(m_rehearse, &ActionButton::pressed, &m_step, &StartStep::startRehearsal);
    return box;
}

QWidget *StartPage::projectBox()
{
    auto *box = new ToneBox(Tone::Info, this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(grid(16), grid(12), grid(16), grid(12));
    column->setSpacing(grid(8));
    auto *head = buttonRow(*column);
    head->addWidget(new ToneIcon(u"flag"_s, Tone::Info, 20, box));
    head->addWidget(new RoleLabel(tr("Start a real project"), TextSize::Section, box), 1);
    auto *to = buttonRow(*column);
    to->addWidget(new RoleLabel(tr("To"), TextSize::Body, box));
    // Its own parent: this choice is not the one between sample and own export.
    auto *choice = new QWidget(box);
    auto *choiceRow = new QHBoxLayout(choice);
    choiceRow->setContentsMargins(0, 0, 0, 0);
    choiceRow->setSpacing(grid(16));
    m_google = new QRadioButton(tr("&Google Chat"), choice);
    m_teams = new QRadioButton(tr("Microsoft &Teams"), choice);
    choiceRow->addWidget(m_google);
    choiceRow->addWidget(m_teams);
    choiceRow->addStretch(1);
    to->addWidget(choice, 1);
    auto *nameRow = buttonRow(*column);
    auto *label = new RoleLabel(tr("Na&me"), TextSize::Body, box);
    m_name = new QLineEdit(box);
    m_name->setAccessibleName(tr("Name"));
    label->setBuddy(m_name);
    nameRow->addWidget(label);
    nameRow->addWidget(m_name, 1);
    m_dropped = wrapped({}, box);
    column->addWidget(m_dropped);
    m_new = new ActionButton(
        m_step, [this] { return m_step.newProjectAction(); }, box);
    column->addWidget(m_new);

    connect(m_google, &QRadioButton::clicked, &m_step,
            [this] { m_step.setDestination(StartStep::Destination::GoogleChat); });
    connect(m_teams, &QRadioButton::clicked, &m_step,
            [this] { m_step.setDestination(StartStep::Destination::MicrosoftTeams); });
    connect(m_name, &QLineEdit::textEdited, &m_step, &StartStep::setProjectName);
    connect(m_new, &ActionButton::pressed, this, &StartPage::choosePlace);
    return box;
}

QWidget *StartPage::recentBox()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid(8));
    column->addWidget(new RoleLabel(tr("Go on"), TextSize::Section, box));
    m_recentEmpty = wrapped(tr("Projects you open appear here."), box);
    column->addWidget(m_recentEmpty);
    m_recent = new QListWidget(box);
    m_recent->setAccessibleName(tr("Recent projects list"));
    m_recent->setMinimumHeight(lh(8));
    m_recent->setUniformItemSizes(true);
    m_recent->setTextElideMode(Qt::ElideMiddle);
    column->addWidget(m_recent, 1);
    m_missing = new QWidget(box);
    auto *missing = new QHBoxLayout(m_missing);
    missing->setContentsMargins(0, 0, 0, 0);
    missing->setSpacing(grid(8));
    auto *find = new QPushButton(tr("&Find it"), m_missing);
    auto *forget = new QPushButton(tr("Fo&rget it"), m_missing);
    missing->addWidget(find);
    missing->addWidget(forget);
    missing->addStretch(1);
    m_missing->setVisible(false);
    column->addWidget(m_missing);
    m_open = new ActionButton(
        m_step, [this] { return m_step.openAction(selectedPath()); }, box);
    column->addWidget(m_open);
    auto *another = new QPushButton(tr("Open &another project"), box);
    auto *anotherRow = buttonRow(*column);
    anotherRow->addWidget(another);
    anotherRow->addStretch(1);
    for (QPushButton *button : {find, forget, another})
        button->setAutoDefault(false);

    connect(m_recent, &QListWidget::currentItemChanged, this, [this] {
        const QListWidgetItem *item = m_recent->currentItem();
        m_missing->setVisible(item && item->data(kMissingRole).toBool());
        Q_EMIT m_step.changed();
    });
    connect(m_recent, &QListWidget::itemActivated, this, [this] {
        if (m_step.openAction(selectedPath()).enabled)
            m_step.open(selectedPath());
    });
    connect(m_open, &ActionButton::pressed, this, [this] { m_step.open(selectedPath()); });
    connect(another, &QPushButton::clicked, this, [this] { chooseProject({}); });
    connect(find, &QPushButton::clicked, this, [this] { chooseProject(selectedPath()); });
    connect(forget, &QPushButton::clicked, this, [this] { m_step.forget(selectedPath()); });
    return box;
}

QWidget *StartPage::needsBox()
{
    return wrapped(
        tr("You will need: the export (zip or folder); a super administrator's help; a service-account key "
           "(step Connect shows how to get one). Planning needs none of the last two. An export or a project "
           "can be dropped on this page."),
        this);
}

void StartPage::refresh()
{
    const bool sample = m_step.rehearsalSource() == StartStep::RehearsalSource::Sample;
    m_sample->setChecked(sample);
    m_own->setChecked(!sample);
    const QString own = QFileInfo(m_step.ownExport()).fileName();
    m_ownName->setText(own);
    m_ownName->setToolTip(m_step.ownExport());
    m_google->setChecked(m_step.chosenDestination() == StartStep::Destination::GoogleChat);
    m_teams->setChecked(m_step.chosenDestination() == StartStep::Destination::MicrosoftTeams);
    if (m_name->text() != m_step.projectName())
        m_name->setText(m_step.projectName());
    const QString dropped = QFileInfo(m_step.droppedExport()).fileName();
    m_dropped->setText(dropped.isEmpty() ? QString() : tr("%1 is read as soon as the project is made.").arg(dropped));
    m_dropped->setVisible(!dropped.isEmpty());
    fillRecent();
}

void StartPage::fillRecent()
{
    QStringList lines;
    for (const StartStep::Recent &one : m_step.recent())
        lines << one.project.path + u'\n' + one.project.name + u'\n' + one.line;
    m_recentEmpty->setVisible(lines.isEmpty());
    m_recent->setVisible(!lines.isEmpty());
    m_open->setVisible(!lines.isEmpty());
    if (lines == m_listed)
        return;
    m_listed = lines;
    const QString selected = selectedPath();
    const QSignalBlocker quiet(m_recent);
    m_recent->clear();
    for (const StartStep::Recent &one : m_step.recent()) {
        auto *item = new QListWidgetItem(one.project.name + u'\n' + one.line, m_recent);
        item->setData(kPathRole, one.project.path);
        item->setData(kMissingRole, one.missing);
        item->setData(Qt::AccessibleTextRole, tr("%1, %2").arg(one.project.name, one.line));
        item->setToolTip(one.project.path);
        item->setIcon(one.missing             ? icon(u"circle-x"_s, Tone::Idle)
                      : one.project.rehearsal ? icon(u"flask-conical"_s, Tone::Rehearsal)
                                              : icon(u"file-archive"_s, Tone::Info));
        if (one.missing)
            item->setForeground(palette().brush(QPalette::PlaceholderText));
        if (one.project.path == selected)
            m_recent->setCurrentItem(item);
    }
    if (!m_recent->currentItem() && m_recent->count() > 0)
        m_recent->setCurrentRow(0);
    const QListWidgetItem *item = m_recent->currentItem();
    m_missing->setVisible(item && item->data(kMissingRole).toBool());
    // The button asks by the selection, which nobody told it of.
    QMetaObject::invokeMethod(&m_step, &Step::changed, Qt::QueuedConnection);
}

QString StartPage::selectedPath() const
{
    const QListWidgetItem *item = m_recent->currentItem();
    return item ? item->data(kPathRole).toString() : QString();
}

void StartPage::chooseOwnExport()
{
    auto *dialog = new QFileDialog(window(), tr("Choose the export to rehearse with"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Exports (*.zip)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, &m_step, &StartStep::setOwnExport);
    dialog->open();
}

void StartPage::choosePlace()
{
    auto *dialog = new QFileDialog(window(), tr("Where the project is kept"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({projectFilter()});
    dialog->setDefaultSuffix(u"chatferry"_s);
    // A project is never written over: the step says so instead.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    const QFileInfo suggested(m_step.suggestedPath());
    dialog->setDirectory(suggested.absolutePath());
    dialog->selectFile(suggested.fileName());
    connect(dialog, &QFileDialog::fileSelected, &m_step, &StartStep::newProject);
    dialog->open();
}

void StartPage::chooseProject(const QString &instead)
{
    auto *dialog = new QFileDialog(window(), tr("Choose a project"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({projectFilter(), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, &m_step, [this, instead](const QString &path) {
        if (instead.isEmpty())
            m_step.open(path);
        else
            m_step.moved(instead, path);
    });
    dialog->open();
}

QWidget *StartPage::firstTask() const
{
    return m_recent->count() > 0 ? static_cast<QWidget *>(m_recent) : m_rehearse->button();
}

void StartPage::setNarrow(bool narrow)
{
    m_columns->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void StartPage::dragEnterEvent(QDragEnterEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void StartPage::dropEvent(QDropEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return;
    event->acceptProposedAction();
    m_step.drop(urls.first().toLocalFile());
}

} // namespace chatferry
