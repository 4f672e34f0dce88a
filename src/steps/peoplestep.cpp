// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/peoplestep.h"

#include "engine/plan/peoplemap.h"
#include "steps/humanwords.h"
#include "steps/peopletable.h"
#include "store/persontable.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr qint64 kMostMapBytes = 64 * 1024 * 1024;

QString peopleText(qint64 count)
{
    return count == 1 ? PeopleStep::tr("1 person") : PeopleStep::tr("%1 people").arg(countText(count));
}

PersonRow::Policy PlanSettings::*fieldOf(PeopleStep::Kind kind)
{
    switch (kind) {
    case PeopleStep::Kind::Departed:
        return &PlanSettings::departed;
    case PeopleStep::Kind::Guests:
        return &PlanSettings::guests;
    case PeopleStep::Kind::Bots:
        return &PlanSettings::bots;
    case PeopleStep::Kind::Unknown:
        break;
    }
    return &PlanSettings::unknown;
}

/// What was known of an account says nothing of another one.
void forgetAccount(PersonRow &row)
{
    row.account = PersonRow::AccountState::Unknown;
    row.accountId.clear();
}

bool isAddress(const QString &text)
{
    const qsizetype at = text.indexOf(u'@');
    return at > 0 && at == text.lastIndexOf(u'@') && at + 1 < text.size() && !text.contains(u' ') &&
           !text.contains(u',');
}

} // namespace

PeopleStep::PeopleStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_table(new PeopleTable(*this))
{
    connect(&bench, &Workbench::opened, this, &PeopleStep::reload);
    connect(&bench, &Workbench::rowsChanged, this, &PeopleStep::reload);
    connect(&bench, &Workbench::closed, this, [this] {
        m_undo.clear();
        m_redo.clear();
        m_map.clear();
        m_preview.reset();
        m_mapError.reset();
        reload();
    });
    reload();
}

QString PeopleStep::purpose() const
{
    return tr("Decides under whose name each message arrives.");
}

StepTable &PeopleStep::table() const
{
    return *m_table;
}

void PeopleStep::reload()
{
    std::vector<PersonRow> rows;
    if (bench().isOpen())
        rows = PersonTable(bench().reader()).all();
    m_table->show(std::move(rows), placeholder());
    Q_EMIT changed();
}

qint64 PeopleStep::undecidedMessages() const
{
    qint64 messages = 0;
    for (const PersonRow &row : m_table->rows())
        messages += standingOf(row) == PersonStanding::Undecided ? row.messages : 0;
    return messages;
}

StepStatus PeopleStep::state() const
{
    StepStatus status;
    if (!bench().isScanned()) {
        status.state = StepState::Locked;
        return status;
    }
    const auto open = problems();
    if (!open.isEmpty()) {
        status.state = StepState::NeedsYou;
        status.needs = static_cast<int>(std::max<qint64>(bench().undecidedPeople(), 1));
    } else {
        status.state = bench().isPlanAccepted() ? StepState::Done : StepState::Ready;
    }
    return status;
}

std::optional<Hindrance> PeopleStep::lookingAhead() const
{
    if (bench().isScanned())
        return {};
    return Hindrance{tr("Read an export first."), tr("Go to Source"), u"source"_s};
}

QList<Hindrance> PeopleStep::problems() const
{
    if (!bench().isScanned())
        return {{tr("Read an export first."), tr("Go to Source"), u"source"_s}};
    QList<Hindrance> out;
    const auto undecided = std::count_if(m_table->rows().begin(), m_table->rows().end(), [](const PersonRow &row) {
        return standingOf(row) == PersonStanding::Undecided;
    });
    if (undecided == 1)
        out.append(
            {tr("1 person is undecided: %1.").arg(messagesText(undecidedMessages())), tr("Show"), {}, u"undecided"_s});
    else if (undecided > 1)
        out.append({tr("%1 people are undecided: %2.").arg(countText(undecided), messagesText(undecidedMessages())),
                    tr("Show"),
                    {},
                    u"undecided"_s});
    if (needsPlaceholder() && placeholder().isEmpty())
        out.append({tr("Give the address of the placeholder account."), tr("Show"), {}, u"placeholder"_s});
    return out;
}

