// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runner.h"
#include "engine/snapshot.h"
#include "engine/stages/stagecontext.h"

#include <QObject>

#include <vector>

namespace chatferry {

/// One activity over a number of spaces: decides which of them may take part, hands their feeds to a runner, and says
/// how it ended. Resumable: started again it does what is still missing.
class Stage : public QObject
{
    Q_OBJECT
public:
    Stage(Activity activity, StageContext &context, QObject *parent);
    ~Stage() override;

    /// @p spaces: rows of the space table; empty: all that have reached the stage before. Ends in ended().
    void start(const std::vector<qint64> &spaces);
    void pause();
    void resume();
    void cancel();
    Activity activity() const { return m_activity; }

Q_SIGNALS:
    void progress(const chatferry::Snapshot &snapshot);
    void spacesChanged();
    void ended(const chatferry::ActivityEnd &end);

protected:
    /// Whether @p space takes part when no spaces are named.
    virtual bool isDue(const SpaceRow &space) const = 0;
    /// Whether the stage is behind @p space, so that nothing is left to do for it although it was named.
    virtual bool isPast(const SpaceRow &space) const = 0;
    /// Why a named space that is not past cannot take part; empty: it can.
    virtual QString refusal(const SpaceRow &space) const = 0;
    /// What is done for one space. May write to the project. Null: nothing is left to do. An Error ends the stage.
    virtual Result<std::unique_ptr<OperationFeed>> feedFor(const SpaceRow &space,
                                                           const ConversationRow &conversation) = 0;

    StageContext &context() { return m_context; }
    const StageContext &context() const { return m_context; }

private:
    void begin(const std::vector<qint64> &spaces);
    void end(ActivityEnd end);

    Activity m_activity;
    StageContext &m_context;
    Runner m_runner;
    bool m_begun = false;
    bool m_ended = false;
};

/// "Precondition" with a sentence: an activity that cannot start as asked.
Error refusedActivity(const QString &what, const QString &remedy = {});

} // namespace chatferry
