// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/inspector.h"

#include "model/names.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QPointer>
#include <QThread>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// Problems that are kept; more of the same kind say nothing new.
constexpr std::size_t kProblemsKept = 1000;

/// What all threads add to.
struct Shared
{
    std::mutex mutex;
    std::map<PersonId, Person> people;
    std::vector<Problem> problems;
    qint64 bytes = 0;
    qint64 totalBytes = 0;
    const std::function<void(qint64, qint64)> *progress = nullptr;
};

/// Counts one conversation.
class CountingSink final : public RecordSink
{
public:
    CountingSink(InspectedConversation &out, Shared &shared)
        : m_out(out)
        , m_shared(shared)
    {
    }

    void message(Message &&message) override
    {
        InspectedCounts &counts = m_out.counts;
        ++counts.messages;
        if (message.threadRoot) {
            ++counts.replies;
            m_roots.insert(qHash(*message.threadRoot));
            counts.threads = static_cast<qint64>(m_roots.size());
        }
        for (const Reaction &reaction : message.reactions)
            counts.reactions += static_cast<qint64>(reaction.people.size());
        counts.attachments += static_cast<qint64>(message.attachments.size());
        counts.first = std::min(counts.first.value_or(message.time), message.time);
        counts.last = std::max(counts.last.value_or(message.time), message.time);
    }
    void membership(const MembershipEvent &event) override
    {
        if (event.what == MembershipEvent::What::Joined)
            ++m_out.counts.joins;
        else if (event.what == MembershipEvent::What::Left)
            ++m_out.counts.leaves;
    }
    void skipped(const QString &reason) override { ++m_out.skipped[reason]; }
    void person(const Person &person) override
    {
        const std::lock_guard lock(m_shared.mutex);
        const auto [known, isNew] = m_shared.people.try_emplace(person.id, person);
        if (!isNew && known->second.kind == Person::Kind::Unknown)
            known->second = person;
    }
    void problem(Problem &&problem) override
    {
        const std::lock_guard lock(m_shared.mutex);
        if (m_shared.problems.size() < kProblemsKept)
            m_shared.problems.push_back(std::move(problem));
    }
    void fileDone(qint64 recordsRead, qint64 bytes) override
    {
        m_out.counts.records += recordsRead;
        const std::lock_guard lock(m_shared.mutex);
        m_shared.bytes += bytes;
        if (*m_shared.progress)
            (*m_shared.progress)(m_shared.bytes, m_shared.totalBytes);
    }

private:
    InspectedConversation &m_out;
    Shared &m_shared;
    std::unordered_set<std::size_t> m_roots; ///< Hashes: millions of threads must not cost their ids.
};

Inspection::People countPeople(const std::map<PersonId, Person> &people)
{
    Inspection::People counts;
    for (const auto &[id, person] : people) {
        ++counts.total;
        counts.withEmail += person.email.isEmpty() ? 0 : 1;
        counts.bots += person.kind == Person::Kind::Bot || person.kind == Person::Kind::System ? 1 : 0;
        counts.unknown += person.kind == Person::Kind::Unknown ? 1 : 0;
    }
    return counts;
}

/// Places in the list of conversations, largest first, so that no thread is left alone with a giant at the end.
std::vector<std::size_t> orderOfWork(const Source &source, qint64 &totalBytes)
{
    std::vector<std::pair<qint64, std::size_t>> sizes;
    for (std::size_t i = 0; i < source.conversations().size(); ++i) {
        sizes.emplace_back(source.totalBytes(source.conversations()[i].id), i);
        totalBytes += sizes.back().first;
    }
    std::stable_sort(sizes.begin(), sizes.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    std::vector<std::size_t> order;
    for (const auto &[bytes, index] : sizes)
        order.push_back(index);
    return order;
}

QJsonValue timeOrNull(const std::optional<UtcTime> &time)
{
    return time ? QJsonValue(toRfc3339(*time)) : QJsonValue(QJsonValue::Null);
}

void put(QJsonObject &object, const InspectedCounts &counts)
{
    object.insert("messages"_L1, counts.messages);
    object.insert("threads"_L1, counts.threads);
    object.insert("replies"_L1, counts.replies);
    object.insert("reactions"_L1, counts.reactions);
    object.insert("attachments"_L1, counts.attachments);
    object.insert("members"_L1, counts.members);
    object.insert("joins"_L1, counts.joins);
    object.insert("leaves"_L1, counts.leaves);
    object.insert("first"_L1, timeOrNull(counts.first));
    object.insert("last"_L1, timeOrNull(counts.last));
}

} // namespace

void InspectedCounts::add(const InspectedCounts &other)
{
    messages += other.messages;
    threads += other.threads;
    replies += other.replies;
    reactions += other.reactions;
    attachments += other.attachments;
    members += other.members;
    joins += other.joins;
    leaves += other.leaves;
    records += other.records;
    if (other.first)
        first = std::min(first.value_or(*other.first), *other.first);
    if (other.last)
        last = std::max(last.value_or(*other.last), *other.last);
}