std::optional<Hindrance> PeopleStep::remark() const
{
    if (!bench().isScanned())
        return {};
    if (!bench().isConnected())
        return Hindrance{tr("Accounts are checked once Connect is done."), tr("Go to Connect"), u"connect"_s};
    const auto unchecked = std::count_if(m_table->rows().begin(), m_table->rows().end(), [](const PersonRow &row) {
        return row.policy == Policy::Map && row.account == PersonRow::AccountState::Unknown;
    });
    if (unchecked == 0)
        return {};
    return Hindrance{unchecked == 1 ? tr("1 account is not checked yet.")
                                    : tr("%1 accounts are not checked yet.").arg(countText(unchecked)),
                     tr("Check accounts"),
                     {},
                     u"again"_s};
}

QList<Trouble> PeopleStep::troubles() const
{
    QList<Trouble> out = WorkbenchStep::troubles();
    if (m_mapError) {
        Trouble trouble;
        trouble.id = u"map"_s;
        trouble.error = *m_mapError;
        trouble.remedies = {{tr("Close this note"), u"dismiss-map"_s}};
        out.append(trouble);
    }
    if (!m_table->sameAccounts().isEmpty()) {
        // The one with most people stands for all; the chip shows every one.
        const auto &same = m_table->sameAccounts();
        const QString account =
            *std::max_element(same.keyBegin(), same.keyEnd(), [&same](const QString &left, const QString &right) {
                return same[left] != same[right] ? same[left] < same[right] : left > right;
            });
        QStringList people;
        for (const PersonRow &row : m_table->rows()) {
            if (row.policy == Policy::Map && row.targetEmail == account)
                people << (row.source.email.isEmpty() ? oneLine(row.source.name)
                                                      : tr("%1 (%2)").arg(oneLine(row.source.name), row.source.email));
        }
        Trouble trouble;
        trouble.id = u"same-account"_s;
        trouble.warning = true;
        trouble.error = {.kind = Error::Kind::Conflict,
                         .what = same.size() == 1
                                     ? tr("%1 people become the same account.").arg(countText(people.size()))
                                     : tr("%1 accounts are given to more than one person.").arg(countText(same.size())),
                         .remedy = tr("%1: %2. Leave it so when they are one and the same.")
                                       .arg(account, people.mid(0, 4).join(tr(", ")))};
        trouble.remedies = {{tr("Show"), u"same"_s}};
        out.append(trouble);
    }
    return out;
}

void PeopleStep::act(const QString &id)
{
    if (id == u"dismiss-map") {
        m_mapError.reset();
        Q_EMIT changed();
    } else if (id == u"again") {
        checkAccounts();
    } else if (id == u"undecided" || id == u"same" || id == u"placeholder") {
        Q_EMIT chipWanted(id);
    }
}

void PeopleStep::leave()
{
    dropMap();
}

QString PeopleStep::summary() const
{
    return bench().isScanned() && problems().isEmpty() ? tr("Everyone has a decision.") : QString();
}

// What holds for a kind of people.

QList<PeopleStep::Option> PeopleStep::options(Kind kind) const
{
    QString name = tr("Tom");
    if (kind == Kind::Bots)
        name = tr("Deploy bot");
    else if (kind == Kind::Guests)
        name = tr("Mia (guest)");
    else if (kind == Kind::Unknown)
        name = u"U02AB7"_s;
    QList<Option> out = {
        {Policy::App, tr("written by the app, name in front"),
         tr("Chatferry (app):  %1: The plan is ready.").arg(name)},
        {Policy::Placeholder, tr("written by one placeholder account, name in front"),
         tr("%1:  %2: The plan is ready.").arg(placeholder().isEmpty() ? tr("Old chat") : placeholder(), name)},
        {Policy::Skip, tr("left out, their messages stay behind"), tr("(nothing arrives)")}};
    out.append({Policy::Undecided, tr("ask me"), tr("(you decide for each person)")});
    return out;
}

PeopleStep::Policy PeopleStep::policyFor(Kind kind) const
{
    return bench().settings().*fieldOf(kind);
}

