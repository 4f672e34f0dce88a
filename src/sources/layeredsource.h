// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/source.h"

#include <functional>
#include <mutex>

namespace chatferry {

/// Several exports of one workspace, older first, as one: every message is read from the export that its locator names.
///
/// The first export (layer 0) describes the whole; layers above it only serve load() and openAttachment(). Each is
/// opened when it is first asked for, so that one that has gone costs only what comes from it. Thread-safe like any
/// source.
class LayeredSource final : public Source
{
public:
    using Opener = std::function<Result<std::shared_ptr<const Source>>()>;
    static constexpr int kMostLayers = 100;

    explicit LayeredSource(std::shared_ptr<const Source> first);
    /// Answers the number of the new layer.
    int add(Opener opener);

    /// The locator in this source of what @p layer finds at @p locator.
    static qint64 locatorIn(int layer, qint64 locator);
    static int layerOf(qint64 locator);

    const SourceDescription &description() const override { return m_first->description(); }
    const std::vector<Conversation> &conversations() const override { return m_first->conversations(); }
    const std::vector<Person> &people() const override { return m_first->people(); }
    const std::vector<Problem> &problems() const override { return m_first->problems(); }
    const std::vector<Leftover> &leftovers() const override { return m_first->leftovers(); }
    qint64 totalBytes(const ConversationId &conversation) const override { return m_first->totalBytes(conversation); }
    Result<void> read(const ConversationId &conversation, RecordSink &sink, const ReadOptions &options,
                      const CancelToken &cancel) const override;
    Result<std::vector<Message>> load(const ConversationId &conversation,
                                      std::span<const qint64> locators) const override;
    Result<std::unique_ptr<QIODevice>> openAttachment(const Attachment &attachment) const override;

private:
    struct Layer
    {
        Opener opener;
        std::shared_ptr<const Source> source; ///< Null until it is needed.
    };
    Result<std::shared_ptr<const Source>> layer(int number) const;

    std::shared_ptr<const Source> m_first;
    mutable std::mutex m_mutex;
    mutable std::vector<Layer> m_layers; ///< Layer 1 and on.
};

} // namespace chatferry
