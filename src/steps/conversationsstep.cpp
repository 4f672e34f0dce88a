// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/conversationsstep.h"

#include "steps/humanwords.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

bool isDirect(const ConversationRow &row)
{
    return row.source.kind == Conversation::Kind::Direct || row.source.kind == Conversation::Kind::GroupDirect;
}

QString kindText(Conversation::Kind kind)
{
    switch (kind) {
    case Conversation::Kind::Public:
        return ConversationsStep::tr("public");
    case Conversation::Kind::Private:
        return ConversationsStep::tr("private");
    case Conversation::Kind::GroupDirect:
        return ConversationsStep::tr("group talk");
    case Conversation::Kind::Direct:
        return ConversationsStep::tr("direct talk");
    }
    return {};
}

} // namespace

/// The conversations of the source with what the plan makes of them.
class ConversationsTable : public RowsTable<ConversationRow>
{
public:
    enum Column { Pick, Name, Kind, State, Target, Type, Messages, Period, External };

    explicit ConversationsTable(ConversationsStep &step)
        : RowsTable(&step)
        , m_step(step)
    {
    }

    QHash<qint64, QString> problems; ///< Conversation row to the first problem of the plan about it.

    QString key() const override { return u"conversations"_s; }
    QString name() const override { return ConversationsStep::tr("Conversations table"); }
    QList<TableColumn> columns() const override
    {
        return {{u"pick"_s, ConversationsStep::tr("Move"), false, 3},
                {u"name"_s, ConversationsStep::tr("In the old chat"), false, 9},
                {u"kind"_s, ConversationsStep::tr("Kind"), false, 5},
                {u"state"_s, ConversationsStep::tr("State"), false, 7},
                {u"target"_s, ConversationsStep::tr("Name in Chat"), false, 10, true},
                {u"type"_s, ConversationsStep::tr("Type"), false, 6},
                {u"messages"_s, ConversationsStep::tr("Messages"), true, 5},
                {u"period"_s, ConversationsStep::tr("From - to"), false, 10},
                {u"external"_s, ConversationsStep::tr("External"), false, 4}};
    }
    qint64 rowId(int row) const override { return at(row).id; }
    TableCell cell(int row, int column) const override
    {
        const ConversationRow &one = at(row);
        const bool moves =
            one.choice == ConversationRow::Choice::Move || one.choice == ConversationRow::Choice::EmptySpace;
        switch (column) {
        case Pick:
            return {.text = {}, .sort = one.position, .ticked = moves};
        case Name:
            return {.text = sourceName(one), .tooltip = one.source.purpose};
        case Kind:
            return {.text = kindText(one.source.kind)};
        case State:
            return state(one);
        case Target:
            return {.text = one.targetName};
        case Type:
            return {.text = one.groupChat ? ConversationsStep::tr("Group chat") : ConversationsStep::tr("Space")};
        case Messages:
            return {.text = countText(one.counts.messages), .sort = one.counts.messages};
        case Period:
            if (!one.counts.first || !one.counts.last)
                return {.text = u"-"_s, .sort = 0};
            return {.text = dayText(*one.counts.first) + u" - "_s + dayText(*one.counts.last),
                    .sort = toMicros(*one.counts.first)};
        case External:
            return {.text = one.externalAllowed ? ConversationsStep::tr("yes") : ConversationsStep::tr("no")};
        default:
            return {};
        }
    }
    QString rowSentence(int row) const override
    {
        const ConversationRow &one = at(row);
        return ConversationsStep::tr("%1, %2, %3, becomes %4, %5")
            .arg(sourceName(one), kindText(one.source.kind), state(one).text, one.targetName,
                 messagesText(one.counts.messages));
    }
    QList<TableChip> chips() const override
    {
        qint64 moving = 0;
        qint64 leaving = 0;
        qint64 troubled = 0;
        for (const ConversationRow &row : m_rows) {
            (row.choice == ConversationRow::Choice::Leave ? leaving : moving) += 1;
            troubled += problems.contains(row.id) ? 1 : 0;
        }
        return {{{}, ConversationsStep::tr("All"), rowCount()},
                {u"move"_s, ConversationsStep::tr("Move"), moving},
                {u"leave"_s, ConversationsStep::tr("Stay behind"), leaving},
                {u"problem"_s, ConversationsStep::tr("Needs you"), troubled, Tone::Warn}};
    }
    bool isUnderChip(int row, const QString &chip) const override
    {
        if (chip == u"move")
            return at(row).choice != ConversationRow::Choice::Leave;
        if (chip == u"leave")
            return at(row).choice == ConversationRow::Choice::Leave;
        return chip.isEmpty() || problems.contains(at(row).id);
    }
    QString emptyText() const override { return ConversationsStep::tr("This export holds no conversation."); }
    void setTicked(const QList<qint64> &rows, bool ticked) override
    {
        m_step.setChoice(rows, ticked ? ConversationRow::Choice::Move : ConversationRow::Choice::Leave);
    }
    void edit(qint64 row, int column, const QString &text) override
    {
        if (column == Target)
            m_step.rename(row, text);
    }

private:
    static QString sourceName(const ConversationRow &row)
    {
        return row.source.name.isEmpty() ? row.targetName : row.source.name;
    }
    TableCell state(const ConversationRow &row) const
    {
        if (const QString problem = problems.value(row.id); !problem.isEmpty())
            return {.text = ConversationsStep::tr("Needs you"),
                    .icon = u"circle-alert"_s,
                    .tone = Tone::Warn,
                    .tooltip = problem};
        switch (row.choice) {
        case ConversationRow::Choice::Move:
            return {.text = ConversationsStep::tr("Ready"), .icon = u"circle-check"_s, .tone = Tone::Ok};
        case ConversationRow::Choice::EmptySpace:
            return {.text = ConversationsStep::tr("Empty space"), .icon = u"circle-check"_s, .tone = Tone::Ok};
        case ConversationRow::Choice::Leave:
            return {.text = ConversationsStep::tr("Stays behind"), .icon = u"circle-minus"_s};
        case ConversationRow::Choice::Undecided:
            break;
        }
        return {.text = ConversationsStep::tr("Undecided"), .icon = u"circle-alert"_s, .tone = Tone::Warn};
    }

