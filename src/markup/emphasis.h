// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/richtext.h"

#include <map>
#include <vector>

namespace chatferry {

/// One line in which all that is no plain text is one placeholder character, ready to be read for `*`, `_` and `~`.
class MaskedLine
{
public:
    QString text;

    /// Appends what no mark inside counts in.
    void add(std::vector<Inline> pieces);
    std::vector<Inline> read() const;

private:
    void read(qsizetype begin, qsizetype end, TextStyle style, std::vector<Inline> &out) const;
    bool opens(qsizetype at, qsizetype begin, qsizetype end) const;
    bool closes(qsizetype at, qsizetype begin, qsizetype end) const;
    qsizetype closing(qsizetype opening, qsizetype begin, qsizetype end) const;

    std::map<qsizetype, std::vector<Inline>> m_pieces; ///< By position in text.
};

} // namespace chatferry
