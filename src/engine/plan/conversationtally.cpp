// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/conversationtally.h"

#include "engine/plan/ledgerbook.h"
#include "model/message.h"
#include "store/conversationtable.h"
#include "store/detailtable.h"
#include "store/filetable.h"
#include "store/itemtable.h"
#include "store/project.h"

#include <QCoreApplication>
#include <QSet>

#include <unordered_map>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

using Policy = PersonRow::Policy;
using Fate = LedgerRow::Fate;
using Brief = ItemTable::Brief;

int yearOf(UtcTime time)
{
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    return int(day.year());
}

UtcTime startOf(int year)
{
    return std::chrono::sys_days(std::chrono::year(year) / 1 / 1);
}

/// One pass over a conversation; see tallyConversation().
class Tally
{
public:
    Tally(Project &project, const ConversationRow &conversation, ConversationRow::Choice choice, bool byYear,
          const TallyRules &rules, const CancelToken &cancel)
        : m_project(project)
        , m_conversation(conversation)
        , m_choice(choice)
        , m_byYear(byYear)
        , m_rules(rules)
        , m_cancel(cancel)
        , m_book(conversation.id)
    {
    }

    Result<ConversationTally> run()
    {
        const bool moves = m_choice == ConversationRow::Choice::Move;
        if (m_choice != ConversationRow::Choice::Leave && (!m_byYear || !moves))
            m_result.slices.push_back({.from = m_conversation.from, .to = m_conversation.to});
        if (!moves)
            leaveAll();
        else
            carry();
        if (m_choice != ConversationRow::Choice::Leave)
            countPeople();
        for (const Leftover &leftover : m_conversation.source.leftovers)
            m_book.add(leftover.kind, Fate::Left, false, leftover.name);
        if (m_cancel.isCancelled())
            return Error{.kind = Error::Kind::Cancelled,
                         .what = QCoreApplication::translate("Planner", "Working out the plan was stopped.")};
        if (m_project.readFailure())
            return *m_project.readFailure();
        m_result.ledger = m_book.rows(m_project);
        return std::move(m_result);
    }

private:
    void leaveAll()
    {
        m_result.left = m_conversation.counts.messages;
        m_book.add(u"conversation-left"_s, Fate::Left, true, m_conversation.source.id.value, m_result.left);
    }

    void carry()
    {
        ItemTable(m_project).forEach(m_conversation.id, [this](const Brief &item) {
            if (!m_cancel.isCancelled())
                takeItem(item);
        });
        closeThreads();
        DetailTable details(m_project);
        details.forEachReaction(m_conversation.id, [this](const Brief &item, const ReactionRow &reaction) {
            if (!m_cancel.isCancelled())
                takeReaction(item, reaction);
        });
        details.forEachAttachment(m_conversation.id, [this](const Brief &item, const AttachmentRow &attachment) {
            if (!m_cancel.isCancelled())
                takeAttachment(item, attachment);
        });
    }

    /// The slice an item falls into; -1 outside of the chosen dates.
    int sliceOf(UtcTime time)
    {
        if ((m_conversation.from && time < *m_conversation.from) || (m_conversation.to && time >= *m_conversation.to))
            return -1;
        if (!m_byYear)
            return 0;
        const int year = yearOf(time);
        const auto known = m_sliceOfYear.find(year);
        if (known != m_sliceOfYear.end())
            return known->second;
        SliceTally slice;
        slice.slice = QString::number(year);
        slice.from = m_conversation.from ? std::max(*m_conversation.from, startOf(year)) : startOf(year);
        slice.to = m_conversation.to ? std::min(*m_conversation.to, startOf(year + 1)) : startOf(year + 1);
        m_result.slices.push_back(slice);
        const int index = int(m_result.slices.size()) - 1;
        m_sliceOfYear.emplace(year, index);
        return index;
    }

    Policy policyOf(qint64 person) const
    {
        const auto found = m_rules.people.constFind(person);
        return found == m_rules.people.constEnd() ? Policy::App : found->policy;
    }

    /// A deleted root is written by the app whoever wrote it.
    bool isCarried(const Brief &item) const
    {
        return item.flags & ItemRow::Deleted || policyOf(item.author) != Policy::Skip;
    }

    struct Thread
    {
        std::optional<UtcTime> rootTime; ///< Once the root came by.
        int rootSlice = -1;              ///< Where it is carried; -1: nowhere.
        qint64 firstReply = 0;
        std::map<int, qint64> replies; ///< Carried, by slice.
    };

