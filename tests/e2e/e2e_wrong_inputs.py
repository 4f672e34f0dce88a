#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is wrong about the input ends in a sentence and the right exit code, never in a crash."""
import json
import os
import re
import sqlite3
import sys
import time
import zipfile

from e2e import ADMIN, DONE, NEEDS_PERSON, WRONG_INPUT, Failed, Move, Simulator, check, no_slips, run_all

#: Words that end like a sentence; a detail in brackets may follow.
SENTENCE = re.compile(r"\w.{10,}([.?](\s*\[[^\]]*\])?|--help)$")


def refuses(cli, *arguments, expect=(WRONG_INPUT,), saying=None, lines=3):
    """Ends with one of the codes and a sentence, in its last line unless a list of commands follows."""
    outcome = cli.run(*arguments, expect=None, timeout=120)
    what = "chatferry-cli " + " ".join(map(str, arguments))
    check(outcome.code in expect, f"{what}\nshould end with {' or '.join(map(str, expect))} but {outcome}")
    no_slips(outcome)
    text = outcome.err.strip()
    check(text, f"{what}\nsays nothing: {outcome}")
    said = text.split("\n")
    check(len(said) <= lines, f"{what}\ntalks too much: {outcome}")
    check(SENTENCE.search(said[0]) or SENTENCE.search(said[-1]), f"{what}\nsays no whole sentence: {text}")
    if saying:
        check(re.search(saying, text, re.I), f"{what}\nshould speak of {saying}: {text}")
    return outcome


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
    return path


