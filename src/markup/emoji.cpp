// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/emoji.h"

#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

// The macro must not be used inside a namespace.
static void loadMarkupResources()
{
    Q_INIT_RESOURCE(markup);
}

namespace chatferry {

namespace {

struct EmojiTable
{
    QHash<QString, QString> names;
    QHash<QString, QString> tones; ///< By Unicode form, a space and the tone.

    EmojiTable()
    {
        loadMarkupResources();
        QFile file(u":/chatferry/emoji.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            return;
        const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject nameObject = root["names"_L1].toObject();
        names.reserve(nameObject.size());
        for (auto it = nameObject.begin(); it != nameObject.end(); ++it)
            names.insert(it.key(), it.value().toString());
        const QJsonObject toneObject = root["tones"_L1].toObject();
        for (auto it = toneObject.begin(); it != toneObject.end(); ++it) {
            const QJsonObject forms = it.value().toObject();
            for (auto form = forms.begin(); form != forms.end(); ++form)
                tones.insert(it.key() + u' ' + form.key(), form.value().toString());
        }
    }
};

} // namespace

QString emojiUnicode(QStringView shortName)
{
    static const EmojiTable table;
    const qsizetype toneStart = shortName.indexOf("::skin-tone-"_L1);
    const QString name = shortName.left(toneStart < 0 ? shortName.size() : toneStart).toString();
    const QString unicode = table.names.value(name);
    if (toneStart < 0 || unicode.isEmpty())
        return unicode;
    const QStringView tone = shortName.sliced(toneStart + 12);
    return table.tones.value(unicode + u' ' + tone.toString(), unicode);
}

} // namespace chatferry
