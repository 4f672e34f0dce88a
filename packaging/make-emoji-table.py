#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes resources/emoji.json from the npm package emoji-datasource (MIT).

Use: npm pack emoji-datasource && tar xzf emoji-datasource-*.tgz package/emoji.json package/package.json
     packaging/make-emoji-table.py package resources/emoji.json
"""
import json
import pathlib
import sys

TONES = {"1F3FB": "2", "1F3FC": "3", "1F3FD": "4", "1F3FE": "5", "1F3FF": "6"}


def text(unified):
    return "".join(chr(int(code, 16)) for code in unified.split("-"))


def main():
    package, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    names, tones = {}, {}
    for entry in json.loads((package / "emoji.json").read_text("utf-8")):
        unicode_form = text(entry["unified"])
        for name in entry["short_names"]:
            names[name] = unicode_form
        variations = {}
        for key, variation in entry.get("skin_variations", {}).items():
            parts = [TONES[code] for code in key.split("-")]
            form = text(variation["unified"])
            variations["-".join(parts)] = form
            if len(parts) == 2 and parts[0] == parts[1]:
                variations.setdefault(parts[0], form)
        if variations:
            tones[unicode_form] = dict(sorted(variations.items()))
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    table = {"source": "emoji-datasource " + version + " (MIT, (c) Cal Henderson)",
             "names": dict(sorted(names.items())), "tones": dict(sorted(tones.items()))}
    target.write_text(json.dumps(table, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