    ConversationsStep &m_step;
};

ConversationsStep::ConversationsStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_table(new ConversationsTable(*this))
{
    connect(&bench, &Workbench::rowsChanged, this, &ConversationsStep::reload);
    connect(&bench, &Workbench::planChanged, this, &ConversationsStep::reload);
    connect(&bench, &Workbench::closed, this, [this] {
        m_undo.clear();
        reload();
    });
}

QString ConversationsStep::purpose() const
{
    return tr("Chooses what moves, what it will be called and who could later be let in.");
}

StepTable &ConversationsStep::table()
{
    return *m_table;
}

void ConversationsStep::reload()
{
    m_directTalks = 0;
    m_directMessages = 0;
    for (const ConversationRow &row : bench().conversations()) {
        if (isDirect(row)) {
            ++m_directTalks;
            m_directMessages += row.counts.messages;
        }
    }
    m_table->problems.clear();
    if (const PlanResult *plan = bench().plan()) {
        for (const Problem &problem : plan->problems) {
            if (problem.severity != Problem::Severity::Stop)
                continue;
            for (const ConversationRow &row : bench().conversations()) {
                if (!problem.where.isEmpty() && (problem.where == row.source.name || problem.where == row.targetName ||
                                                 problem.where == row.source.id.value))
                    m_table->problems.insert(row.id, problem.text);
            }
        }
    }
    m_table->setRows(bench().conversations());
}

StepStatus ConversationsStep::state() const
{
    StepStatus status;
    if (!bench().isScanned()) {
        status.state = StepState::Locked;
        return status;
    }
    const auto open = problems();
    if (!open.isEmpty()) {
        status.state = StepState::NeedsYou;
        status.needs = static_cast<int>(open.size());
    } else {
        status.state = bench().isPlanAccepted() ? StepState::Done : StepState::Ready;
    }
    return status;
}

QString ConversationsStep::directTalksQuestion() const
{
    return tr("Direct and group talks (%1, %2):").arg(countText(m_directTalks), messagesText(m_directMessages));
}

PlanSettings::DirectTalks ConversationsStep::directTalks() const
{
    return bench().isOpen() ? bench().settings().directTalks : PlanSettings::DirectTalks::Ask;
}

void ConversationsStep::answerDirectTalks(PlanSettings::DirectTalks answer)
{
    PlanSettings settings = bench().settings();
    if (settings.directTalks == answer)
        return;
    settings.directTalks = answer;
    bench().session().setSettings(settings);
    QList<qint64> rows;
    for (const ConversationRow &row : bench().conversations()) {
        if (isDirect(row))
            rows.append(row.id);
    }
    setChoice(rows, answer == PlanSettings::DirectTalks::Move ? ConversationRow::Choice::Move
                                                              : ConversationRow::Choice::Leave);
}

