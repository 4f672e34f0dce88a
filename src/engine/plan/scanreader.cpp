// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/scanreader.h"

#include <QSet>

namespace chatferry {

namespace {

constexpr size_t kMessagesInBatch = 1000;
constexpr qint64 kBytesInBatch = 4 << 20; ///< So that progress is told from conversations without messages too.
constexpr size_t kMostProblems = 200;     ///< Of one conversation; a broken export must not fill the memory.

/// About as many bytes as the text will need at a destination; exact enough to tell what may have to be split.
qint64 sizeOf(const std::vector<Inline> &inlines)
{
    qint64 bytes = 0;
    for (const Inline &piece : inlines) {
        bytes += piece.text.size() + piece.target.size() + 6;
        for (const QString &text : {piece.text, piece.target}) {
            for (const QChar c : text)
                bytes += c.unicode() < 0x80 ? 0 : c.unicode() < 0x800 ? 1 : 2;
        }
    }
    return bytes;
}

qint64 sizeOf(const std::vector<Block> &blocks)
{
    qint64 bytes = 0;
    for (const Block &block : blocks)
        bytes += sizeOf(block.inlines) + sizeOf(block.children) + 2 + 4 * block.indent;
    return bytes;
}

class BatchSink final : public RecordSink
{
public:
    BatchSink(ScanQueue &queue, size_t conversation)
        : m_queue(queue)
        , m_conversation(conversation)
    {
        m_batch.conversation = conversation;
    }

    void message(Message &&message) override
    {
        ScannedMessage scanned;
        scanned.textBytes = sizeOf(message.text.blocks);
        scanned.message = std::move(message);
        scanned.message.text = {};
        m_batch.messages.push_back(std::move(scanned));
        if (m_batch.messages.size() >= kMessagesInBatch)
            flush();
    }
    void membership(const MembershipEvent &event) override { m_batch.events.push_back(event); }
    void skipped(const QString &reason) override { ++m_batch.skipped[reason]; }
    void person(const Person &person) override
    {
        if (m_people.contains(person.id.value))
            return;
        m_people.insert(person.id.value);
        m_batch.people.push_back(person);
    }
    void problem(Problem &&problem) override
    {
        if (m_problems++ < kMostProblems)
            m_batch.problems.push_back(std::move(problem));
    }
    void fileDone(qint64 recordsRead, qint64 bytes) override
    {
        m_batch.records += recordsRead;
        m_batch.bytes += bytes;
        if (m_batch.bytes >= kBytesInBatch)
            flush();
    }

    bool finish(const Result<void> &read)
    {
        m_batch.last = true;
        if (!read)
            m_batch.error = read.error();
        return flush();
    }

private:
    bool flush()
    {
        const bool wanted = m_queue.push(std::exchange(m_batch, {}));
        m_batch.conversation = m_conversation;
        return wanted;
    }

    ScanQueue &m_queue;
    size_t m_conversation;
    ScanBatch m_batch;
    QSet<QString> m_people;
    size_t m_problems = 0;
};

} // namespace

void ScanReader::run()
{
    for (;;) {
        const size_t turn = m_work->next.fetch_add(1);
        if (turn >= m_work->order.size() || m_work->queue->cancel.isCancelled())
            return;
        const size_t index = m_work->order[turn];
        BatchSink sink(*m_work->queue, index);
        const auto read =
            m_work->source->read(m_work->source->conversations()[index].id, sink, ReadOptions{}, m_work->queue->cancel);
        if (!sink.finish(read))
            return;
    }
}

} // namespace chatferry
