// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/contentreader.h"

#include "base/redact.h"

#include <QCoreApplication>

namespace chatferry {

namespace {

Error unreadable(const QString &name, const QIODevice &device)
{
    return {.kind = Error::Kind::File,
            .what = QCoreApplication::translate("GoogleChat", "The file %1 cannot be read.").arg(name),
            .remedy = QCoreApplication::translate(
                "GoogleChat", "Check that the export is complete and its disk is there, then try this file again."),
            .detail = redacted(device.errorString())};
}

} // namespace

ContentReader::ContentReader(std::unique_ptr<QIODevice> device, QString name)
    : m_device(std::move(device))
    , m_name(std::move(name))
{
}

Result<std::unique_ptr<ContentReader>> ContentReader::open(const OpenContent &open, const QString &name)
{
    auto device = open();
    if (!device)
        return device.error();
    if (!(*device)->isOpen() && !(*device)->open(QIODevice::ReadOnly))
        return unreadable(name, **device);
    std::unique_ptr<ContentReader> reader(new ContentReader(std::move(*device), name));
    if (const auto filled = reader->fill(1); !filled)
        return filled.error();
    return reader;
}

Result<void> ContentReader::fill(qint64 wanted)
{
    while (!m_ended && m_ahead.size() < wanted) {
        const qsizetype before = m_ahead.size();
        m_ahead.resize(wanted);
        const qint64 got = m_device->read(m_ahead.data() + before, wanted - before);
        m_ahead.resize(before + std::max<qint64>(got, 0));
        if (got > 0)
            continue;
        // A sequential device answers -1 at its end, others 0; an error shows by not being at the end.
        if (!m_device->atEnd())
            return unreadable(m_name, *m_device);
        m_ended = true;
    }
    return {};
}

Result<QByteArray> ContentReader::read(qint64 most)
{
    if (const auto filled = fill(most + 1); !filled)
        return filled.error();
    QByteArray bytes = m_ahead.left(most);
    m_ahead.remove(0, bytes.size());
    m_md5.addData(bytes);
    m_given += bytes.size();
    return bytes;
}

qint64 ContentReader::size() const
{
    return m_device->isSequential() ? -1 : m_device->size();
}

} // namespace chatferry
