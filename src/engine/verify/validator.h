// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "engine/stages/stagecontext.h"
#include "engine/verify/itemloader.h"
#include "engine/verify/messagematcher.h"
#include "target/target.h"

namespace chatferry {

/// What reading one space back came to.
struct Validation
{
    qint64 checked = 0;   ///< Messages, past members and the space itself.
    qint64 different = 0; ///< Differences found; their rows are in the project.
    bool lost = false;    ///< The service does not show the space any more; its row says so.
};

/// Lists one space back and compares it with journal and export, item by item, in flat memory: both are walked in the
/// order of time. What differs is put into the project (origin "validate"), in the place of what was found before.
///
///     space -> members -> messages (a page, then what is expected up to its end, and so on) -> end
///
/// progress() counts messages that were expected. Errors: those of reading; Cancelled.
class Validator : public ResultJob<Validation>
{
    Q_OBJECT
public:
    /// At most so many differences are kept as rows for a space; `different` counts all.
    static constexpr qint64 kMostRows = 20'000;

    /// @p context outlives it.
    Validator(StageContext &context, std::shared_ptr<const PlanView> plan, const SpaceRow &space,
              const ConversationRow &conversation, QObject *parent);

    void pause() { m_paused = true; }
    void resume();
    qint64 expected() const { return m_expectedCount; }

protected:
    void run() override;
    void stop() override;

private:
    void readSpace();
    void checkSpace(const SpaceState &state);
    void readMembers(const QString &page);
    void checkMembers();
    void walk();
    void readPage();
    void readExpected();
    void expect(const ItemLoader::Item &item);
    QMap<QString, int> reactionsOf(const ItemLoader::Item &item) const;
    void found(DifferenceRow row);
    Result<void> store(bool all);
    void finish();
    Result<void> settle();
    template<typename T>
    void call(std::function<ResultJob<T> *(QObject *)> make, std::function<void(const T &)> then);

    StageContext &m_context;
    SpaceRow m_space;
    ConversationRow m_conversation;
    std::shared_ptr<const PlanView> m_plan;
    ItemLoader m_loader;
    MessageMatcher m_matcher;
    std::vector<ListedMember> m_members;
    std::vector<DifferenceRow> m_rows; ///< Not in the project yet.
    qint64 m_kept = 0;
    Validation m_result;
    qint64 m_expectedCount = 0;
    QString m_nextPage;
    bool m_listedAll = false;
    bool m_expectedAll = false;
    std::optional<UtcTime> m_listedTo;
    std::optional<UtcTime> m_expectedTo;
    bool m_paused = false;
    bool m_waits = false; ///< Paused between two calls.
    QPointer<Job> m_call;
};

} // namespace chatferry
