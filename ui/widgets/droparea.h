// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace chatferry {

/// A place to drop one file or folder on; a button too, for those who do not drag.
class DropArea final : public QAbstractButton
{
    Q_OBJECT
public:
    /// @p name: accessible name; the sentence is drawn and read as its description.
    DropArea(const QString &name, const QString &iconName, QWidget *parent = nullptr);
    void setSentence(const QString &sentence);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The local path of the first thing dropped.
    void dropped(const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QString m_icon;
    bool m_over = false;
};

} // namespace chatferry
