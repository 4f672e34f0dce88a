// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/layeredsource.h"

#include <QCoreApplication>

#include <map>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr int kLocatorBits = 56; // Message::locator

/// Stands before the path of a file that lies in a later export. No archive has an entry of such a name.
constexpr QLatin1StringView kLayerMark("//layer/");

Error noSuchLayer()
{
    return {.kind = Error::Kind::Input,
            .what = QCoreApplication::translate(
                "LayeredSource", "A newer export that the project was compared with is not known any more."),
            .remedy = QCoreApplication::translate("LayeredSource", "Compare with the newer export again.")};
}

} // namespace

LayeredSource::LayeredSource(std::shared_ptr<const Source> first)
    : m_first(std::move(first))
{
}

int LayeredSource::add(Opener opener)
{
    const std::lock_guard lock(m_mutex);
    m_layers.push_back({std::move(opener), nullptr});
    return static_cast<int>(m_layers.size());
}

qint64 LayeredSource::locatorIn(int layer, qint64 locator)
{
    Q_ASSERT(layer >= 0 && layer <= kMostLayers && locator >= 0 && locator >> kLocatorBits == 0);
    return static_cast<qint64>(layer) << kLocatorBits | locator;
}

int LayeredSource::layerOf(qint64 locator)
{
    return static_cast<int>(locator >> kLocatorBits);
}

Result<std::shared_ptr<const Source>> LayeredSource::layer(int number) const
{
    if (number == 0)
        return m_first;
    const std::lock_guard lock(m_mutex);
    if (number < 0 || number > static_cast<int>(m_layers.size()))
        return noSuchLayer();
    Layer &wanted = m_layers[static_cast<std::size_t>(number - 1)];
    if (!wanted.source) {
        auto opened = wanted.opener();
        if (!opened)
            return opened.error();
        wanted.source = std::move(opened).value();
    }
    return wanted.source;
}

Result<void> LayeredSource::read(const ConversationId &conversation, RecordSink &sink, const ReadOptions &options,
                                 const CancelToken &cancel) const
{
    return m_first->read(conversation, sink, options, cancel);
}

Result<std::vector<Message>> LayeredSource::load(const ConversationId &conversation,
                                                 std::span<const qint64> locators) const
{
    std::map<int, std::vector<std::size_t>> byLayer;
    for (std::size_t i = 0; i < locators.size(); ++i)
        byLayer[layerOf(locators[i])].push_back(i);
    std::vector<Message> messages(locators.size());
    for (const auto &[number, wanted] : byLayer) {
        const auto source = layer(number);
        if (!source)
            return source.error();
        std::vector<qint64> inner;
        for (const std::size_t i : wanted)
            inner.push_back(locators[i] & ((1LL << kLocatorBits) - 1));
        auto loaded = (*source)->load(conversation, inner);
        if (!loaded)
            return loaded.error();
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            Message &message = messages[wanted[i]];
            message = std::move((*loaded)[i]);
            message.locator = locators[wanted[i]];
            for (Attachment &attachment : message.attachments) {
                if (number > 0 && attachment.place == Attachment::Place::InArchive)
                    attachment.archivePath.prepend(kLayerMark + QString::number(number) + u'/');
            }
        }
    }
    return messages;
}

Result<std::unique_ptr<QIODevice>> LayeredSource::openAttachment(const Attachment &attachment) const
{
    if (!attachment.archivePath.startsWith(kLayerMark))
        return m_first->openAttachment(attachment);
    const QStringView rest = QStringView(attachment.archivePath).mid(kLayerMark.size());
    const qsizetype slash = rest.indexOf(u'/');
    const auto source = layer(rest.left(slash).toInt());
    if (!source)
        return source.error();
    Attachment inner = attachment;
    inner.archivePath = rest.mid(slash + 1).toString();
    return (*source)->openAttachment(inner);
}

} // namespace chatferry
