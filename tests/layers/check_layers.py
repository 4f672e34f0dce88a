#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads every #include of app/, ui/ and src/ and checks it against the map of the house.

Usage: check_layers.py ROOT. Prints one line per wrong include; exits 1 when there is any, or when nothing was read.
"""
import pathlib
import re
import sys

# Highest first. A room may include those below it, and itself.
ORDER = ["app", "ui", "steps", "engine", "report", "notify", "sources", "files", "googlechat", "teams", "target",
         "archive", "markup", "auth", "net", "quota", "store", "model", "base"]
# Rooms that may include only these (besides themselves).
ONLY = {
    "sources": {"model", "markup", "archive", "base"},
    "simulator": {"model", "base"},
    "model": {"base"},
    "base": set(),
}
# Pairs that are forbidden although the order would allow them.
NEVER = {("engine", "googlechat"), ("engine", "teams"), ("googlechat", "teams"), ("ui", "net"), ("ui", "auth"),
         ("ui", "googlechat"), ("ui", "teams"), ("steps", "net")}
# The simulator stands beside the list: these rooms may start one.
MAY_USE_SIMULATOR = {"app", "steps", "ui"}
QT_FORBIDDEN_IN_SRC = re.compile(r"#include\s*[<\"](?:QtWidgets|QtGui|QtSvg|QtCharts)(?:/|>)|"
                                 r"#include\s*<Q(?:Widget|Dialog|MessageBox|Application|GuiApplication|Pixmap|Image|Icon|Color|"
                                 r"Palette|Font|Painter)>")
NETWORK_IN_UI = re.compile(r"#include\s*[<\"](?:QtNetwork/|QNetwork|QTcp|QSsl)")
QUOTED = re.compile(r'^\s*#include\s+"([^"]+)"')


def rooms_of(path):
    return path.split("/")[0]


def check_line(room, line):
    """The complaint about one include line in a file of a room, or None."""
    if room not in ("app", "ui") and QT_FORBIDDEN_IN_SRC.search(line):
        return "src/ knows no widgets"
    if room == "ui" and NETWORK_IN_UI.search(line):
        return "ui/ knows no network"
    match = QUOTED.match(line)
    if not match or "/" not in match.group(1):
        return None
    other = rooms_of(match.group(1))
    if other == room or (other not in ORDER and other != "simulator"):
        return None
    if room in ONLY:
        return None if other in ONLY[room] else f"{room} may use only {sorted(ONLY[room])}"
    if other == "simulator":
        return None if room in MAY_USE_SIMULATOR else f"{room} may not use the simulator"
    if (room, other) in NEVER:
        return f"{room} may never name {other}"
    if ORDER.index(other) < ORDER.index(room):
        return f"{other} stands above {room}"
    return None


def check_tree(root):
    wrong, read = [], 0
    for base in ("app", "ui", "src"):
        for file in sorted((root / base).rglob("*")):
            if file.suffix not in (".h", ".cpp"):
                continue
            read += 1
            inside = file.relative_to(root / "src") if base == "src" else file.relative_to(root)
            room = rooms_of(str(inside))
            if room not in ORDER and room != "simulator":
                wrong.append(f"{file.relative_to(root)}: no such room as {room}")
                continue
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                complaint = check_line(room, line)
                if complaint:
                    wrong.append(f"{file.relative_to(root)}:{number}: {complaint}: {line.strip()}")
    return wrong, read


def self_test():
    """The check itself must find each kind of wrong arrow."""
    bad = [("base", '#include "model/person.h"'), ("store", '#include "engine/session.h"'),
           ("engine", '#include "googlechat/googlechattarget.h"'), ("sources", '#include "store/project.h"'),
           ("simulator", '#include "googlechat/x.h"'), ("ui", '#include "net/httpclient.h"'),
           ("ui", "#include <QNetworkReply>"), ("engine", "#include <QtWidgets/QWidget>"), ("steps", "#include <QMessageBox>"),
           ("engine", '#include "simulator/simulator.h"')]
    good = [("engine", '#include "store/project.h"'), ("ui", '#include "steps/step.h"'), ("app", '#include "googlechat/x.h"'),
            ("app", '#include "simulator/simulator.h"'), ("ui", "#include <QMessageBox>"), ("base", "#include <QString>")]
    return [b for b in bad if not check_line(*b)] + [g for g in good if check_line(*g)]


if __name__ == "__main__":
    failures = [f"self-test: {case}" for case in self_test()]
    found, count = check_tree(pathlib.Path(sys.argv[1]))
    failures += found
    print("\n".join(failures) if failures else f"{count} files, every include points down")
    sys.exit(1 if failures or count == 0 else 0)
