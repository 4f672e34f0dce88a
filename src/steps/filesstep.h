// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/plainestimate.h"
#include "steps/steptable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

class FilesTable;

/// Fetches files that still lie on the old chat's servers, before their links stop working.
class FilesStep : public WorkbenchStep
{
    Q_OBJECT
public:
    explicit FilesStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("files"); }
    QString title() const override { return tr("Files"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("download"); }
    StepGroup group() const override { return StepGroup::Prepare; }
    StepStatus state() const override;
    std::optional<Hindrance> remark() const override;
    std::optional<Hindrance> lookingAhead() const override;
    QList<Trouble> troubles() const override;
    Action mainAction() const override;
    void runMain(const Consent &consent) override;
    void act(const QString &id) override;
    void enter() override;
    void refresh() override;

    struct Sums
    {
        qint64 inExport = 0;
        qint64 links = 0; ///< Never were in the old chat's keeping; only the address goes along.
        qint64 toFetch = 0;
        qint64 toFetchBytes = 0; ///< As far as the export says.
        qint64 fetched = 0;
        qint64 fetchedBytes = 0;
        qint64 unavailable = 0;
        qint64 left = 0;
        qint64 outside() const { return toFetch + fetched + unavailable + left; }
    };
    const Sums &sums() const { return m_sums; }
    QString sumsText() const; ///< "In the export 1,020 · To fetch 8,392 (29.8 GB) · ...", with doors.
    QString place() const;    ///< "Kept in northwind.files, beside the project · 412 GB free"
    QString standing() const; ///< What to know of it now: nothing to fetch, stand-ins, what came of it.
    Tone standingTone() const;
    ProgressFacts progress() const;
    StepTable &table() const;
    /// Free bytes where a folder lies; the disk's own answer unless a test sets another.
    void setFreeBytes(std::function<qint64(const QString &folder)> ask) { m_freeBytes = std::move(ask); }

Q_SIGNALS:
    void chipWanted(const QString &chip);

protected:
    Activity activity() const override { return Activity::FetchFiles; }

private:
    void reload();
    qint64 freeBytes() const;
    qint64 fetchable() const; ///< How many files a run looks at.
    bool wasPaused() const;

    FilesTable *m_table;
    Sums m_sums;
    std::function<qint64(const QString &)> m_freeBytes;
    PlainEstimate m_estimate{std::chrono::seconds(30)};
};

QString filesText(qint64 count); ///< "1 file", "8,392 files".

} // namespace chatferry