    void takeItem(const Brief &item)
    {
        const int slice = sliceOf(item.time);
        const bool placeholder = item.flags & ItemRow::PlaceholderRoot;
        const bool carried = !placeholder && slice >= 0 && isCarried(item);
        if (item.flags & ItemRow::HasThread) {
            Thread &thread = m_threads[item.id];
            thread.rootTime = item.time;
            thread.rootSlice = carried ? slice : -1;
        }
        if (placeholder)
            return;
        if (slice < 0) {
            ++m_result.left;
            m_book.add(u"range-excluded"_s, Fate::Left, true, item.id);
            return;
        }
        SliceTally &tally = m_result.slices[size_t(slice)];
        ++tally.messages.planned;
        if (!carried) {
            ++m_result.left;
            ++tally.messages.left;
            m_book.add(u"author-skipped"_s, Fate::Left, true, item.id);
            return;
        }
        if (item.root != 0) {
            Thread &thread = m_threads[item.root];
            if (thread.firstReply == 0)
                thread.firstReply = item.id;
            ++thread.replies[slice];
            if (!thread.rootTime || item.time <= *thread.rootTime)
                m_book.add(u"time-before-root"_s, Fate::Adapted, false, item.id);
        }
        ++m_result.years[yearOf(item.time)].messages;
        countCarried(item);
    }

    void countCarried(const Brief &item)
    {
        const auto adapt = [&](const QString &code) {
            ++m_result.adapted;
            m_book.add(code, Fate::Adapted, true, item.id);
        };
        const Policy policy = policyOf(item.author);
        if (item.flags & ItemRow::Deleted)
            adapt(u"deleted-root"_s);
        else if (policy == Policy::Placeholder)
            adapt(u"author-placeholder"_s);
        else if (policy != Policy::Map)
            adapt(u"author-by-app"_s);
        else
            ++m_result.carried;

        // Beside that, and not in the sum: changes to messages that are counted above already.
        const auto note = [&](bool holds, const QString &code) {
            if (holds)
                m_book.add(code, Fate::Adapted, false, item.id);
        };
        note(item.time < m_rules.earliest, u"time-before-2000"_s);
        note(item.time > m_rules.now, u"time-in-future"_s);
        note(item.flags & ItemRow::AlsoInConversation, u"also-in-channel"_s);
        note(item.flags & ItemRow::Edited, u"edited"_s);
        note(item.flags & ItemRow::Odd, u"odd-content"_s);
        note(item.flags & ItemRow::Long, u"split"_s);
        if (item.flags & ItemRow::LostPreview)
            m_book.add(u"link-preview"_s, Fate::Left, false, item.id);
    }

    void closeThreads()
    {
        for (const auto &[root, thread] : m_threads) {
            for (const auto &[slice, replies] : thread.replies) {
                if (thread.rootSlice != slice) {
                    ++m_result.slices[size_t(slice)].placeholders;
                    m_book.add(u"placeholder-root"_s, Fate::Adapted, false, thread.firstReply);
                }
                const qint64 further = (replies - 1) / m_rules.repliesPerThread;
                if (further > 0)
                    m_book.add(u"thread-continued"_s, Fate::Adapted, false, root, further);
            }
        }
        m_threads.clear();
        std::sort(m_result.slices.begin(), m_result.slices.end(),
                  [](const SliceTally &left, const SliceTally &right) { return left.from < right.from; });
        m_sliceOfYear.clear();
        for (size_t i = 0; m_byYear && i < m_result.slices.size(); ++i)
            m_sliceOfYear.emplace(m_result.slices[i].slice.toInt(), int(i));
    }

    void takeReaction(const Brief &item, const ReactionRow &reaction)
    {
        const int slice = sliceOf(item.time);
        if (slice < 0)
            return; // It stays behind with its message.
        Counts &counts = m_result.slices[size_t(slice)].reactions;
        counts.planned += reaction.count;
        const auto leave = [&](const QString &code) {
            counts.left += reaction.count;
            m_book.add(code, Fate::Left, false, item.id, reaction.count);
        };
        if (!isCarried(item)) {
            counts.left += reaction.count;
            return;
        }
        if (reaction.person == 0)
            return leave(u"reaction-unnamed"_s);
        if (reaction.emoji.startsWith(u':'))
            return leave(u"reaction-custom"_s);
        const auto person = m_rules.people.constFind(reaction.person);
        if (person == m_rules.people.constEnd() || person->policy != Policy::Map)
            return leave(u"reaction-unmapped"_s);
        if (m_reactionItem != item.id) {
            m_reactionItem = item.id;
            m_given.clear();
        }
        const QString key = person->targetEmail + u' ' + reaction.emoji;
        if (m_given.contains(key))
            return leave(u"reaction-merged"_s);
        m_given.insert(key);
        m_result.years[yearOf(item.time)].reactions += reaction.count;
    }

