// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/shellmodel.h"
#include "steps/step.h"
#include "ui/pages/steppage.h"
#include "ui/shell/mainwindow.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <memory>

namespace chatferry {

/// A step whose every answer is a member that tests set.
class FakeStep final : public Step
{
    Q_OBJECT
public:
    FakeStep(QString key, QString title, QString icon, StepGroup group)
        : m_key(std::move(key))
        , m_title(std::move(title))
        , m_icon(std::move(icon))
        , m_group(group)
    {
    }
    QString key() const override { return m_key; }
    QString title() const override { return m_title; }
    QString purpose() const override { return purposeText; }
    QString icon() const override { return m_icon; }
    StepGroup group() const override { return m_group; }
    StepStatus state() const override { return status; }
    QList<Hindrance> problems() const override { return hindrances; }
    std::optional<Hindrance> remark() const override { return nextRemark; }
    std::optional<Hindrance> lookingAhead() const override { return ahead; }
    QList<Trouble> troubles() const override { return blocks; }
    Action mainAction() const override { return action; }
    std::optional<Confirmation> confirmation() const override { return asks; }
    void runMain(const Consent &consent) override
    {
        ++runs;
        given = consent;
    }
    void act(const QString &id) override { acts += id; }
    void enter() override { ++entered; }
    void leave() override { ++left; }
    void refresh() override { ++refreshed; }
    QString undoText() const override { return undoable; }
    void undo() override { undoable.clear(); }

    QString purposeText;
    StepStatus status;
    QList<Hindrance> hindrances;
    std::optional<Hindrance> nextRemark;
    std::optional<Hindrance> ahead;
    QList<Trouble> blocks;
    Action action;
    std::optional<Confirmation> asks;
    QString undoable;
    Consent given;
    QStringList acts;
    int runs = 0;
    int entered = 0;
    int left = 0;
    int refreshed = 0;

private:
    QString m_key;
    QString m_title;
    QString m_icon;
    StepGroup m_group;
};

class FakeShell final : public ShellModel
{
    Q_OBJECT
public:
    QString projectName() const override { return name; }
    QString destination() const override { return where; }
    bool isRehearsal() const override { return settings.rehearsal; }
    std::vector<SpaceClock> clocks() const override { return spaces; }
    UtcTime now() const override { return time; }
    CountdownSettings countdownSettings() const override { return settings; }
    QList<Trouble> runTroubles() const override { return blocks; }
    Strip strip() const override { return line; }
    Saved saved() const override { return saving; }
    QString cannotSaveReason() const override { return QStringLiteral("disk full"); }
    Running running() const override { return work; }
    void act(const QString &id) override { acts += id; }
    void pauseOrResume() override { ++pauses; }
    void stopForQuit() override { ++stops; }

    QString name;
    QString where;
    std::vector<SpaceClock> spaces;
    UtcTime time = *fromRfc3339(u"2026-11-23T09:46:00Z");
    CountdownSettings settings{.zone = QTimeZone::utc()};
    QList<Trouble> blocks;
    Strip line;
    Saved saving = Saved::Saved;
    Running work;
    QStringList acts;
    int pauses = 0;
    int stops = 0;
};

/// All steps of the wizard with the titles and sentences of the real ones, and a shell model.
class FakeWizard
{
public:
    FakeWizard();
    FakeStep &step(const QString &key);
    std::vector<PageEntry> entries();
    QStringList keys() const;

    FakeShell shell;
    std::vector<std::unique_ptr<FakeStep>> steps;
};

/// The state of the wireframe in ux chapter 3: a pilot is being imported in a rehearsal.
void setPilotImport(FakeWizard &wizard);

} // namespace chatferry
