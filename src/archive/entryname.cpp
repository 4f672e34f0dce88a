// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/entryname.h"

#include <QStringDecoder>

#include <array>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

// Code page 437 from 0x80 on.
constexpr std::array<char16_t, 128> kCodePage437 = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE,
    0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9, 0x00FF, 0x00D6,
    0x00DC, 0x00A2, 0x00A3, 0x00A5, 0x20A7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA,
    0x00BA, 0x00BF, 0x2310, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502,
    0x2524, 0x2561, 0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557, 0x255D, 0x255C, 0x255B, 0x2510, 0x2514,
    0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x255E, 0x255F, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550,
    0x256C, 0x2567, 0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256B, 0x256A, 0x2518, 0x250C,
    0x2588, 0x2584, 0x258C, 0x2590, 0x2580, 0x03B1, 0x00DF, 0x0393, 0x03C0, 0x03A3, 0x03C3, 0x00B5, 0x03C4,
    0x03A6, 0x0398, 0x03A9, 0x03B4, 0x221E, 0x03C6, 0x03B5, 0x2229, 0x2261, 0x00B1, 0x2265, 0x2264, 0x2320,
    0x2321, 0x00F7, 0x2248, 0x00B0, 0x2219, 0x00B7, 0x221A, 0x207F, 0x00B2, 0x25A0, 0x00A0};

QStringView lastPart(QStringView name)
{
    const qsizetype slash = name.lastIndexOf(u'/');
    return slash < 0 ? name : name.mid(slash + 1);
}

} // namespace

QString decodeEntryName(QByteArrayView raw)
{
    QStringDecoder utf8(QStringDecoder::Utf8,
                        QStringConverter::Flag::Stateless | QStringConverter::Flag::ConvertInitialBom);
    QString name = utf8.decode(raw);
    if (utf8.hasError()) {
        name.clear();
        name.reserve(raw.size());
        for (const char byte : raw) {
            const auto code = static_cast<unsigned char>(byte);
            name += QChar(code < 0x80 ? static_cast<char16_t>(code) : kCodePage437.at(code - 0x80U));
        }
    }
    return normaliseEntryName(name);
}

QString normaliseEntryName(QString name)
{
    name.replace(u'\\', u'/');
    name = name.normalized(QString::NormalizationForm_C);
    while (name.contains("//"_L1) && !name.startsWith("//"_L1))
        name.replace("//"_L1, "/"_L1);
    while (name.startsWith("./"_L1))
        name.remove(0, 2);
    return name;
}

bool isRubbishName(QStringView name)
{
    if (name.startsWith("__MACOSX/"_L1) || name.contains("/__MACOSX/"_L1))
        return true;
    const QStringView last = lastPart(name);
    return last.startsWith("._"_L1) || last == ".DS_Store"_L1 ||
           last.compare("Thumbs.db"_L1, Qt::CaseInsensitive) == 0 ||
           last.compare("desktop.ini"_L1, Qt::CaseInsensitive) == 0;
}

bool isUnsafeName(QStringView name)
{
    if (name.isEmpty() || name.startsWith(u'/') || name.contains(QChar(u'\0')))
        return true;
    if (name.size() > 2 && name.at(1) == u':' && name.at(2) == u'/' && name.at(0).isLetter())
        return true;
    for (const QStringView part : name.tokenize(u'/')) {
        if (part == ".."_L1)
            return true;
    }
    return false;
}

QString enclosingFolder(const std::vector<QString> &names)
{
    if (names.empty())
        return {};
    qsizetype length = 0;
    const QString &first = names.front();
    for (qsizetype slash = first.indexOf(u'/'); slash >= 0; slash = first.indexOf(u'/', slash + 1)) {
        const QStringView folder = QStringView(first).left(slash + 1);
        for (const QString &name : names) {
            if (!name.startsWith(folder))
                return first.left(length);
        }
        length = slash + 1;
    }
    return first.left(length);
}

} // namespace chatferry
