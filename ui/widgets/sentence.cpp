// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sentence.h"

#include "steps/humanwords.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/rolelabel.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr char kDoorProperty[] = "chatferryDoor";

/// The pieces of all sentences; plain text is cut into words, so that a row can break between them.
QList<Phrase> pieces(const QStringList &sentences)
{
    QList<Phrase> result;
    for (qsizetype i = 0; i < sentences.size(); ++i) {
        if (i > 0)
            result.append({u"·"_s, {}});
        for (const Phrase &phrase : phrases(sentences.at(i))) {
            if (!phrase.door.isEmpty()) {
                result.append(phrase);
                continue;
            }
            // Words run together up to a length that any row can take.
            QString run;
            for (const QString &word : phrase.text.split(u' ', Qt::SkipEmptyParts)) {
                if (!run.isEmpty() && run.size() + word.size() > 24) {
                    result.append({run, {}});
                    run.clear();
                }
                run += run.isEmpty() ? word : u' ' + word;
            }
            if (!run.isEmpty())
                result.append({run, {}});
        }
    }
    return result;
}

} // namespace

Sentence::Sentence(QWidget *parent)
    : QWidget(parent)
{
    auto *flow = new FlowLayout(this, 4, 2);
    setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void Sentence::setSentences(const QStringList &sentences)
{
    if (sentences == m_sentences)
        return;
    QStringList plain;
    for (const QString &sentence : sentences)
        plain += withoutDoors(sentence);
    m_plain = plain.join(u" · "_s);
    setAccessibleName(m_plain);
    const bool inPlace = updateInPlace(sentences);
    m_sentences = sentences;
    if (inPlace)
        return;

    QString focused;
    for (QWidget *part : std::as_const(m_parts))
        if (part->hasFocus())
            focused = part->property(kDoorProperty).toString();
    qDeleteAll(m_parts);
    m_parts.clear();
    for (const Phrase &piece : pieces(sentences)) {
        QWidget *part = nullptr;
        if (piece.door.isEmpty()) {
            auto *label = new RoleLabel(piece.text, TextSize::Body, this);
            part = label;
        } else {
            auto *link = new LinkButton(piece.text, this);
            link->setAccessibleName(m_plain + u", "_s + tr("show %1").arg(piece.text));
            link->setProperty(kDoorProperty, piece.door);
            connect(link, &LinkButton::clicked, this, [this, id = piece.door] { Q_EMIT doorOpened(id); });
            part = link;
        }
        layout()->addWidget(part);
        part->show();
        m_parts.append(part);
        if (!focused.isEmpty() && piece.door == focused)
            part->setFocus();
    }
    updateGeometry();
}

bool Sentence::updateInPlace(const QStringList &sentences)
{
    const QList<Phrase> wanted = pieces(sentences);
    if (wanted.size() != m_parts.size())
        return false;
    for (qsizetype i = 0; i < wanted.size(); ++i)
        if (m_parts.at(i)->property(kDoorProperty).toString() != wanted.at(i).door)
            return false;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (auto *link = qobject_cast<LinkButton *>(m_parts.at(i))) {
            link->setText(wanted.at(i).text);
            link->setAccessibleName(m_plain + u", "_s + tr("show %1").arg(wanted.at(i).text));
            link->updateGeometry();
        } else if (auto *label = qobject_cast<QLabel *>(m_parts.at(i))) {
            label->setText(wanted.at(i).text);
        }
    }
    return true;
}

QAbstractButton *Sentence::doorButton(const QString &id) const
{
    for (QWidget *part : m_parts)
        if (part->property(kDoorProperty).toString() == id)
            return qobject_cast<QAbstractButton *>(part);
    return nullptr;
}

} // namespace chatferry
