#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds from an oracle the state that the simulator holds after a faultless move.

usage: oracle_state.py ORACLE.json STATE
"""
import hashlib
import json
import sys

import compare
import simstate
from slacktime import DAY, iso_of, us_of

NOW = us_of(2026, 11, 1, 12)


def _id(*about):
    return hashlib.sha256("/".join(map(str, about)).encode("utf-8", "surrogatepass")).hexdigest()[:11]


def perfect(oracle, stage="grant"):
    state = simstate.State()
    account = oracle["accounts"]
    admin = oracle["admin"]
    if any(space["folder"] for space in oracle["spaces"]):
        state.drives["0DRIVE"] = {"id": "0DRIVE", "name": "Files", "permissions": []}
    for number, space in enumerate(oracle["spaces"]):
        id = _id("space", space["name"])
        called = NOW + number * 1000
        folder_id = _id("folder", id)
        if space["folder"]:
            readers = space["folder"]["readers"] if stage == "grant" else []
            state.files[folder_id] = {"id": folder_id, "name": space["folder"]["name"], "mimeType": compare.FOLDER, "parents": ["0DRIVE"],
                                      "hasContent": False, "size": 0, "sha256": "", "trashed": False,
                                      "permissions": [{"type": "user", "role": "reader", "emailAddress": email, "notified": False} for email in readers]}
        messages = {}
        for n, message in enumerate(space["messages"]):
            text = message["text"]
            for mark, file in zip(compare.MARK.findall(text), message["files"]):
                file_id = _id("file", id, n, mark)
                state.files[file_id] = {"id": file_id, "name": file["name"], "mimeType": "text/plain", "parents": [folder_id], "hasContent": True,
                                        "size": file["size"], "sha256": file["sha256"], "trashed": False, "permissions": []}
                text = compare.MARK.sub(file_id, text, count=1)
            time = message["time"]["afterCreate"] + called - 500 if isinstance(message["time"], dict) else message["time"]
            messages[str(n)] = {"id": _id("message", id, n), "sender": account.get(message["author"], message["author"]), "createTime": iso_of(time),
                                "thread": _id("thread", id, message["thread"]), "reply": message["reply"], "text": text, "markup": "MARKUP_SYNTAX_CHAT",
                                "extra": {}, "deleted": None, "lost": False, "attachments": [],
                                "reactions": [[_id("r", n, i), emoji, account[email]] for i, (emoji, email) in enumerate(message["reactions"])]}
        members = {}
        if stage == "complete":
            members = {account[admin]: {"role": "ROLE_MANAGER", "state": "JOINED"}}
        elif stage == "grant":
            members = {account[email]: {"role": "ROLE_MANAGER" if email == admin else "ROLE_MEMBER", "state": "JOINED"} for email in space["members"]}
        state.spaces[id] = {
            "id": id, "displayName": space["name"], "spaceType": space["type"], "importMode": stage == "import",
            "createTime": iso_of(called - 500 if space["createTime"] is None else space["createTime"]), "firstCreateCall": iso_of(called),
            "deletedAt": None, "completedAt": None if stage == "import" else iso_of(called + DAY),
            "completedBy": "" if stage == "import" else account[admin], "description": space["description"], "guidelines": space["guidelines"],
            "externalUserAllowed": False, "messages": messages, "members": members,
            "past": {account[row["email"]]: {"createTime": iso_of(row["to"] - 1 if row["from"] is None else row["from"]), "deleteTime": iso_of(row["to"])}
                     for row in space["past"]}}
    return state


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        simstate.write(perfect(json.load(file)), sys.argv[2])
