// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace chatferry {

// What archives do to names, undone. Pure functions.

/// The raw bytes of a zip entry's name as text: UTF-8 when they are valid UTF-8 (whatever the zip's flag says), else
/// code page 437. Backslashes become slashes and the result is NFC.
QString decodeEntryName(QByteArrayView raw);

/// Forward slashes and NFC, without "./" in front and without doubled slashes.
QString normaliseEntryName(QString name);

/// What operating systems leave behind and no chat program wrote: __MACOSX, ._*, .DS_Store, Thumbs.db, desktop.ini.
bool isRubbishName(QStringView name);

/// Whether unpacking by this name could leave the folder: absolute, with a drive letter, with a ".." or a NUL in it.
bool isUnsafeName(QStringView name);

/// The folder that encloses all of @p names, with its slash at the end ("Export/", or "A/B/" when nested); empty when
/// there is none.
QString enclosingFolder(const std::vector<QString> &names);

} // namespace chatferry
