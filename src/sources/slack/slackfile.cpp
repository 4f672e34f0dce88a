// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackfile.h"

#include "sources/jsonrepair.h"

#include <QCoreApplication>

namespace chatferry::slack {

namespace {

std::size_t sizeOf(QByteArrayView bytes)
{
    return static_cast<std::size_t>(bytes.size());
}

bool isBlank(const QByteArray &bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

class EntryCheck final : public JsonCheck
{
public:
    explicit EntryCheck(QByteArrayView mark)
        : m_mark(mark.toByteArray())
    {
    }
    bool isValid(QByteArrayView json) override
    {
        Element element;
        // With room behind it, since the piece ends inside a larger text.
        return m_parser.parse(json.data(), sizeOf(json), true).get(element) == simdjson::SUCCESS;
    }
    bool isEntry(QByteArrayView json) override { return json.contains(m_mark) && isValid(json); }

private:
    QByteArray m_mark;
    simdjson::dom::parser m_parser;
};

bool parse(const QByteArray &bytes, simdjson::dom::parser &parser, ParsedArray &out)
{
    const qsizetype skip = bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    Element root;
    if (parser.parse(bytes.constData() + skip, sizeOf(bytes) - static_cast<std::size_t>(skip), false).get(root) !=
        simdjson::SUCCESS)
        return false;
    simdjson::dom::array array;
    if (root.get(array) != simdjson::SUCCESS)
        return true;
    out.isArray = true;
    for (const Element entry : array)
        out.entries.push_back(entry);
    return true;
}

} // namespace

ParsedArray parseArray(QByteArray &bytes, simdjson::dom::parser &parser, QByteArrayView mark)
{
    ParsedArray out;
    if (isBlank(bytes) || parse(bytes, parser, out))
        return out;
    bytes = mendJson(bytes);
    if (parse(bytes, parser, out))
        return out;
    if (!bytes.trimmed().startsWith('['))
        return out;
    out.isBroken = true;
    EntryCheck check(mark);
    bytes = salvageArray(bytes, check);
    parse(bytes, parser, out);
    return out;
}

SlackFileReader::SlackFileReader(const Archive &archive, const ArchiveEntry &entry)
    : m_archive(&archive)
    , m_entry(&entry)
{
}

std::unique_ptr<Stretch> SlackFileReader::parsed(QByteArray bytes)
{
    auto stretch = std::make_unique<Stretch>();
    stretch->bytes = std::move(bytes);
    stretch->array = parseArray(stretch->bytes, stretch->parser, "\"ts\"");
    stretch->first = m_place;
    m_place += static_cast<qint64>(stretch->array.entries.size());
    return stretch;
}

Result<std::unique_ptr<Stretch>> SlackFileReader::next()
{
    if (m_done)
        return std::unique_ptr<Stretch>();
    if (m_entry->sizeBytes <= kStretchBytes) {
        m_done = true;
        auto bytes = m_archive->read(*m_entry);
        if (!bytes)
            return bytes.error();
        return parsed(std::move(bytes).value());
    }
    if (!m_stretches) {
        auto device = m_archive->stream(*m_entry);
        if (!device)
            return device.error();
        m_stretches = std::make_unique<JsonStretches>(std::move(device).value(), kStretchBytes / 2);
    }
    auto bytes = m_stretches->next();
    if (!bytes) {
        m_done = true;
        return std::unique_ptr<Stretch>();
    }
    auto stretch = parsed(std::move(*bytes));
    stretch->array.isBroken = stretch->array.isBroken || m_stretches->failed();
    return stretch;
}

} // namespace chatferry::slack
