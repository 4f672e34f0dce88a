// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/copyfield.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace chatferry {

CopyField::CopyField(const QString &name, const QString &buttonText, QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_button(new QPushButton(buttonText, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid(8));
    row->addWidget(m_field, 1);
    row->addWidget(m_button);
    m_field->setReadOnly(true);
    m_field->setAccessibleName(name);
    m_button->setIcon(icon(u"copy"_s));
    m_button->setAutoDefault(false);
    m_button->setEnabled(false);
    connect(m_button, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_field->text()); });
}

void CopyField::setValue(const QString &value)
{
    m_field->setText(value);
    m_field->setCursorPosition(0);
    m_button->setEnabled(!value.isEmpty());
}

QString CopyField::value() const
{
    return m_field->text();
}

} // namespace chatferry
