// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

#include <memory>
#include <optional>

namespace chatferry {

/// Cuts one huge JSON array into arrays of some MiB, so that it can be parsed in flat memory.
class JsonStretches
{
public:
    /// @p wanted: about how many bytes a stretch holds. An entry of more than eight times that ends the reading.
    JsonStretches(std::unique_ptr<QIODevice> device, qsizetype wanted);

    /// The next entries as an array of their own, with 64 bytes past the end; empty after the last. Where the device
    /// fails or the array is cut off, the last stretch is an array that is cut off too.
    std::optional<QByteArray> next();
    bool failed() const { return m_failed; } ///< The device ended in an error.

private:
    bool fill();
    QByteArray cut(qsizetype end, qsizetype next, bool close);

    std::unique_ptr<QIODevice> m_device;
    qsizetype m_wanted;
    QByteArray m_buffer;
    qsizetype m_at = 0; ///< How far the buffer has been looked through.
    int m_depth = 0;
    bool m_inString = false;
    bool m_begun = false;
    bool m_ended = false;
    bool m_failed = false;
};

} // namespace chatferry