def zipped(path, entries):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def exports_that_are_none(cli, folder):
    at = lambda name: os.path.join(folder, name)
    good = Move(cli, at("good"), "old", 60, 9)
    with open(good.export, "rb") as file:
        whole = file.read()
    wrong = {
        "missing": at("not-there.zip"),
        "text": write(at("text.zip"), b"This is no zip at all.\n" * 50),
        "nothing": write(at("nothing.zip"), b""),
        "truncated": write(at("truncated.zip"), whole[:len(whole) * 2 // 3]),
        "other zip": zipped(at("other.zip"), {"a/readme.txt": b"hello", "b.png": b"\x89PNG"}),
        "empty zip": zipped(at("empty.zip"), {}),
        "one text export": zipped(at("txt.zip"), {"channels/general.txt": b"hello", "dms/a.txt": b"hi", "files/b.txt": b"x"}),
        "slackdump chunks": zipped(at("chunks.zip"), {"channels.json.gz": b"\x1f\x8b\x08", "C0000000001.json.gz": b"\x1f\x8b\x08", "workspace.json.gz": b"\x1f\x8b\x08"}),
        "climbing names": zipped(at("climb.zip"), {"../channels.json": b"[]", "channels.json": b"[]"}),
    }
    os.makedirs(at("empty-folder"))
    wrong["empty folder"] = at("empty-folder")
    # A folder that may not be read cannot be made for root; a file where a folder of an export should be takes its place.
    wrong["a file instead of a folder"] = write(at("channels.json"), b"[]")
    wrong["database"] = at("slackdump.sqlite")
    sqlite3.connect(wrong["database"]).close()
    connection = sqlite3.connect(wrong["database"])
    connection.execute("create table MESSAGE (id integer)")
    connection.commit()
    connection.close()
    for name, path in wrong.items():
        try:
            refuses(cli, "inspect", path)
            refuses(cli, "new", at("p.chatferry"), "--source", path)
            check(not os.path.exists(at("p.chatferry")), "a project file is left behind")
            refuses(cli, "rehearse", path)
        except Failed as error:
            raise Failed(f"{name}: {error}") from None
    check(cli.run("inspect", good.export).code == DONE, "the good one was refused")


def an_empty_export(cli, folder):
    """Lists without conversations: nothing to move, but no crash either."""
    path = zipped(os.path.join(folder, "empty.zip"), {"channels.json": b"[]", "users.json": b"[]"})
    outcome = cli.run("inspect", path, expect=None)
    check(outcome.code in (DONE, WRONG_INPUT), f"inspect of an empty export: {outcome}")
    no_slips(outcome)


def words_that_are_no_command(cli, folder):
    refuses(cli, "move", lines=20)
    refuses(cli, "inspect")
    refuses(cli, "inspect", "a.zip", "b.zip")
    refuses(cli, "inspect", "--frobnicate", "a.zip")
    refuses(cli, "new", os.path.join(folder, "p.chatferry"))
    refuses(cli, "status", os.path.join(folder, "none.chatferry"))
    refuses(cli, "simulator", "--port", "many")
    refuses(cli, "simulator", "--quotas", "some")


class Project:
    """A small project with its simulator's key at hand."""

    def __init__(self, cli, folder):
        self.move = Move(cli, folder, "kill", 60, 10)
        self.move.new()
        self.path = self.move.project


def keys_that_are_none(cli, folder):
    project = Project(cli, folder)
    with Simulator(cli, folder, project.move.accounts) as simulator:
        with open(simulator.key, encoding="utf-8") as file:
            key = json.load(file)
        at = lambda name, data: write(os.path.join(folder, name), data if isinstance(data, bytes) else json.dumps(data).encode())
        for name, path in {
            "missing": os.path.join(folder, "no-key.json"),
            "text": at("text.json", b"my key is under the mat"),
            "other json": at("other.json", {"hello": 1}),
            "a user's credentials": at("user.json", {"type": "authorized_user", "client_id": "x", "client_secret": "y", "refresh_token": "z"}),
            "an app's client": at("client.json", {"installed": {"client_id": "x", "project_id": "y"}}),
            "broken pem": at("pem.json", dict(key, private_key="-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")),
        }.items():
            try:
                outcome = refuses(cli, "run", project.path, "--service-account", path, "--admin", ADMIN, "--endpoint", simulator.url,
                                  expect=(WRONG_INPUT, NEEDS_PERSON))
                check("AAAA" not in outcome.err, "the key was printed")
            except Failed as error:
                raise Failed(f"{name}: {error}") from None
        refuses(cli, "run", project.path, "--service-account", simulator.key, "--endpoint", simulator.url)
        refuses(cli, "run", project.path, "--admin", ADMIN, "--endpoint", simulator.url)
        refuses(cli, "run", project.path, *simulator.connection(), "--through", "lunch", saying="lunch")
        refuses(cli, "run", project.path, *simulator.connection(), "--only", "no-such-conversation", saying="no-such-conversation", lines=40)
        check(not [r for r in simulator.writes() if r.get("actedOn")], "something was written")


def endpoints_in_the_clear(cli, folder):
    project = Project(cli, folder)
    with Simulator(cli, folder, project.move.accounts) as simulator:
        port = simulator.url.rpartition(":")[2]
        for endpoint in ("http://chat.example/", "http://192.0.2.1", f"http://127.0.0.1.example:{port}", f"http://localhost.example:{port}", "ftp://127.0.0.1",
                         "not an address", "http://", f"http://user@chat.example:{port}"):
            refuses(cli, "run", project.path, "--service-account", simulator.key, "--admin", ADMIN, "--endpoint", endpoint)
        check(not os.path.exists(simulator.log) or not simulator.requests(), "a request was sent")


def projects_that_cannot_be_opened(cli, folder):
    project = Project(cli, folder)
    refuses(cli, "new", project.path, "--source", project.move.export, expect=(WRONG_INPUT, NEEDS_PERSON))
    refuses(cli, "status", write(os.path.join(folder, "text.chatferry"), b"no database"))
    other = os.path.join(folder, "other.chatferry")
    connection = sqlite3.connect(other)
    connection.execute("create table recipes (name text)")
    connection.commit()
    connection.close()
    refuses(cli, "status", other)
    refuses(cli, "plan", other)
    newer = os.path.join(folder, "newer.chatferry")
    with open(project.path, "rb") as source:
        write(newer, source.read())
    connection = sqlite3.connect(newer)
    connection.execute("pragma user_version = 9999")
    connection.commit()
    connection.close()
    for command in ("status", "plan"):
        refuses(cli, command, newer, expect=(WRONG_INPUT, NEEDS_PERSON), saying="newer|later")


def a_project_that_is_open_elsewhere(cli, folder):
    project = Project(cli, folder)
    with Simulator(cli, folder, project.move.accounts, "--latency", "300") as simulator:
        holder = cli.start("run", project.path, *simulator.connection(), "--through", "import")
        try:
            until = time.monotonic() + 60
            while holder.poll() is None and time.monotonic() < until and (not os.path.exists(simulator.log) or len(simulator.writes()) < 3):
                time.sleep(0.02)
            check(holder.poll() is None, "the first run ended before the second could try")
            refuses(cli, "run", project.path, *simulator.connection(), expect=(NEEDS_PERSON,), saying="open|use")
            refuses(cli, "plan", project.path, expect=(NEEDS_PERSON,), saying="open|use")
            check(cli.run("status", project.path, "--json").json()["conversations"], "status should ignore the lock")
        finally:
            holder.kill()
            holder.communicate()


def people_maps_and_settings(cli, folder):
    move = Move(cli, os.path.join(folder, "m"), "kill", 40, 11)
    new = lambda *options: refuses(cli, "new", move.project, "--source", move.export, *options)
    at = lambda name, data: write(os.path.join(folder, name), data)
    new("--people", os.path.join(folder, "none.csv"))
    new("--people", at("header.csv", b"name,mail\nx,y\n"))
    new("--people", at("policy.csv", b"source_id,source_name,source_email,target_email,policy\nU1,x,,,perhaps\n"), )
    new("--settings", os.path.join(folder, "none.json"))
    new("--settings", at("broken.json", b"{"))
    new("--settings", at("unknown.json", b'{"colour": "blue"}'))
    new("--to", "carrier-pigeon")
    check(not os.path.exists(move.project), "a project file is left behind")


if __name__ == "__main__":
    sys.exit(run_all("e2e_wrong_inputs.py", [exports_that_are_none, an_empty_export, words_that_are_no_command, keys_that_are_none, endpoints_in_the_clear,
                                             projects_that_cannot_be_opened, a_project_that_is_open_elsewhere, people_maps_and_settings]))
