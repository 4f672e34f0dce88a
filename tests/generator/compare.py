#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what the simulator holds with what the oracle says must be there, exactly.

usage: compare.py ORACLE.json STATE [--stage import|complete|grant] [--admin EMAIL] [--limit N]

Prints what differs, where, what was expected and what was found; ends with 0 only when nothing differs.
"""
import argparse
import json
import re
import sys

import simstate
from slacktime import SECOND, iso_of, us_of_iso

MARK = re.compile("\ue000(\\d+)\ue001")
STAGES = ("import", "complete", "grant")
FOLDER = "application/vnd.google-apps.folder"


def short(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return repr(text if len(text) <= 160 else f"{text[:110]}...{text[-40:]} ({len(text)} characters)")


def text_difference(expected, found):
    """Both, around the first character that differs."""
    at = next((n for n, (a, b) in enumerate(zip(expected, found)) if a != b), min(len(expected), len(found)))
    start = max(0, at - 30)
    return f"at character {at}: expected {short(expected[start:at + 60])}, found {short(found[start:at + 60])}"


class Comparison:
    def __init__(self, oracle, state, stage="grant", admin=None):
        self.oracle, self.state, self.stage = oracle, state, stage
        self.email_of = {id: email for email, id in oracle["accounts"].items()}
        self.admin = admin or oracle.get("admin")
        self.out = []
        self.used_files = {}

    def say(self, where, what, expected, found):
        self.out.append(f"{where}: {what}: expected {short(expected)}, found {short(found)}")

    def same(self, where, what, expected, found):
        if expected != found:
            self.say(where, what, expected, found)

    def who(self, id):
        return self.email_of.get(id, id)

    def run(self):
        alive = {}
        for space in self.state.spaces.values():
            if space.get("deletedAt"):
                continue
            alive.setdefault(space["displayName"], []).append(space)
        names = {space["name"] for space in self.oracle["spaces"]}
        for name, spaces in alive.items():
            if name not in names:
                self.say("spaces", "one too many", None, name)
            for extra in spaces[1:]:
                self.say(f"space {name}", "is there twice", 1, extra["id"])
        for expected in self.oracle["spaces"]:
            if expected["name"] not in alive:
                self.say("spaces", "missing", expected["name"], None)
                continue
            self.space(expected, alive[expected["name"]][0])
        self.drive()
        return self.out

    def space(self, expected, found):
        where = f"space {expected['name'][:60]}"
        self.same(where, "type", expected["type"], found["spaceType"])
        first_call = us_of_iso(found["firstCreateCall"])
        created = us_of_iso(found["createTime"])
        if expected["createTime"] is not None:
            self.same(where, "createTime", iso_of(expected["createTime"]), iso_of(created))
        elif not first_call - 3600 * SECOND <= created <= first_call:
            self.say(where, "createTime", "the moment it was made", found["createTime"])
        self.same(where, "description", expected["description"], found.get("description", ""))
        self.same(where, "guidelines", expected["guidelines"], found.get("guidelines", ""))
        self.same(where, "external people allowed", False, found.get("externalUserAllowed", False))
        completed = self.stage != "import"
        self.same(where, "in import mode", not completed, found.get("importMode", False))
        self.same(where, "completed", completed, bool(found.get("completedAt")))
        self.past(where, expected, found)
        self.members(where, expected, found)
        self.messages(where, expected, found, first_call)

    def past(self, where, expected, found):
        want = {row["email"]: (iso_of(row["to"] - 1 if row["from"] is None else row["from"]), iso_of(row["to"])) for row in expected["past"]}
        have = {self.who(user): (iso_of(us_of_iso(row["createTime"])), iso_of(us_of_iso(row["deleteTime"]))) for user, row in found["past"].items()}
        for email in sorted(want.keys() | have.keys()):
            self.same(where, f"past membership of {email}", want.get(email), have.get(email))

    def members(self, where, expected, found):
        helper = self.who(found.get("completedBy") or "") if self.stage != "import" else None
        if self.admin and helper:
            self.same(where, "completed by", self.admin, helper)
        want = {}
        if self.stage == "grant":
            want = {email: ("ROLE_MANAGER" if email == helper else "ROLE_MEMBER", "JOINED") for email in expected["members"]}
        elif self.stage == "complete":
            want = {helper: ("ROLE_MANAGER", "JOINED")}
        have = {self.who(user): (row["role"], row["state"]) for user, row in found["members"].items()}
        for email in sorted(want.keys() | have.keys()):
            self.same(where, f"member {email}", want.get(email), have.get(email))

    # Messages.
    def messages(self, where, expected, found, first_call):
        have = sorted((m for m in found["messages"].values() if not m.get("deleted") and not m.get("lost")), key=lambda m: us_of_iso(m["createTime"]))
        times = {}
        for message in have:
            us = us_of_iso(message["createTime"])
            if us in times:
                self.say(where, "two messages at one moment", iso_of(us), message["id"])
            times[us] = message
        want = [(m["time"], m) for m in expected["messages"] if not isinstance(m["time"], dict)]
        late = sorted(((m["time"]["afterCreate"], m) for m in expected["messages"] if isinstance(m["time"], dict)), key=lambda pair: pair[0])
        if late:
            # The client's clock at its first attempt: shortly before the call that made the space.
            last = max((us for us, _ in want), default=0)
            moment = next((us - late[0][0] for us in sorted(times) if us > last and first_call - 3600 * SECOND <= us <= first_call + 2 * SECOND), first_call)
            want += [(moment + after, m) for after, m in late]
        pairs, missing = [], []
        for us, message in want:
            if us in times:
                pairs.append((us, message, times.pop(us)))
            else:
                missing.append((us, message))
        # What is left over on both sides and reads alike has only a wrong time.
        extra = {}
        for us, message in times.items():
            extra.setdefault((self.who(message["sender"]), MARK.sub("", message["text"])), []).append((us, message))
        for us, message in missing:
            alike = extra.get((message["author"], MARK.sub("", message["text"])))
            if alike:
                other, there = alike.pop(0)
                self.say(f"{where}, message {message['key']}", "time", iso_of(us), iso_of(other))
                pairs.append((us, message, there))
            else:
                self.say(where, "message missing", {"key": message["key"], "time": iso_of(us), "author": message["author"], "text": message["text"]}, None)
        for alike in extra.values():
            for us, message in alike:
                self.say(where, "message too many", None, {"time": iso_of(us), "sender": self.who(message["sender"]), "text": message["text"]})
        threads, seen = {}, {}
        for us, message, there in sorted(pairs, key=lambda pair: pair[0]):
            at = f"{where}, message {message['key']} of {iso_of(us)}"
            self.same(at, "author", message["author"], self.who(there["sender"]))
            self.same(at, "is a reply", message["reply"], bool(there["reply"]))
            thread = threads.setdefault(message["thread"], there["thread"])
            if thread != there["thread"]:
                self.say(at, "thread", f"that of {message['thread']}", there["thread"])
            elif seen.setdefault(thread, message["thread"]) != message["thread"]:
                self.say(at, "thread", "one of its own", f"that of {seen[thread]}")
            self.text(at, message, there, expected, found)
            self.same(at, "markup", "MARKUP_SYNTAX_CHAT", there.get("markup"))
            self.same(at, "attachments", [], there.get("attachments", []))
            self.same(at, "cards and the like", {}, there.get("extra") or {})
            want_reactions = sorted(map(tuple, message["reactions"]))
            have_reactions = sorted((emoji, self.who(user)) for _, emoji, user in there["reactions"])
            if want_reactions != have_reactions:
                for one in sorted(set(want_reactions) - set(have_reactions)):
                    self.say(at, "reaction missing", one, None)
                for one in have_reactions:
                    if one not in want_reactions or have_reactions.count(one) > 1:
                        self.say(at, "reaction too many", None, one)

    def text(self, at, message, there, space, found):
        expected = message["text"]
        marks = MARK.findall(expected)
        if not marks:
            if expected != there["text"]:
                self.out.append(f"{at}: text: {text_difference(expected, there['text'])}")
            return
        pieces = MARK.split(expected)
        pattern = "".join(re.escape(piece) if n % 2 == 0 else "([A-Za-z0-9_-]+)" for n, piece in enumerate(pieces))
        match = re.fullmatch(pattern, there["text"], re.S)
        if not match:
            self.out.append(f"{at}: text: {text_difference(MARK.sub('ID', expected), there['text'])}")
            return
        for number, id in zip(range(len(marks)), match.groups()):
            self.file(f"{at}, file {number + 1}", message["files"][number], id, space)

    # Files.
    def file(self, at, expected, id, space):
        file = self.state.files.get(id)
        if file is None or file.get("trashed"):
            self.say(at, "Drive file", expected["name"], f"nothing under {id}")
            return
        if id in self.used_files:
            self.say(at, "a Drive file of its own", None, f"the one of {self.used_files[id]}")
        self.used_files[id] = at
        for key, name in (("name", "name"), ("sha256", "content"), ("size", "size")):
            self.same(at, name, expected[key], file[key])
        self.same(at, "has content", True, file["hasContent"])
        folder = self.state.files.get((file.get("parents") or [""])[0])
        if folder is None or folder.get("trashed"):
            self.say(at, "folder", space["folder"]["name"], None)
            return
        self.same(at, "folder", space["folder"]["name"], folder["name"])

    def drive(self):
        folders = {}
        for id, file in self.state.files.items():
            if file.get("trashed"):
                continue
            if file["mimeType"] == FOLDER:
                folders.setdefault(file["name"], []).append(file)
            elif id not in self.used_files:
                self.say("Drive", "a file too many", None, file["name"])
        want = {space["folder"]["name"]: space["folder"] for space in self.oracle["spaces"] if space["folder"]}
        if want or self.state.drives:
            self.same("Drive", "shared drives", 1, len(self.state.drives))
        for name in sorted(want.keys() | folders.keys()):
            there = folders.get(name, [])
            if name not in want:
                self.say("Drive", "a folder too many", None, name)
                continue
            self.same("Drive", f"folders called {name}", 1, len(there))
            for folder in there[:1]:
                at = f"Drive, folder {name}"
                self.same(at, "parent", list(self.state.drives)[:1], folder.get("parents"))
                readers = sorted(want[name]["readers"]) if self.stage == "grant" else []
                found = sorted((p["type"], p["role"], p.get("emailAddress", "").lower(), bool(p.get("notified"))) for p in folder.get("permissions", []))
                for one in sorted(set(("user", "reader", email, False) for email in readers) - set(found)):
                    self.say(at, "not shared with", one, None)
                for one in found:
                    if one not in [("user", "reader", email, False) for email in readers] or found.count(one) > 1:
                        self.say(at, "shared with", None, one)
        for id, file in self.state.files.items():
            if file["mimeType"] != FOLDER and file.get("permissions"):
                self.say(f"Drive, file {file['name']}", "shared by itself", [], file["permissions"])


def differences(oracle, state, stage="grant", admin=None):
    return Comparison(oracle, state, stage, admin).run()


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("oracle")
    parser.add_argument("state")
    parser.add_argument("--stage", choices=STAGES, default="grant")
    parser.add_argument("--admin", help="who completed the spaces; the oracle's administrator when not given")
    parser.add_argument("--limit", type=int, default=30)
    options = parser.parse_args(arguments)
    with open(options.oracle, encoding="utf-8") as file:
        oracle = json.load(file)
    found = differences(oracle, simstate.read(options.state), options.stage, options.admin)
    for line in found[:options.limit]:
        print(line)
    messages = sum(len(space["messages"]) for space in oracle["spaces"])
    print(f"{len(found)} differences in {len(oracle['spaces'])} spaces with {messages} messages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