void PeopleStep::setPolicyFor(Kind kind, Policy policy)
{
    if (!bench().isOpen() || policyFor(kind) == policy)
        return;
    Edit edit;
    switch (kind) {
    case Kind::Departed:
        edit.what = tr("policy for departed people");
        break;
    case Kind::Guests:
        edit.what = tr("policy for guests");
        break;
    case Kind::Bots:
        edit.what = tr("policy for bots");
        break;
    case Kind::Unknown:
        edit.what = tr("policy for unknown people");
        break;
    }
    const Policy before = policyFor(kind);
    edit.back = [kind, before](PlanSettings &settings) { settings.*fieldOf(kind) = before; };
    edit.forth = [kind, policy](PlanSettings &settings) { settings.*fieldOf(kind) = policy; };
    perform(std::move(edit));
}

bool PeopleStep::needsPlaceholder() const
{
    if (!bench().isOpen())
        return false;
    for (const Kind kind : {Kind::Departed, Kind::Guests, Kind::Bots, Kind::Unknown}) {
        if (policyFor(kind) == Policy::Placeholder)
            return true;
    }
    return std::any_of(m_table->rows().begin(), m_table->rows().end(),
                       [](const PersonRow &row) { return row.policy == Policy::Placeholder; });
}

QString PeopleStep::placeholder() const
{
    return bench().isOpen() ? bench().settings().placeholderEmail : QString();
}

void PeopleStep::setPlaceholder(const QString &address)
{
    const QString clean = oneLine(address).trimmed().toLower();
    if (!bench().isOpen() || clean == placeholder() || (!clean.isEmpty() && !isAddress(clean)))
        return;
    Edit edit{.what = tr("placeholder account")};
    edit.back = [before = placeholder()](PlanSettings &settings) { settings.placeholderEmail = before; };
    edit.forth = [clean](PlanSettings &settings) { settings.placeholderEmail = clean; };
    perform(std::move(edit));
}

// Edits of single people.

std::vector<PersonRow> PeopleStep::picked(const QList<qint64> &rows) const
{
    const QSet<qint64> wanted(rows.begin(), rows.end());
    std::vector<PersonRow> out;
    for (const PersonRow &row : m_table->rows()) {
        if (wanted.contains(row.id))
            out.push_back(row);
    }
    return out;
}

void PeopleStep::changeRows(const QList<qint64> &rows, const QString &what,
                            const std::function<void(PersonRow &)> &change)
{
    Edit edit;
    edit.before = picked(rows);
    if (edit.before.empty())
        return;
    edit.after = edit.before;
    for (PersonRow &row : edit.after)
        change(row);
    edit.what = what.arg(peopleText(static_cast<qint64>(edit.before.size())));
    perform(std::move(edit));
}

QString PeopleStep::mapProblem(const QString &address) const
{
    return isAddress(oneLine(address).trimmed()) ? QString() : tr("Give the e-mail address of an account.");
}

void PeopleStep::mapTo(const QList<qint64> &rows, const QString &address)
{
    if (!mapProblem(address).isEmpty())
        return;
    const QString email = oneLine(address).trimmed().toLower();
    changeRows(rows, tr("account of %1"), [&email](PersonRow &row) {
        row.policy = Policy::Map;
        row.policyByHand = true;
        row.targetEmail = email;
        forgetAccount(row);
    });
}

void PeopleStep::setPolicy(const QList<qint64> &rows, Policy policy)
{
    changeRows(rows, tr("policy of %1"), [policy](PersonRow &row) {
        row.policy = policy;
        row.policyByHand = true;
        if (policy != Policy::Map)
            row.targetEmail.clear();
    });
}

void PeopleStep::followKind(const QList<qint64> &rows)
{
    changeRows(rows, tr("policy of %1"), [](PersonRow &row) {
        const bool mayHaveAccount = row.source.kind == Person::Kind::Human || row.source.kind == Person::Kind::Guest ||
                                    row.source.kind == Person::Kind::External;
        row.policy = Policy::Undecided;
        row.policyByHand = false;
        row.targetEmail = mayHaveAccount ? row.source.email.trimmed().toLower() : QString();
        forgetAccount(row);
    });
}

void PeopleStep::perform(Edit edit)
{
    apply(edit.after, edit.forth);
    m_undo.push_back(std::move(edit));
    m_redo.clear();
    Q_EMIT changed();
}

void PeopleStep::apply(const std::vector<PersonRow> &rows, const std::function<void(PlanSettings &)> &change)
{
    if (change) {
        PlanSettings settings = bench().settings();
        change(settings);
        bench().session().setSettings(settings);
    }
    if (!rows.empty())
        bench().session().setPeople(rows);
}