    void takeAttachment(const Brief &item, const AttachmentRow &attachment)
    {
        const int slice = sliceOf(item.time);
        if (slice < 0)
            return;
        SliceTally &tally = m_result.slices[size_t(slice)];
        ++tally.attachments.planned;
        if (!isCarried(item)) {
            ++tally.attachments.left;
            return;
        }
        const auto [code, fate] = fateOf(attachment);
        if (code.isEmpty()) {
            const qint64 bytes = std::max<qint64>(0, attachment.sizeBytes);
            tally.fileBytes += bytes;
            YearShare &year = m_result.years[yearOf(item.time)];
            ++year.files;
            year.fileBytes += bytes;
            return;
        }
        // A link in the text is no file at the destination.
        ++tally.attachments.left;
        m_book.add(code, fate, false, item.id);
    }

    /// The ledger's code; empty when the file is carried with its bytes.
    std::pair<QString, Fate> fateOf(const AttachmentRow &attachment) const
    {
        using Place = Attachment::Place;
        const auto place = Place(attachment.place);
        const auto reason = [](const QString &key) { return u"file-"_s + (key.isEmpty() ? u"unavailable"_s : key); };
        if (place == Place::ExternalLink)
            return {u"file-external-link"_s, Fate::Adapted};
        if (place == Place::Unavailable)
            return {reason(attachment.reason), Fate::Left};
        if (m_rules.files == PlanSettings::FilesWay::None)
            return {u"file-by-choice"_s, Fate::Left};
        if (m_rules.files == PlanSettings::FilesWay::Link)
            return place == Place::Remote ? std::pair(u"file-link"_s, Fate::Adapted)
                                          : std::pair(u"file-by-choice"_s, Fate::Left);
        if (place == Place::Remote) {
            const auto fetched = FileTable(m_project).find(attachment.item, attachment.number);
            if (!fetched || fetched->state == FileRow::State::Pending)
                return {u"file-not-fetched"_s, Fate::Left};
            if (fetched->state == FileRow::State::Unavailable)
                return {reason(fetched->reason), Fate::Left};
            if (fetched->state == FileRow::State::Left)
                return {u"file-by-choice"_s, Fate::Left};
        }
        if (m_rules.largestFile > 0 && attachment.sizeBytes > m_rules.largestFile)
            return {u"file-too-large"_s, Fate::Left};
        return {QString(), Fate::Left};
    }

    void countPeople()
    {
        QHash<PersonId, const PersonRow *> bySource;
        for (const PersonRow &person : m_rules.people)
            bySource.insert(person.source.id, &person);
        QSet<QString> members;
        QSet<QString> past;
        Counts memberCounts;
        Counts pastCounts;
        using Evidence = MembershipInterval::Evidence;
        for (const MembershipInterval &interval : ConversationTable(m_project).intervals(m_conversation.id)) {
            const bool today = !interval.to;
            if (interval.evidence == Evidence::Inferred && !m_rules.addInferredPastMembers)
                continue;
            const PersonRow *person = bySource.value(interval.person);
            Counts &counts = today ? memberCounts : pastCounts;
            if (!person || person->policy != Policy::Map) {
                ++counts.planned;
                ++counts.left;
                m_book.add(today ? u"member-unmapped"_s : u"past-member-unmapped"_s, Fate::Left, false,
                           interval.person.value);
            } else if (QSet<QString> &known = today ? members : past; !known.contains(person->targetEmail)) {
                known.insert(person->targetEmail);
                ++counts.planned;
            }
        }
        for (SliceTally &slice : m_result.slices) {
            slice.members = memberCounts;
            slice.memberships = pastCounts;
        }
    }

    Project &m_project;
    const ConversationRow &m_conversation;
    ConversationRow::Choice m_choice;
    bool m_byYear;
    const TallyRules &m_rules;
    CancelToken m_cancel;
    LedgerBook m_book;
    ConversationTally m_result;
    std::map<int, int> m_sliceOfYear;
    std::unordered_map<qint64, Thread> m_threads;
    qint64 m_reactionItem = 0;
    QSet<QString> m_given;
};

} // namespace

Result<ConversationTally> tallyConversation(Project &project, const ConversationRow &conversation,
                                            ConversationRow::Choice choice, bool byYear, const TallyRules &rules,
                                            const CancelToken &cancel)
{
    return Tally(project, conversation, choice, byYear, rules, cancel).run();
}

} // namespace chatferry
