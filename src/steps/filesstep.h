// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

class FilesTable;

/// Fetches files that still lie on the old chat's servers.
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
        qint64 toFetch = 0;
        qint64 toFetchBytes = 0;
        qint64 fetched = 0;
        qint64 unavailable = 0;
        bool isEmpty() const { return toFetch + fetched + unavailable == 0; }
    };
    const Sums &sums() const { return m_sums; }
    QString sumsText() const; ///< "In the export 1,020 · To fetch 8,392 (29.8 GB) · ...", with doors.
    QString place() const;    ///< "Keep them in: northwind.files, beside the project · 412 GB free"
    QString standing() const; ///< Empty state, stand-ins, or what came of it.
    ProgressFacts progress() const;
    StepTable &table();
    /// Free bytes where a folder lies; the disk's own answer unless a test sets another.
    void setFreeBytes(std::function<qint64(const QString &folder)> ask) { m_freeBytes = std::move(ask); }

Q_SIGNALS:
    void chipWanted(const QString &chip);

protected:
    Activity activity() const override { return Activity::FetchFiles; }

private:
    void reload();

    FilesTable *m_table;
    Sums m_sums;
    std::function<qint64(const QString &)> m_freeBytes;
};

} // namespace chatferry
