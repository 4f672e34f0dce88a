// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/sourcestep.h"

#include "engine/plan/scanner.h"
#include "steps/humanwords.h"
#include "steps/recentprojects.h"
#include "steps/sourcetables.h"
#include "store/conversationtable.h"
#include "store/detailtable.h"
#include "store/persontable.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr auto kOldAfter = std::chrono::days(7);

/// @p one or @p many with the count in it, as a door when it counts something.
QString counted(qint64 count, const QString &one, const QString &many, const QString &id)
{
    return (count == 1 ? one : many).arg(id.isEmpty() ? countText(count) : door(count, id));
}

} // namespace

SourceStep::SourceStep(Workbench &bench, RecentProjects &recent, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_known(recent)
    , m_holdings(new HoldingsTable(this))
    , m_oddities(new OdditiesTable(this))
    , m_setAside(new SetAsideTable(this))
{
    connect(&bench, &Workbench::opened, this, &SourceStep::reload);
    connect(&bench, &Workbench::rowsChanged, this, &SourceStep::reload);
    connect(&bench, &Workbench::activityChanged, this, [this] {
        if (isRunning())
            m_estimate.begin(this->bench().clock().nowUtc());
        else
            m_estimate.forget();
    });
    connect(&bench, &Workbench::closed, this, [this] {
        m_path.clear();
        m_readFingerprint.clear();
        m_duplicateAccepted.clear();
        m_rows = Rows::Conversations;
        reload();
    });
    reload();
}

QString SourceStep::purpose() const
{
    return tr("Reads the export of your old chat. Nothing in it is changed and nothing leaves this computer.");
}

void SourceStep::reload()
{
    if (!bench().isOpen() || !bench().isScanned()) {
        m_facts = {};
        m_readFingerprint.clear();
        m_holdings->setRows({});
        m_oddities->setRows({});
        m_setAside->setRows({});
        Q_EMIT changed();
        return;
    }
    Project &reader = bench().reader();
    const MetaTable meta(reader);
    const QString read = meta.value(u"source.fingerprint"_s) + meta.value(u"scan.time"_s);
    if (read == m_readFingerprint && !read.isEmpty())
        return;
    m_readFingerprint = read;

    Facts facts;
    facts.path = meta.value(u"source.path"_s);
    facts.fingerprint = meta.value(u"source.fingerprint"_s);
    const QFileInfo file(facts.path);
    facts.bytes = file.isFile() ? file.size() : -1;
    facts.format = tr("%1, %2").arg(meta.value(u"source.formatName"_s), meta.value(u"source.variantName"_s));
    facts.coversPrivate = meta.value(u"source.coversPrivate"_s) == u"1";
    facts.made = fromRfc3339(meta.value(u"source.made"_s));
    for (const ConversationRow &row : bench().conversations()) {
        ++facts.conversations;
        ++facts.ofKind[static_cast<int>(row.source.kind)];
        facts.counts.messages += row.counts.messages;
        facts.counts.reactions += row.counts.reactions;
        facts.counts.attachments += row.counts.attachments;
        facts.counts.records += row.counts.records;
        if (row.counts.first && (!facts.counts.first || *row.counts.first < *facts.counts.first))
            facts.counts.first = row.counts.first;
        if (row.counts.last && (!facts.counts.last || *row.counts.last > *facts.counts.last))
            facts.counts.last = row.counts.last;
    }
    for (const PersonRow &person : PersonTable(reader).all()) {
        ++facts.people;
        const bool human = person.source.kind == Person::Kind::Human || person.source.kind == Person::Kind::Guest ||
                           person.source.kind == Person::Kind::External;
        if (human && person.source.email.isEmpty()) {
            ++facts.withoutEmail;
            facts.messagesWithoutEmail += person.messages;
        }
    }
    std::vector<SetAsideRow> aside;
    const auto skipped = ConversationTable(reader).skipped(0);
    for (auto it = skipped.cbegin(); it != skipped.cend(); ++it) {
        aside.push_back({it.key(), it.value()});
        facts.setAside += it.value();
    }
    std::sort(aside.begin(), aside.end(),
              [](const SetAsideRow &left, const SetAsideRow &right) { return left.count > right.count; });
    std::vector<Problem> odd = loadScanProblems(reader);
    QSet<QString> kinds;
    for (const Problem &problem : odd) {
        kinds.insert(problem.code);
        facts.stops = facts.stops || problem.severity == Problem::Severity::Stop;
    }
    facts.oddKinds = kinds.size();
    m_facts = facts;
    countFiles();
    m_holdings->setRows(bench().conversations());
    m_oddities->setRows(std::move(odd));
    m_setAside->setRows(std::move(aside));
    Q_EMIT changed();
}

void SourceStep::countFiles()
{
    const DetailTable details(bench().reader());
    for (const ConversationRow &row : bench().conversations()) {
        if (row.counts.attachments == 0)
            continue;
        details.forEachAttachment(row.id, [this](const DetailTable::Brief &, const AttachmentRow &file) {
            if (file.place == static_cast<int>(Attachment::Place::Unavailable))
                ++m_facts.filesUnavailable;
            else if (file.place == static_cast<int>(Attachment::Place::Remote))
                ++m_facts.filesRemote;
        });
    }
}

SourceStep::Show SourceStep::show() const
{
    if (isRunning())
        return Show::Reading;
    const auto end = bench().lastEnd(Activity::Scan);
    const bool stopped = end && end->stopped && end->stopped->kind == Error::Kind::Cancelled;
    if (bench().isScanned())
        return Show::Findings;
    return stopped ? Show::Stopped : Show::Nothing;
}

StepStatus SourceStep::state() const
{
    if (!bench().isOpen())
        return {};
    if (isRunning())
        return {.state = isPaused() ? StepState::Paused : StepState::Running};
    if (stopTrouble())
        return {.state = StepState::Stopped};
    return {.state = bench().isScanned() ? StepState::Done : StepState::ToDo};
}

QList<Hindrance> SourceStep::problems() const
{
    if (!bench().isOpen())
        return {{tr("Begin a project first."), tr("Go to Start"), u"start"_s}};
    if (isRunning()) {
        const auto left = timeLeft();
        return {{left ? tr("Reading: %1 left.").arg(*left) : tr("Reading the export.")}};
    }
    if (!bench().isScanned())
        return {{tr("Choose an export first.")}};
    return {};
}

std::optional<Hindrance> SourceStep::remark() const
{
    if (!bench().isScanned() || m_facts.filesRemote == 0)
        return {};
    return Hindrance{m_facts.filesRemote == 1
                         ? tr("1 file still lies on the old chat's servers.")
                         : tr("%1 files still lie on the old chat's servers.").arg(countText(m_facts.filesRemote))};
}

QList<Trouble> SourceStep::troubles() const
{
    if (!bench().isOpen())
        return {};
    QList<Trouble> out;
    if (auto stopped = stopTrouble()) {
        stopped->remedies = {{tr("Choose another export"), u"choose"_s}, {tr("Try again"), u"again"_s}};
        out.append(*stopped);
    }
    const RecentProject *other =
        bench().isRehearsal() ? nullptr : m_known.sameExport(m_facts.fingerprint, bench().session().projectPath());
    if (other && m_duplicateAccepted != m_facts.fingerprint && !hasSpaces()) {
        Trouble trouble;
        trouble.id = u"same-export"_s;
        trouble.warning = true;
        trouble.error.kind = Error::Kind::Conflict;
        trouble.error.what = tr("You already have a project for this export: \"%1\".").arg(other->name);
        trouble.error.remedy = tr("Two projects for one export would make every space twice.");
        trouble.remedies = {{tr("Open it"), u"open-same"_s}, {tr("Go on with this one"), u"accept-same"_s}};
        out.append(trouble);
    }
    return out;
}

void SourceStep::act(const QString &id)
{
    const auto openTable = [this](Rows rows, const QString &chip) {
        m_rows = rows;
        Q_EMIT changed();
        Q_EMIT chipWanted(chip);
    };
    if (id == u"choose") {
        if (chooseAction().enabled)
            Q_EMIT chooseWanted();
    } else if (id == u"again") {
        readAgain();
    } else if (id == u"stop") {
        stop();
    } else if (id == u"newer") {
        Q_EMIT goTo(u"reconcile"_s);
    } else if (id == u"people" || id == u"files") {
        Q_EMIT goTo(id);
    } else if (id == u"conversations") {
        openTable(Rows::Conversations, {});
    } else if (id == u"public" || id == u"private" || id == u"direct" || id == u"group") {
        openTable(Rows::Conversations, id);
    } else if (id == u"oddities") {
        openTable(Rows::Oddities, {});
    } else if (id == u"set-aside") {
        openTable(Rows::SetAside, {});
    } else if (id == u"accept-same") {
        m_duplicateAccepted = m_facts.fingerprint;
        Q_EMIT changed();
    } else if (id == u"open-same") {
        if (const RecentProject *other = m_known.sameExport(m_facts.fingerprint, bench().session().projectPath())) {
            const QString path = other->path;
            if (const auto opened = bench().open(path); !opened)
                Q_EMIT bench().failed(opened.error());
        }
    }
}

bool SourceStep::hasSpaces() const
{
    return std::any_of(bench().spaces().begin(), bench().spaces().end(),
                       [](const SpaceRow &space) { return space.stage != SpaceRow::Stage::Planned; });
}

Action SourceStep::chooseAction() const
{
    Action action{.text = bench().isScanned() ? tr("Choose another e&xport") : tr("Choose e&xport")};
    if (!bench().isOpen())
        action.reasonOff = tr("Begin a project first.");
    else if (bench().activity() != Activity::None && bench().activity() != Activity::Plan)
        action.reasonOff = isRunning() ? tr("Reading; stop it first.") : tr("Something else is running.");
    else if (hasSpaces())
        action.reasonOff = tr("Spaces exist already: a newer export belongs to Reconcile.");
    else if (bench().isRehearsal() && bench().isScanned())
        action.reasonOff = tr("A rehearsal keeps its export. For another one start another rehearsal.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

void SourceStep::choose(const QString &path)
{
    if (path.isEmpty() || !chooseAction().enabled)
        return;
    m_path = path;
    bench().session().scan(path);
}

void SourceStep::stop()
{
    if (isRunning())
        bench().session().cancel();
}

void SourceStep::readAgain()
{
    const QString path = m_path.isEmpty() ? m_facts.path : m_path;
    if (path.isEmpty())
        Q_EMIT chooseWanted();
    else
        choose(QString(path));
}

std::optional<QString> SourceStep::timeLeft() const
{
    const UtcTime now = bench().clock().nowUtc();
    const auto ends = m_estimate.end(now, bench().snapshot().done, bench().snapshot().total);
    if (!ends)
        return {};
    return aboutShortText(std::chrono::ceil<std::chrono::seconds>(*ends - now));
}

QString SourceStep::stoppedText() const
{
    return tr("You stopped the reading. The figures come when it has been read to its end; it begins anew.");
}

QStringList SourceStep::howToGet() const
{
    return {tr("In Slack, as an owner or admin, open the workspace's settings, then Import/Export Data, then Export."),
            tr("Choose the whole time and start the export. Slack writes to you when the zip is ready."),
            tr("On some plans an export holds public channels only. An owner can ask Slack for an export of all "
               "conversations; Slack decides by plan and law."),
            tr("Keep the zip as it came: unpacking and packing it anew may lose file names.")};
}

ProgressFacts SourceStep::progress() const
{
    ProgressFacts facts = progressFacts(tr("Reading the export"), tr("bytes"));
    if (!isRunning()) {
        facts.state = ProgressFacts::State::Idle;
        return facts;
    }
    const Snapshot &now = bench().snapshot();
    facts.numbers = {now.total > 0 ? tr("%1 of %2").arg(bytesText(now.done), bytesText(now.total))
                                   : tr("%1 read").arg(bytesText(now.done))};
    if (const auto left = timeLeft())
        facts.numbers << tr("%1 left").arg(*left);
    facts.remarks = {tr("Nothing is kept of a reading that is stopped.")};
    facts.buttons = {{tr("&Stop"), u"stop"_s}};
    return facts;
}

SourceStep::Finding SourceStep::headline() const
{
    QStringList parts = {QFileInfo(m_facts.path).fileName()};
    if (m_facts.bytes >= 0)
        parts << bytesText(m_facts.bytes);
    parts << m_facts.format;
    Finding finding{.icon = u"file-archive"_s};
    if (m_facts.made) {
        const auto age = bench().clock().nowUtc() - *m_facts.made;
        const qint64 days = std::chrono::floor<std::chrono::days>(age).count();
        parts << (days < 1 ? tr("made %1").arg(dayText(*m_facts.made))
                           : tr("made %1, %2 ago").arg(dayText(*m_facts.made), daysText(days)));
        if (age > kOldAfter && !bench().isRehearsal()) {
            finding.tone = Tone::Warn;
            finding.icon = u"triangle-alert"_s;
            parts << tr("what was written since is not in it");
        }
    }
    finding.text = parts.join(u" · "_s);
    return finding;
}

QStringList SourceStep::holds() const
{
    const auto kind = [this](Conversation::Kind which) { return m_facts.ofKind[static_cast<int>(which)]; };
    QStringList kinds;
    const std::tuple<Conversation::Kind, QString, QString> words[] = {
        {Conversation::Kind::Public, tr("%1 public"), u"public"_s},
        {Conversation::Kind::Private, tr("%1 private"), u"private"_s},
        {Conversation::Kind::Direct, tr("%1 direct"), u"direct"_s},
        {Conversation::Kind::GroupDirect, tr("%1 group"), u"group"_s}};
    for (const auto &[which, text, id] : words) {
        if (kind(which) > 0)
            kinds << text.arg(door(kind(which), id));
    }
    QStringList out;
    out << counted(m_facts.conversations, tr("%1 conversation"), tr("%1 conversations"), u"conversations"_s) +
               (kinds.isEmpty() ? QString() : u": "_s + kinds.join(u", "_s));
    out << counted(m_facts.people, tr("%1 person"), tr("%1 people"), u"people"_s);
    out << messagesText(m_facts.counts.messages);
    out << counted(m_facts.counts.reactions, tr("%1 reaction"), tr("%1 reactions"), {});
    out << counted(m_facts.counts.attachments, tr("%1 file"), tr("%1 files"),
                   m_facts.counts.attachments > 0 ? u"files"_s : QString());
    if (m_facts.counts.first && m_facts.counts.last)
        out << tr("%1 to %2").arg(dayText(*m_facts.counts.first), dayText(*m_facts.counts.last));
    return out;
}

QList<SourceStep::Finding> SourceStep::lacks() const
{
    QList<Finding> out;
    const auto good = [](const QString &text) { return Finding{text, Tone::Ok, u"circle-check"_s}; };
    const auto costs = [](const QString &text) { return Finding{text, Tone::Warn, u"triangle-alert"_s}; };
    if (m_facts.coversPrivate)
        out.append(good(tr("private channels and direct messages: included where the export names them")));
    else
        out.append({tr("Private channels and direct messages are not in this export: Slack leaves them out on this "
                       "plan. What that costs is not known. An owner can ask Slack for an export of all "
                       "conversations."),
                    Tone::Err, u"octagon-alert"_s});
    if (m_facts.withoutEmail == 0)
        out.append(good(tr("e-mail addresses of people: included")));
    else
        out.append(costs(tr("e-mail addresses of %1: %2")
                             .arg(counted(m_facts.withoutEmail, tr("%1 person"), tr("%1 people"), u"people"_s),
                                  messagesText(m_facts.messagesWithoutEmail))));
    if (m_facts.filesUnavailable > 0)
        out.append(costs(counted(m_facts.filesUnavailable,
                                 tr("%1 file hidden or deleted in the old chat: listed in the ledger"),
                                 tr("%1 files hidden or deleted in the old chat: listed in the ledger"), u"files"_s)));
    if (m_facts.filesRemote > 0)
        out.append(costs(counted(m_facts.filesRemote, tr("%1 file that still has to be fetched"),
                                 tr("%1 files that still have to be fetched"), u"files"_s)));
    if (m_oddities->rowCount() == 0)
        out.append(good(tr("Oddities: none")));
    else
        out.append({tr("Oddities: %1, %2, %3")
                        .arg(m_facts.oddKinds == 1 ? tr("1 kind") : tr("%1 kinds").arg(countText(m_facts.oddKinds)),
                             counted(m_oddities->rowCount(), tr("%1 record"), tr("%1 records"), u"oddities"_s),
                             m_facts.stops ? tr("some stop you") : tr("none stops you")),
                    m_facts.stops ? Tone::Err : Tone::Info, m_facts.stops ? u"octagon-alert"_s : u"info"_s});
    return out;
}

SourceStep::Finding SourceStep::sum() const
{
    const qint64 carry = m_facts.counts.messages;
    Finding finding{.text = tr("%1 to carry + %2 set aside = %3 records read")
                                .arg(countText(carry),
                                     m_facts.setAside > 0 ? door(m_facts.setAside, u"set-aside"_s) : countText(0),
                                     countText(m_facts.counts.records)),
                    .tone = Tone::Ok,
                    .icon = u"circle-check"_s};
    if (carry + m_facts.setAside != m_facts.counts.records) {
        finding.tone = Tone::Err;
        finding.icon = u"octagon-alert"_s;
        finding.text += u" · "_s + tr("this sum does not close: please report it");
    }
    return finding;
}

StepTable &SourceStep::table(Rows rows) const
{
    switch (rows) {
    case Rows::Oddities:
        return *m_oddities;
    case Rows::SetAside:
        return *m_setAside;
    case Rows::Conversations:
        break;
    }
    return *m_holdings;
}

} // namespace chatferry