QString PeopleStep::undoText() const
{
    return m_undo.empty() ? QString() : m_undo.back().what;
}

QString PeopleStep::redoText() const
{
    return m_redo.empty() ? QString() : m_redo.back().what;
}

void PeopleStep::undo()
{
    if (m_undo.empty() || !bench().isOpen())
        return;
    Edit edit = std::move(m_undo.back());
    m_undo.pop_back();
    apply(edit.before, edit.back);
    m_redo.push_back(std::move(edit));
    Q_EMIT changed();
}

void PeopleStep::redo()
{
    if (m_redo.empty() || !bench().isOpen())
        return;
    Edit edit = std::move(m_redo.back());
    m_redo.pop_back();
    if (edit.map.isEmpty())
        apply(edit.after, edit.forth);
    else
        bench().session().applyPeopleMap(edit.map);
    m_undo.push_back(std::move(edit));
    Q_EMIT changed();
}

// The people map.

void PeopleStep::readMap(const QString &path)
{
    if (!bench().isOpen() || path.isEmpty())
        return;
    m_mapError.reset();
    m_preview.reset();
    m_map.clear();
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMostMapBytes) {
        m_mapError = {.kind = Error::Kind::File,
                      .what = tr("\"%1\" cannot be read.").arg(name),
                      .remedy = tr("Choose a people map: a CSV file, as Save map makes one.")};
        Q_EMIT changed();
        return;
    }
    const QByteArray csv = file.readAll();
    std::vector<PersonRow> rows = m_table->rows();
    const auto outcome = readPeopleMap(csv, rows);
    if (!outcome || !outcome->error.isEmpty()) {
        m_mapError = outcome ? Error{.kind = Error::Kind::Input, .what = outcome->error} : outcome.error();
        Q_EMIT changed();
        return;
    }
    m_map = csv;
    Preview preview;
    preview.changes = outcome->changed;
    preview.text = outcome->changed == 1 ? tr("1 changes") : tr("%1 change").arg(countText(outcome->changed));
    preview.text += outcome->unknown == 1
                        ? tr(", 1 line names nobody of this export.")
                        : tr(", %1 lines name nobody of this export.").arg(countText(outcome->unknown));
    m_preview = preview;
    Q_EMIT changed();
}

void PeopleStep::applyMap()
{
    if (!m_preview || !bench().isOpen())
        return;
    Edit edit{.what = tr("people map, %1").arg(peopleText(m_preview->changes)), .map = m_map};
    std::vector<PersonRow> rows = m_table->rows();
    if (readPeopleMap(m_map, rows)) {
        const auto &before = m_table->rows();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].policy != before[i].policy || rows[i].policyByHand != before[i].policyByHand ||
                rows[i].targetEmail != before[i].targetEmail)
                edit.before.push_back(before[i]);
        }
    }
    bench().session().applyPeopleMap(m_map);
    m_undo.push_back(std::move(edit));
    m_redo.clear();
    m_map.clear();
    m_preview.reset();
    Q_EMIT changed();
}

void PeopleStep::dropMap()
{
    m_map.clear();
    m_preview.reset();
    Q_EMIT changed();
}

void PeopleStep::saveMap(const QString &path)
{
    m_mapError.reset();
    const auto csv = writePeopleMap(m_table->rows());
    QSaveFile file(path);
    if (!csv)
        m_mapError = csv.error();
    else if (!file.open(QIODevice::WriteOnly) || file.write(*csv) != csv->size() || !file.commit())
        m_mapError = {.kind = Error::Kind::File,
                      .what = tr("\"%1\" could not be written.").arg(QFileInfo(path).fileName()),
                      .remedy = tr("Choose another place.")};
    Q_EMIT changed();
}

Action PeopleStep::checkAccountsAction() const
{
    Action action{.text = tr("&Check accounts")};
    if (!bench().isConnected())
        action.reasonOff = tr("Accounts are checked once Connect is done.");
    else if (bench().activity() != Activity::None && bench().activity() != Activity::Plan)
        action.reasonOff = tr("Something else is running; it has to end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

void PeopleStep::checkAccounts()
{
    if (checkAccountsAction().enabled)
        bench().session().readAccounts();
}

} // namespace chatferry
