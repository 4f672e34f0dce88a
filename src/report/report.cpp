// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

#include <array>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct Part
{
    QLatin1StringView name;
    Result<void> (*write)(Project &, QIODevice &);
};

constexpr std::array<Part, 6> kParts = {{{"report.html"_L1, writeReportPage},
                                         {"items.csv"_L1, writeItemsCsv},
                                         {"people.csv"_L1, writePeopleCsv},
                                         {"ledger.csv"_L1, writeLedgerCsv},
                                         {"audit.csv"_L1, writeAuditCsv},
                                         {"deadlines.ics"_L1, writeDeadlines}}};

Error cannotWrite(const QString &name, const QString &reason, bool isFull)
{
    return {.kind = isFull ? Error::Kind::DiskFull : Error::Kind::File,
            .what = QCoreApplication::translate("Report", "%1 could not be written.").arg(name),
            .remedy =
                QCoreApplication::translate("Report", "Choose another folder, or check its free space and rights."),
            .detail = reason};
}

} // namespace

Result<void> writeReport(Project &project, const QString &folder)
{
    const QDir dir(folder);
    if (!dir.mkpath(u"."_s))
        return cannotWrite(folder, {}, false);
    for (const Part &part : kParts) {
        QSaveFile file(dir.filePath(part.name));
        if (!file.open(QIODevice::WriteOnly))
            return cannotWrite(part.name, file.errorString(), false);
        if (const auto written = part.write(project, file); !written)
            return written;
        if (!file.commit())
            return cannotWrite(part.name, file.errorString(), file.error() == QFileDevice::ResourceError);
    }
    return {};
}

} // namespace chatferry
