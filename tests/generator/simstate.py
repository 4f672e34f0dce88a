# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what the simulator holds: its state file (lines of JSON, the last line about a thing counts), or one JSON object of the
same records. The shape is described in src/simulator/README.md."""
import json

HEADER = "chatferry-simulator"


# The file leaves out what is empty or false.
DEFAULTS = {
    "space": {"importMode": False, "deletedAt": None, "externalUserAllowed": False, "description": "", "guidelines": "", "displayName": ""},
    "message": {"reply": False, "text": "", "reactions": [], "attachments": [], "extra": {}, "markup": "", "deleted": None, "lost": False},
    "file": {"hasContent": False, "size": 0, "sha256": "", "trashed": False, "permissions": [], "parents": [""], "driveId": ""},
    "drive": {"permissions": []},
}


def filled(kind, value):
    if value is None or kind not in DEFAULTS:
        return value
    out = {**DEFAULTS[kind], **value}
    if kind == "message" and "thread" not in out:
        out["thread"] = out["id"].split(".")[0]
    return out


class StateError(Exception):
    pass


class State:
    """spaces: id -> record with messages, members and past added; drives, files (folders too): id -> record."""

    def __init__(self):
        self.spaces, self.drives, self.files = {}, {}, {}

    def copy(self):
        out = State()
        for name in ("spaces", "drives", "files"):
            setattr(out, name, json.loads(json.dumps(getattr(self, name))))
        return out

    def take(self, line):
        kind, key = line.get("kind"), line.get("key")
        value = filled(kind, line.get("value"))
        if kind == "space":
            space = self.spaces.setdefault(value["id"], {"messages": {}, "members": {}, "past": {}})
            space.update(value)
        elif kind in ("drive", "file"):
            things = self.drives if kind == "drive" else self.files
            if value is None:
                things.pop(key, None)
            else:
                things[key] = value
        elif kind == "message":
            self.spaces[line["space"]]["messages"][str(line["index"])] = value
        elif kind in ("member", "past"):
            things = self.spaces[line["space"]]["members" if kind == "member" else "past"]
            if value is None:
                things.pop(key, None)
            else:
                things[key] = value
        elif kind not in (HEADER, "upload", "id", "post", "counter"):
            raise StateError(f"a line of unknown kind {kind!r}")

    def lines(self):
        """The lines of a state file without what no comparison needs."""
        out = [{"kind": HEADER, "version": 1}]
        for id, space in self.spaces.items():
            out.append({"kind": "space", "value": {k: v for k, v in space.items() if k not in ("messages", "members", "past")}})
            out += [{"kind": "message", "space": id, "index": int(n), "value": m} for n, m in space["messages"].items()]
            out += [{"kind": "member", "space": id, "key": k, "value": m} for k, m in space["members"].items()]
            out += [{"kind": "past", "space": id, "key": k, "value": m} for k, m in space["past"].items()]
        out += [{"kind": "drive", "key": k, "value": v} for k, v in self.drives.items()]
        out += [{"kind": "file", "key": k, "value": v} for k, v in self.files.items()]
        return out


def read(path):
    state = State()
    with open(path, "rb") as file:
        for number, raw in enumerate(file, 1):
            if not raw.endswith(b"\n"):
                break  # cut short by a kill
            line = json.loads(raw)
            if number == 1 and line.get("kind") != HEADER:
                raise StateError(f"{path} is no state file of the simulator")
            state.take(line)
    return state


def write(state, path):
    with open(path, "w", encoding="ascii") as out:
        for line in state.lines():
            out.write(json.dumps(line) + "\n")
