// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QtEndian>

#include <libdeflate.h>

#include <optional>
#include <vector>

namespace chatferry::test {

/// Writes zip files byte by byte, so that tests can break each rule that a proper writer keeps.
class ZipBuilder
{
public:
    struct Entry
    {
        QByteArray name; ///< Raw bytes.
        QByteArray data;
        bool utf8Flag = false;
        bool stored = false;
        bool encrypted = false;
        std::optional<quint32> saidSize = {}; ///< In both headers, instead of the true one.
        std::optional<quint32> saidCrc = {};
    };

    ZipBuilder &add(const QByteArray &name, const QByteArray &data)
    {
        m_entries.push_back({.name = name, .data = data});
        return *this;
    }
    ZipBuilder &add(Entry entry)
    {
        m_entries.push_back(std::move(entry));
        return *this;
    }

    QByteArray bytes() const
    {
        QByteArray body;
        QByteArray directory;
        for (const Entry &entry : m_entries) {
            const QByteArray packed = entry.stored ? entry.data : deflate(entry.data);
            const auto offset = static_cast<quint32>(body.size());
            const quint32 crc = entry.saidCrc.value_or(
                libdeflate_crc32(0, entry.data.constData(), static_cast<std::size_t>(entry.data.size())));
            const QByteArray common = le16((entry.utf8Flag ? 0x800 : 0) | (entry.encrypted ? 1 : 0)) +
                                      le16(entry.stored ? 0 : 8) + le32(0) + le32(crc) +
                                      le32(static_cast<quint32>(packed.size())) +
                                      le32(entry.saidSize.value_or(static_cast<quint32>(entry.data.size()))) +
                                      le16(static_cast<quint16>(entry.name.size())) + le16(0);
            body += "PK\3\4" + le16(20) + common + entry.name + packed;
            directory += "PK\1\2" + le16(20) + le16(20) + common + le16(0) + le16(0) + le16(0) + le32(0) +
                         le32(offset) + entry.name;
        }
        const auto count = static_cast<quint16>(m_entries.size());
        return body + directory + "PK\5\6" + le16(0) + le16(0) + le16(count) + le16(count) +
               le32(static_cast<quint32>(directory.size())) + le32(static_cast<quint32>(body.size())) + le16(0);
    }

    bool write(const QString &path) const
    {
        QFile file(path);
        const QByteArray all = bytes();
        return file.open(QIODevice::WriteOnly) && file.write(all) == all.size();
    }

private:
    static QByteArray le16(int value)
    {
        QByteArray bytes(2, '\0');
        qToLittleEndian(static_cast<quint16>(value), bytes.data());
        return bytes;
    }
    static QByteArray le32(quint32 value)
    {
        QByteArray bytes(4, '\0');
        qToLittleEndian(value, bytes.data());
        return bytes;
    }
    static QByteArray deflate(const QByteArray &data)
    {
        libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
        const auto size = static_cast<std::size_t>(data.size());
        QByteArray packed(static_cast<qsizetype>(libdeflate_deflate_compress_bound(compressor, size)), '\0');
        packed.resize(static_cast<qsizetype>(libdeflate_deflate_compress(
            compressor, data.constData(), size, packed.data(), static_cast<std::size_t>(packed.size()))));
        libdeflate_free_compressor(compressor);
        return packed;
    }

    std::vector<Entry> m_entries;
};

} // namespace chatferry::test
