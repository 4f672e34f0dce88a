// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/source.h"

#include "tests/archive/zipbuilder.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>
#include <QTemporaryDir>

namespace chatferry::test {

/// JSON with single quotes for double ones. (Raw strings would be shorter, but moc 6.4 loses its way in some of them.)
inline QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

/// Writes a small Slack export: lists that can be replaced, and day files as JSON text.
class ExportBuilder
{
public:
    ExportBuilder()
    {
        file(QStringLiteral("channels.json"),
             R"([{"id":"C1","name":"general","created":1500000000,"members":["U1","U2"]}])");
        file(
            QStringLiteral("users.json"),
            R"([{"id":"U1","team_id":"T1","name":"ada","profile":{"real_name":"Ada A","display_name":"Ada","email":"ada@a.example"}},
                 {"id":"U2","team_id":"T1","name":"ben","profile":{"real_name":"Ben B"}},
                 {"id":"U9","team_id":"T1","name":"builder","is_bot":true,"profile":{"real_name":"Builder","bot_id":"B9"}}])");
        file(QStringLiteral("integration_logs.json"), "[]    ");
    }

    ExportBuilder &file(const QString &path, const QByteArray &bytes)
    {
        m_files.insert(path, bytes);
        return *this;
    }
    ExportBuilder &without(const QString &path)
    {
        m_files.remove(path);
        return *this;
    }
    /// A day of #general.
    ExportBuilder &day(const QByteArray &json, const QString &day = QStringLiteral("2020-01-01"))
    {
        return file(QStringLiteral("general/") + day + QStringLiteral(".json"), json);
    }

    QString folder()
    {
        for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
            const QString path = m_dir.filePath(file.key());
            QDir().mkpath(QFileInfo(path).path());
            QFile out(path);
            if (out.open(QIODevice::WriteOnly))
                out.write(file.value());
        }
        return m_dir.path();
    }
    QString zip()
    {
        ZipBuilder zip;
        for (auto file = m_files.cbegin(); file != m_files.cend(); ++file)
            zip.add(file.key().toUtf8(), file.value());
        const QString path = m_dir.filePath(QStringLiteral("export-%1.zip").arg(++m_number));
        return zip.write(path) ? path : QString();
    }
    /// Null when it does not open. Several threads can read it only as long as the builder lives, which owns the file.
    std::unique_ptr<Source> source()
    {
        auto source = Source::open(zip());
        return source ? std::move(source).value() : nullptr;
    }

private:
    QTemporaryDir m_dir;
    QMap<QString, QByteArray> m_files;
    int m_number = 0;
};

/// Keeps all that a reader finds.
class CollectingSink final : public RecordSink
{
public:
    void message(Message &&message) override { messages.push_back(std::move(message)); }
    void membership(const MembershipEvent &event) override { events.push_back(event); }
    void skipped(const QString &reason) override { ++skips[reason]; }
    void person(const Person &person) override { persons.insert(person.id.value, person); }
    void problem(Problem &&problem) override { problems.push_back(std::move(problem)); }
    void fileDone(qint64 recordsRead, qint64 fileBytes) override
    {
        records += recordsRead;
        bytes += fileBytes;
    }

    void covered(UtcTime first, UtcTime last) override { coverage = std::pair(first, last); }

    qint64 skippedInAll() const
    {
        qint64 sum = 0;
        for (const qint64 count : skips)
            sum += count;
        return sum;
    }
    bool addsUp() const { return records == static_cast<qint64>(messages.size()) + skippedInAll(); }
    QStringList ids() const
    {
        QStringList all;
        for (const Message &message : messages)
            all += message.id.value;
        return all;
    }

    std::vector<Message> messages;
    std::vector<MembershipEvent> events;
    QMap<QString, qint64> skips;
    QMap<QString, Person> persons;
    std::vector<Problem> problems;
    std::optional<std::pair<UtcTime, UtcTime>> coverage;
    qint64 records = 0;
    qint64 bytes = 0;
};

/// Reads a conversation of @p source from end to end.
inline CollectingSink readAll(const Source &source, const QString &conversation = QStringLiteral("C1"),
                              bool wantText = true)
{
    CollectingSink sink;
    const auto read = source.read({conversation}, sink, {.wantText = wantText}, {});
    Q_ASSERT(read);
    return sink;
}

/// A text on one line per block, styles left out: enough to see which words arrived.
inline QString words(const std::vector<Block> &blocks)
{
    QStringList lines;
    for (const Block &block : blocks) {
        QString line;
        for (const Inline &part : block.inlines)
            line += part.text.isEmpty() ? part.target : part.text;
        if (!block.children.empty())
            line += words(block.children);
        lines += line;
    }
    return lines.join(u'\n');
}

} // namespace chatferry::test
