// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackconversationreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry::slack {

namespace {

/// Stretches whose times overlap are held together up to this size.
constexpr qint64 kHeldBytes = 2 * SlackFileReader::kStretchBytes;
/// Broken records of a conversation that are told one by one; the counts have them all.
constexpr int kProblemsTold = 20;

// 52 bits in all, fewer than Message::locator has, so that it stays small where it is kept.
constexpr int kPlaceBits = 26;
constexpr int kFileBits = 22;
constexpr int kTwinBits = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("SlackSource", text);
}

} // namespace

qint64 Locator::packed() const
{
    const qint64 shownTwin = std::min(twin, (1 << kTwinBits) - 1);
    return shownTwin << (kPlaceBits + kFileBits) | file << kPlaceBits | place;
}

Locator Locator::unpacked(qint64 value)
{
    return {value >> kPlaceBits & ((1LL << kFileBits) - 1), value & ((1LL << kPlaceBits) - 1),
            static_cast<int>(value >> (kPlaceBits + kFileBits))};
}

SlackConversationReader::SlackConversationReader(const Archive &archive, const SlackExport &slack,
                                                 std::size_t conversation, RecordSink &sink, const ReadOptions &options,
                                                 const CancelToken &cancel)
    : m_archive(archive)
    , m_slack(slack)
    , m_days(slack.days(conversation))
    , m_sink(sink)
    , m_options(options)
    , m_cancel(cancel)
    , m_reader(slack.people, slack.files)
{
}

Result<void> SlackConversationReader::run()
{
    for (std::size_t file = 0; file < m_days.size(); ++file) {
        if (auto read = readFile(file); !read)
            return read;
    }
    if (auto flushed = flush(); !flushed)
        return flushed;
    for (const auto &[micros, waiting] : m_waiting)
        skip(skipReason(waiting.second));
    if (m_covered.from <= m_covered.to)
        m_sink.covered(fromMicros(m_covered.from), fromMicros(m_covered.to));
    return {};
}

Result<void> SlackConversationReader::readFile(std::size_t file)
{
    SlackFileReader reader(m_archive, m_days[file]);
    bool isFirst = true;
    while (true) {
        if (m_cancel.isCancelled())
            return Error{.kind = Error::Kind::Cancelled, .what = tr("Stopped.")};
        auto stretch = reader.next();
        if (!stretch && stretch.error().kind == Error::Kind::Input) {
            fileProblem(file, u"unreadable-file"_s, stretch.error().what);
            m_sink.fileDone(0, isFirst ? m_days[file].sizeBytes : 0);
            return {};
        }
        if (!stretch)
            return stretch.error();
        if (!*stretch) {
            if (isFirst)
                fileProblem(file, u"no-array"_s, tr("The file holds no list of messages and is passed over."));
            return {};
        }
        if (isFirst && !(*stretch)->array.isArray && m_days[file].sizeBytes > 0 &&
            !(*stretch)->bytes.trimmed().isEmpty())
            fileProblem(file, u"no-array"_s, tr("The file holds no list of messages and is passed over."));
        if ((*stretch)->array.isBroken)
            fileProblem(file, u"broken-file"_s, tr("The file is damaged; what could be read of it is used."));
        isFirst = false;
        if (auto taken = take(file, std::move(*stretch)); !taken)
            return taken;
    }
}

Result<void> SlackConversationReader::take(std::size_t file, std::unique_ptr<Stretch> stretch)
{
    Held held = hold(file, std::move(stretch));
    const bool overlaps = !m_held.empty() && !held.entries.empty() && held.range.from <= m_heldRange.to &&
                          held.range.to >= m_heldRange.from;
    if (!m_held.empty() && (!overlaps || m_heldBytes + held.bytes > kHeldBytes)) {
        if (auto flushed = flush(); !flushed)
            return flushed;
    }
    m_heldRange = m_held.empty()
                      ? held.range
                      : Range{std::min(m_heldRange.from, held.range.from), std::max(m_heldRange.to, held.range.to)};
    m_heldBytes += held.bytes;
    m_held.push_back(std::move(held));
    return {};
}