Result<Inspection> inspect(const Source &source, const CancelToken &cancel,
                           const std::function<void(qint64, qint64)> &progress, int threads)
{
    Inspection inspection;
    inspection.format = source.description().format;
    inspection.variant = source.description().variant;
    inspection.conversations.resize(source.conversations().size());

    Shared shared;
    shared.progress = &progress;
    shared.problems = source.problems();
    for (const Person &person : source.people())
        shared.people.insert_or_assign(person.id, person);
    const std::vector<std::size_t> order = orderOfWork(source, shared.totalBytes);

    std::atomic<std::size_t> next = 0;
    std::atomic<bool> failed = false;
    std::optional<Error> failure;
    const auto work = [&] {
        for (std::size_t i = next++; i < order.size() && !failed; i = next++) {
            const Conversation &conversation = source.conversations()[order[i]];
            InspectedConversation &out = inspection.conversations[order[i]];
            out.id = conversation.id;
            out.name = conversation.name;
            out.kind = conversation.kind;
            out.counts.members = static_cast<qint64>(conversation.members.size());
            CountingSink sink(out, shared);
            auto read = source.read(conversation.id, sink, {.wantText = false}, cancel);
            if (read)
                continue;
            const std::lock_guard lock(shared.mutex);
            if (!failed.exchange(true))
                failure = read.error();
        }
    };
    std::vector<std::thread> helpers;
    const int wanted = threads > 0 ? threads : QThread::idealThreadCount();
    for (int i = 1; i < wanted; ++i)
        helpers.emplace_back(work);
    work();
    for (std::thread &helper : helpers)
        helper.join();
    if (failure)
        return *failure;

    for (const InspectedConversation &conversation : inspection.conversations) {
        inspection.totals.add(conversation.counts);
        for (auto reason = conversation.skipped.cbegin(); reason != conversation.skipped.cend(); ++reason)
            inspection.skipped[reason.key()] += reason.value();
    }
    inspection.people = countPeople(shared.people);
    inspection.problems = std::move(shared.problems);
    return inspection;
}

QJsonObject toJson(const Inspection &inspection)
{
    QJsonArray conversations;
    for (const InspectedConversation &conversation : inspection.conversations) {
        QJsonObject object{
            {"id"_L1, conversation.id.value}, {"name"_L1, conversation.name}, {"kind"_L1, kindName(conversation.kind)}};
        put(object, conversation.counts);
        conversations.append(object);
    }
    QJsonArray skipped;
    for (auto reason = inspection.skipped.cbegin(); reason != inspection.skipped.cend(); ++reason)
        skipped.append(QJsonObject{{"reason"_L1, reason.key()}, {"count"_L1, reason.value()}});
    QJsonArray problems;
    for (const Problem &problem : inspection.problems) {
        problems.append(QJsonObject{
            {"severity"_L1, severityName(problem.severity)}, {"where"_L1, problem.where}, {"text"_L1, problem.text}});
    }
    QJsonObject totals;
    put(totals, inspection.totals);
    return {{"format"_L1, inspection.format},
            {"variant"_L1, inspection.variant},
            {"conversations"_L1, conversations},
            {"people"_L1, QJsonObject{{"total"_L1, inspection.people.total},
                                      {"withEmail"_L1, inspection.people.withEmail},
                                      {"bots"_L1, inspection.people.bots},
                                      {"unknown"_L1, inspection.people.unknown}}},
            {"totals"_L1, totals},
            {"skipped"_L1, skipped},
            {"problems"_L1, problems}};
}

InspectJob::InspectJob(const Source &source, int threads, QObject *parent)
    : ResultJob(parent)
    , m_source(&source)
    , m_threads(threads)
{
    m_pool.setMaxThreadCount(1);
}

InspectJob::~InspectJob()
{
    m_cancel.cancel();
    m_pool.waitForDone();
}

void InspectJob::run()
{
    m_pool.start([this] {
        QElapsedTimer sinceLast;
        const auto tell = [&](qint64 done, qint64 total) {
            if (done < total && sinceLast.isValid() && sinceLast.elapsed() < 100)
                return;
            sinceLast.start();
            QMetaObject::invokeMethod(
                this, [this, done, total] { Q_EMIT progress(done, total); }, Qt::QueuedConnection);
        };
        auto result = inspect(*m_source, m_cancel, tell, m_threads);
        QMetaObject::invokeMethod(
            this, [this, result = std::move(result)]() mutable { end(std::move(result)); }, Qt::QueuedConnection);
    });
}

void InspectJob::stop()
{
    m_cancel.cancel();
}

} // namespace chatferry