QList<Hindrance> ConversationsStep::problems() const
{
    QList<Hindrance> out;
    if (!bench().isScanned())
        return {{tr("Read an export first."), tr("Go to Source"), u"source"_s}};
    if (hasDirectTalks() && directTalks() == PlanSettings::DirectTalks::Ask)
        out.append({tr("Answer the question about direct and group talks."), tr("Show"), {}, u"direct-talks"_s});
    for (auto it = m_table->problems.cbegin(); it != m_table->problems.cend(); ++it)
        out.append({it.value(), tr("Show"), {}, u"problem"_s});
    const bool any = std::any_of(m_table->rows().begin(), m_table->rows().end(), [](const ConversationRow &row) {
        return row.choice == ConversationRow::Choice::Move || row.choice == ConversationRow::Choice::EmptySpace;
    });
    if (!any)
        out.append({tr("Nothing is chosen to move.")});
    return out;
}

QString ConversationsStep::summary() const
{
    const auto leaving = std::count_if(m_table->rows().begin(), m_table->rows().end(), [](const ConversationRow &row) {
        return row.choice == ConversationRow::Choice::Leave;
    });
    return tr("%1 move, %2 stay behind.").arg(countText(m_table->rowCount() - leaving), countText(leaving));
}

std::vector<ConversationRow> ConversationsStep::picked(const QList<qint64> &rows) const
{
    std::vector<ConversationRow> out;
    for (const ConversationRow &row : m_table->rows()) {
        if (rows.contains(row.id))
            out.push_back(row);
    }
    return out;
}

void ConversationsStep::store(const std::vector<ConversationRow> &rows, const QString &what)
{
    if (rows.empty())
        return;
    QList<qint64> ids;
    for (const ConversationRow &row : rows)
        ids.append(row.id);
    m_undo.push_back({what, picked(ids)});
    bench().session().setConversations(rows);
    Q_EMIT changed();
}

void ConversationsStep::setChoice(const QList<qint64> &rows, ConversationRow::Choice choice)
{
    auto edited = picked(rows);
    for (ConversationRow &row : edited)
        row.choice = choice;
    store(edited,
          rows.size() == 1 ? tr("choice of 1 conversation") : tr("choice of %1 conversations").arg(rows.size()));
}

void ConversationsStep::setExternal(const QList<qint64> &rows, bool allowed)
{
    auto edited = picked(rows);
    for (ConversationRow &row : edited)
        row.externalAllowed = allowed;
    store(edited, tr("external people of %1").arg(rows.size()));
}

void ConversationsStep::setGroupChat(const QList<qint64> &rows, bool groupChat)
{
    auto edited = picked(rows);
    for (ConversationRow &row : edited)
        row.groupChat = groupChat;
    store(edited, tr("type of %1").arg(rows.size()));
}

void ConversationsStep::rename(qint64 row, const QString &name)
{
    auto edited = picked({row});
    for (ConversationRow &one : edited)
        one.targetName = oneLine(name).trimmed();
    store(edited, tr("name of 1 conversation"));
}

void ConversationsStep::move(const QList<qint64> &rows, int by)
{
    std::vector<ConversationRow> all = m_table->rows();
    const auto isMoved = [&rows](const ConversationRow &row) { return rows.contains(row.id); };
    if (by < 0) {
        for (std::size_t i = 1; i < all.size(); ++i) {
            if (isMoved(all[i]) && !isMoved(all[i - 1]))
                std::swap(all[i], all[i - 1]);
        }
    } else {
        for (std::size_t i = all.size(); i-- > 1;) {
            if (isMoved(all[i - 1]) && !isMoved(all[i]))
                std::swap(all[i], all[i - 1]);
        }
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].position = static_cast<int>(i) + 1;
    store(all, tr("order of conversations"));
}

void ConversationsStep::act(const QString &id)
{
    if (id == u"undo")
        undo();
}

QString ConversationsStep::undoText() const
{
    return m_undo.empty() ? QString() : m_undo.back().what;
}

void ConversationsStep::undo()
{
    if (m_undo.empty())
        return;
    const Undo last = m_undo.back();
    m_undo.pop_back();
    bench().session().setConversations(last.rows);
    Q_EMIT changed();
}

} // namespace chatferry
