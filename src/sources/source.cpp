// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/source.h"

#include "archive/archive.h"
#include "sources/recogniser.h"
#include "sources/slack/slacksource.h"

namespace chatferry {

Result<std::unique_ptr<Source>> Source::open(const QString &path)
{
    if (auto known = whatFileItIs(path))
        return *std::move(known);
    auto archive = Archive::open(path);
    if (!archive)
        return archive.error();
    if (slack::SlackLayout::isSlackExport(**archive))
        return std::unique_ptr<Source>(std::make_unique<slack::SlackSource>(std::move(archive).value(), path));
    return whatItIsInstead(**archive, path);
}

} // namespace chatferry
