// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackexport.h"

#include "sources/slack/slackexportreader.h"

namespace chatferry::slack {

SlackExport SlackExport::read(const Archive &archive, const QString &path)
{
    SlackExport out;
    SlackExportReader(archive, out).read(path);
    return out;
}

std::optional<std::size_t> SlackExport::indexOf(const ConversationId &id) const
{
    const auto index = m_byId.constFind(id);
    return index == m_byId.constEnd() ? std::nullopt : std::optional(*index);
}

} // namespace chatferry::slack