SlackConversationReader::Held SlackConversationReader::hold(std::size_t file, std::unique_ptr<Stretch> stretch)
{
    Held held;
    held.file = file;
    held.stretch = std::move(stretch);
    const std::vector<Element> &entries = held.stretch->array.entries;
    held.records = static_cast<qint64>(entries.size());
    const qint64 fileBytes = m_days[file].sizeBytes;
    held.bytes = fileBytes <= SlackFileReader::kStretchBytes ? fileBytes : held.stretch->bytes.size();
    held.entries.reserve(entries.size());
    held.range = {std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min()};
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const qint64 place = held.stretch->first + static_cast<qint64>(i);
        const auto record = SlackRecord::from(entries[i]);
        if (!record) {
            skipWithProblem(u"unreadable"_s, file, place, tr("This entry is damaged and left out."));
            continue;
        }
        if (!record->isMessage()) {
            skip(u"not-a-message"_s);
            continue;
        }
        const auto micros = record->micros();
        if (!micros) {
            skipWithProblem(u"no-time"_s, file, place, tr("This entry has no time that can be read and is left out."));
            continue;
        }
        held.range = {std::min(held.range.from, *micros), std::max(held.range.to, *micros)};
        held.entries.push_back({*micros, {static_cast<qint64>(file), place, 1}, *record});
    }
    return held;
}

Result<void> SlackConversationReader::flush()
{
    std::vector<Version> earlier;
    if (m_heldRange.from <= m_latest && !m_held.empty()) {
        auto found = earlierVersions(m_heldRange);
        if (!found)
            return found.error();
        earlier = std::move(found).value();
    }

    std::vector<Entry> all;
    if (m_held.size() == 1) {
        all = std::move(m_held.front().entries);
    } else {
        for (Held &held : m_held)
            std::move(held.entries.begin(), held.entries.end(), std::back_inserter(all));
    }
    const auto isBefore = [](const Entry &a, const Entry &b) {
        return std::tie(a.micros, a.where.file, a.where.place) < std::tie(b.micros, b.where.file, b.where.place);
    };
    if (!std::is_sorted(all.begin(), all.end(), isBefore))
        std::sort(all.begin(), all.end(), isBefore);

    for (std::size_t i = 0; i < all.size();) {
        std::size_t end = i + 1;
        while (end < all.size() && all[end].micros == all[i].micros)
            ++end;
        const auto [from, to] =
            std::equal_range(earlier.begin(), earlier.end(), Version{.micros = all[i].micros},
                             [](const Version &a, const Version &b) { return a.micros < b.micros; });
        emitRun(std::span(all).subspan(i, end - i), std::span(from, to));
        i = end;
    }
    for (const Held &held : m_held) {
        m_sink.fileDone(held.records, held.bytes);
        if (held.range.from <= held.range.to) {
            m_latest = std::max(m_latest, held.range.to);
            m_covered = {std::min(m_covered.from, held.range.from), std::max(m_covered.to, held.range.to)};
            m_done.push_back({held.range, held.file, held.stretch->first, held.records});
        }
    }
    m_held.clear();
    m_heldBytes = 0;
    return {};
}

Result<std::vector<Version>> SlackConversationReader::earlierVersions(const Range &range)
{
    std::vector<Version> versions;
    for (const Done &done : m_done) {
        if (done.range.from > range.to || done.range.to < range.from)
            continue;
        SlackFileReader reader(m_archive, m_days[done.file]);
        while (true) {
            auto stretch = reader.next();
            if (!stretch)
                return stretch.error();
            if (!*stretch || (*stretch)->first > done.first)
                break;
            if ((*stretch)->first < done.first)
                continue;
            for (const Element &element : (*stretch)->array.entries) {
                const auto record = SlackRecord::from(element);
                const auto micros = record && record->isMessage() ? record->micros() : std::nullopt;
                if (micros && *micros >= range.from && *micros <= range.to)
                    versions.push_back(Version::of(*record, *micros, m_reader));
            }
        }
    }
    std::stable_sort(versions.begin(), versions.end(),
                     [](const Version &a, const Version &b) { return a.micros < b.micros; });
    return versions;
}

