// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QIODevice>
#include <QStringList>

namespace chatferry {

/// Writes HTML that is well-formed XML too, straight to a device.
class HtmlWriter
{
public:
    explicit HtmlWriter(QIODevice &device);

    void raw(const QString &html);
    /// `<tag>text</tag>`.
    void element(const QString &tag, const QString &text, const QString &attributes = {});

    struct Column
    {
        QString title;
        bool isNumber = false;
    };
    /// A cell: plain text, or a link when @p address is a web address.
    struct Cell
    {
        QString text;
        QString address = {};
        bool isBad = false; ///< Stands out, and not by colour alone: the text must say why.

        Cell(QString shown)
            : text(std::move(shown))
        {
        }
        Cell(QString shown, QString target, bool bad = false)
            : text(std::move(shown))
            , address(std::move(target))
            , isBad(bad)
        {
        }
    };
    /// Rows follow; the first cell of each heads its row.
    void beginTable(const QString &caption, const std::vector<Column> &columns);
    void row(const std::vector<Cell> &cells);
    void endTable();

    Result<void> finish();

    /// @p text without what HTML would read, control characters and characters that turn the reading direction.
    static QString escaped(const QString &text);

private:
    QIODevice &m_device;
    std::vector<Column> m_columns;
    bool m_failed = false;
};

} // namespace chatferry