void SlackConversationReader::emitRun(std::span<Entry> run, std::span<const Version> earlier)
{
    if (run.size() == 1 && earlier.empty()) {
        emitEntry(run.front());
        return;
    }
    std::vector<Version> versions;
    versions.reserve(run.size());
    for (const Entry &entry : run)
        versions.push_back(Version::of(entry.record, entry.micros, m_reader));
    const std::vector<Verdict> verdicts = judge(versions, {earlier.begin(), earlier.end()});
    std::vector<std::size_t> order(run.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return verdicts[a].twin < verdicts[b].twin; });
    for (const std::size_t i : order) {
        if (verdicts[i].isDuplicate) {
            skip(u"duplicate"_s);
            continue;
        }
        run[i].where.twin = verdicts[i].twin;
        emitEntry(run[i]);
    }
}

void SlackConversationReader::emitEntry(const Entry &entry)
{
    const Fate fate = entry.record.fate();
    if (fate == Fate::Join)
        emitMembership(entry, MembershipEvent::What::Joined);
    else if (fate == Fate::Leave)
        emitMembership(entry, MembershipEvent::What::Left);
    else if (fate == Fate::Archived)
        emitMembership(entry, MembershipEvent::What::ListedWhenArchived);

    const bool needsWords = fate == Fate::OldBroadcast || fate == Fate::UnknownSubtype || fate == Fate::Withheld;
    const bool isReplyRemains = fate == Fate::Deleted && entry.record.rootMicros(entry.micros);
    if (!canBeMessage(fate) || isReplyRemains || (needsWords && !entry.record.saysSomething()))
        skip(skipReason(fate));
    else
        emitMessage(entry);
}

void SlackConversationReader::emitMembership(const Entry &entry, MembershipEvent::What what)
{
    const auto tell = [&](std::string_view person) {
        if (!person.empty())
            m_sink.membership({m_reader.personId(person), what, fromMicros(entry.micros)});
    };
    if (what != MembershipEvent::What::ListedWhenArchived) {
        tell(entry.record.text(SlackRecord::User));
    } else if (simdjson::dom::array members; entry.record.has(SlackRecord::Members) &&
                                             entry.record[SlackRecord::Members].get(members) == simdjson::SUCCESS) {
        for (const Element member : members)
            tell(textOf(member));
    }
    m_reader.strangersInEvent(entry.record, [&](const Person &person) { m_sink.person(person); });
}

void SlackConversationReader::emitMessage(const Entry &entry)
{
    m_reader.strangers(entry.record, [&](const Person &person) { m_sink.person(person); });
    Message message = m_reader.read(entry.record, entry.micros, entry.where.twin, m_options.wantText);
    message.locator = entry.where.packed();

    if (message.threadRootTime) {
        const qint64 root = toMicros(*message.threadRootTime);
        if (const auto waiting = m_waiting.find(root); waiting != m_waiting.end()) {
            m_sink.message(std::move(waiting->second.first));
            m_waiting.erase(waiting);
        } else if (root > entry.micros) {
            m_repliedBefore.insert(root);
        }
    }
    const Fate fate = entry.record.fate();
    const bool waitsForReplies = fate == Fate::Deleted || fate == Fate::Call;
    if (!waitsForReplies || m_repliedBefore.contains(entry.micros)) {
        m_sink.message(std::move(message));
    } else if (entry.where.twin > 1) {
        // Replies belong to the first message of a time.
        skip(skipReason(fate));
    } else {
        m_waiting.insert_or_assign(entry.micros, std::pair(std::move(message), fate));
    }
}

void SlackConversationReader::skip(const QString &reason)
{
    m_sink.skipped(reason);
}

void SlackConversationReader::skipWithProblem(const QString &reason, std::size_t file, qint64 place,
                                              const QString &text)
{
    skip(reason);
    if (++m_problems > kProblemsTold)
        return;
    m_sink.problem(
        {Problem::Severity::Warning, reason, tr("%1, entry %2").arg(m_days[file].name).arg(place + 1), text});
}

void SlackConversationReader::fileProblem(std::size_t file, const QString &code, const QString &text)
{
    m_sink.problem({Problem::Severity::Warning, code, m_days[file].name, text});
}

} // namespace chatferry::slack
