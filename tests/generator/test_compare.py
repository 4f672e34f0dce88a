#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""compare.py must find every way in which a destination can differ from the oracle: each test spoils a faultless state in one way."""
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import compare
import json
import oracle
import oracle_state
import simstate
import slackout
import world as worlds
from slacktime import SECOND, iso_of, us_of_iso


def build_oracle():
    world = worlds.build(7, 150, "small")
    slackout.entries(world)
    return oracle.build(world)[0]


ORACLE = build_oracle()
PERFECT = oracle_state.perfect(ORACLE)


def shift(text, by):
    return iso_of(us_of_iso(text) + by)


class World:
    """A copy of the faultless state with handles to what the tests spoil."""

    def __init__(self):
        self.state = PERFECT.copy()

    def space(self, name="edge-cases"):
        return next(s for s in self.state.spaces.values() if s["displayName"] == name)

    def messages(self, name="edge-cases"):
        return self.space(name)["messages"]

    def message(self, wanted, name="edge-cases"):
        return next(m for m in self.messages(name).values() if wanted(m))

    def reacted(self):
        return self.message(lambda m: len(m["reactions"]) > 1)

    def with_file(self):
        return self.message(lambda m: "drive.google.com" in m["text"])

    def file(self):
        return next(f for f in self.state.files.values() if f["mimeType"] != compare.FOLDER)

    def folder(self):
        return next(f for f in self.state.files.values() if f["mimeType"] == compare.FOLDER)


SPOILS = {}


def spoil(function):
    SPOILS[function.__name__] = function
    return function


# Spaces.
@spoil
def space_missing(w):
    del w.state.spaces[w.space()["id"]]


@spoil
def space_deleted(w):
    w.space()["deletedAt"] = "2026-11-02T00:00:00Z"


@spoil
def space_too_many(w):
    w.state.spaces["x"] = dict(w.space(), id="x", displayName="made by accident", messages={}, members={}, past={})


@spoil
def space_twice(w):
    w.state.spaces["x"] = dict(w.space(), id="x")


@spoil
def space_renamed(w):
    w.space()["displayName"] += "!"


@spoil
def space_of_another_type(w):
    w.space()["spaceType"] = "GROUP_CHAT"


@spoil
def space_created_a_microsecond_later(w):
    w.space()["createTime"] = shift(w.space()["createTime"], 1)


@spoil
def space_description(w):
    w.space("general")["description"] += "."


@spoil
def space_guidelines(w):
    w.space("general")["guidelines"] = ""


@spoil
def space_open_to_outsiders(w):
    w.space()["externalUserAllowed"] = True


@spoil
def space_still_in_import_mode(w):
    w.space()["importMode"] = True


@spoil
def space_never_completed(w):
    w.space()["completedAt"] = None


@spoil
def space_completed_by_somebody_else(w):
    w.space()["completedBy"] = next(iter(w.space()["members"]))


# Messages.
@spoil
def message_lost(w):
    w.messages().popitem()


@spoil
def message_deleted(w):
    w.messages()["3"]["deleted"] = "2026-11-02T00:00:00Z"


@spoil
def message_lost_without_trace(w):
    w.messages()["3"]["lost"] = True


@spoil
def message_twice(w):
    w.messages()["9999"] = dict(w.messages()["3"], id="again", createTime=shift(w.messages()["3"]["createTime"], 1))


@spoil
def message_twice_at_one_time(w):
    w.messages()["9999"] = dict(w.messages()["3"], id="again")


@spoil
def message_nobody_wrote(w):
    w.messages()["9999"] = dict(w.messages()["3"], id="new", createTime="2024-01-01T00:00:00.000000Z", text="surprise")


@spoil
def messages_exchanged(w):
    a, b = w.messages()["3"], w.messages()["4"]
    a["text"], b["text"] = b["text"], a["text"]


@spoil
def wrong_author(w):
    m = w.message(lambda m: m["sender"] != "app")
    m["sender"] = next(id for id in ORACLE["accounts"].values() if id != m["sender"])


@spoil
def written_by_the_app_instead(w):
    w.message(lambda m: m["sender"] != "app")["sender"] = "app"


@spoil
def written_by_a_person_instead_of_the_app(w):
    w.message(lambda m: m["sender"] == "app")["sender"] = next(iter(ORACLE["accounts"].values()))


@spoil
def time_one_microsecond_off(w):
    w.messages()["5"]["createTime"] = shift(w.messages()["5"]["createTime"], 1)


@spoil
def time_cut_to_seconds(w):
    m = w.message(lambda m: not m["createTime"].endswith(".000000Z"))
    m["createTime"] = m["createTime"][:19] + ".000000Z"


@spoil
def future_out_of_order(w):
    late = sorted(w.messages().values(), key=lambda m: m["createTime"])[-2:]
    late[1]["createTime"] = shift(late[1]["createTime"], 1)


@spoil
def future_kept(w):
    max(w.messages().values(), key=lambda m: m["createTime"])["createTime"] = "2099-05-01T00:00:00.000000Z"


@spoil
def text_changed(w):
    m = w.message(lambda m: len(m["text"]) > 20)
    m["text"] = m["text"][:10] + "x" + m["text"][11:]


@spoil
def text_cut(w):
    m = w.message(lambda m: len(m["text"]) > 20000)
    m["text"] = m["text"][:-1]


@spoil
def text_without_its_last_line(w):
    m = w.message(lambda m: "\n" in m["text"])
    m["text"] = m["text"].rpartition("\n")[0]


@spoil
def text_without_a_zero_width_space(w):
    m = w.message(lambda m: "\u200b" in m["text"])
    m["text"] = m["text"].replace("\u200b", "", 1)


@spoil
def name_in_front_missing(w):
    m = w.message(lambda m: m["sender"] == "app" and ":* " in m["text"])
    m["text"] = m["text"].partition(":* ")[2]


@spoil
def mention_of_somebody_else(w):
    m = w.message(lambda m: "<users/" in m["text"] and m["text"].count("<users/1") == 1)
    m["text"] = m["text"].replace("<users/1", "<users/2", 1)


@spoil
def markup_not_said(w):
    w.messages()["3"]["markup"] = ""


@spoil
def attachment_too_many(w):
    w.messages()["3"]["attachments"] = [{"id": "x"}]


@spoil
def card_too_many(w):
    w.messages()["3"]["extra"] = {"cardsV2": []}


# Threads.
@spoil
def reply_in_a_thread_of_its_own(w):
    w.message(lambda m: m["reply"])["thread"] = "alone"


@spoil
def reply_that_is_none(w):
    m = w.message(lambda m: m["reply"])
    m["thread"], m["reply"] = "alone", False


@spoil
def reply_in_another_thread(w):
    m = w.message(lambda m: m["reply"])
    m["thread"] = w.message(lambda other: other["thread"] != m["thread"])["thread"]


@spoil
def two_threads_made_one(w):
    a = w.message(lambda m: m["reply"])["thread"]
    b = w.message(lambda m: m["reply"] and m["thread"] != a)["thread"]
    for m in w.messages().values():
        if m["thread"] == b:
            m["thread"] = a


@spoil
def root_that_is_a_reply(w):
    w.message(lambda m: not m["reply"])["reply"] = True


# Reactions.
@spoil
def reaction_missing(w):
    w.reacted()["reactions"].pop()


@spoil
def reaction_too_many(w):
    m = w.reacted()
    m["reactions"].append(["r", "\U0001F4A9", m["reactions"][0][2]])


@spoil
def reaction_twice(w):
    m = w.reacted()
    m["reactions"].append(list(m["reactions"][0]))


@spoil
def reaction_by_somebody_else(w):
    m = w.reacted()
    m["reactions"][0][2] = next(id for id in ORACLE["accounts"].values() if all(id != r[2] for r in m["reactions"]))


@spoil
def reaction_without_its_tone(w):
    m = w.message(lambda m: any("\U0001F3FB" in r[1] for r in m["reactions"]))
    for r in m["reactions"]:
        r[1] = r[1].replace("\U0001F3FB", "")


@spoil
def reaction_on_another_message(w):
    m = w.reacted()
    w.message(lambda other: not other["reactions"])["reactions"].append(m["reactions"].pop())


# Files.
@spoil
def file_link_to_nowhere(w):
    m = w.with_file()
    m["text"] = m["text"].replace("/file/d/", "/file/d/x", 1)


@spoil
def file_link_missing(w):
    m = w.with_file()
    m["text"] = m["text"].partition("<https://drive")[0].strip() or "x"


@spoil
def file_with_other_bytes(w):
    w.file()["sha256"] = "0" * 64


@spoil
def file_cut(w):
    w.file()["size"] += 1


@spoil
def file_without_content(w):
    w.file()["hasContent"] = False


@spoil
def file_of_another_name(w):
    w.file()["name"] += ".bak"


@spoil
def file_in_another_folder(w):
    w.state.files["other"] = dict(w.folder(), id="other", name="elsewhere")
    w.file()["parents"] = ["other"]


@spoil
def file_in_the_bin(w):
    w.file()["trashed"] = True


@spoil
def file_twice(w):
    w.state.files["again"] = dict(w.file(), id="again")


@spoil
def file_shared_by_two_messages(w):
    ids = [f["id"] for f in w.state.files.values() if f["name"] == "shared.txt"]
    m = w.message(lambda m: ids[1] in m["text"])
    m["text"] = m["text"].replace(ids[1], ids[0])


@spoil
def files_of_one_message_exchanged(w):
    one, two = [f["id"] for f in w.state.files.values() if f["name"] == "image.png"][-2:]
    m = w.message(lambda m: one in m["text"] and two in m["text"])
    m["text"] = m["text"].replace(one, "@").replace(two, one).replace("@", two)


@spoil
def file_shared_by_itself(w):
    w.file()["permissions"] = [{"type": "anyone", "role": "reader"}]


@spoil
def folder_not_shared(w):
    w.folder()["permissions"].pop()


@spoil
def folder_shared_with_the_world(w):
    w.folder()["permissions"].append({"type": "anyone", "role": "reader"})


@spoil
def folder_shared_for_writing(w):
    w.folder()["permissions"][0]["role"] = "writer"


@spoil
def folder_shared_with_a_mail(w):
    w.folder()["permissions"][0]["notified"] = True


@spoil
def folder_too_many(w):
    w.state.files["other"] = dict(w.folder(), id="other", name="elsewhere")


@spoil
def folder_twice(w):
    w.state.files["other"] = dict(w.folder(), id="other")


@spoil
def folder_outside_the_drive(w):
    w.folder()["parents"] = ["root:1"]


@spoil
def drive_too_many(w):
    w.state.drives["second"] = {"id": "second", "name": "x", "permissions": []}


# Memberships.
@spoil
def past_member_missing(w):
    w.space("general")["past"].popitem()


@spoil
def past_member_too_many(w):
    w.space()["past"][next(iter(ORACLE["accounts"].values()))] = {"createTime": "2021-02-01T00:00:00Z", "deleteTime": "2021-02-02T00:00:00Z"}


@spoil
def past_member_from_another_time(w):
    row = next(iter(w.space("general")["past"].values()))
    row["createTime"] = shift(row["createTime"], SECOND)


@spoil
def past_member_until_another_time(w):
    row = next(iter(w.space("general")["past"].values()))
    row["deleteTime"] = shift(row["deleteTime"], 1)


@spoil
def member_missing(w):
    w.space()["members"].popitem()


@spoil
def member_too_many(w):
    id = next(id for id in ORACLE["accounts"].values() if id not in w.space()["members"])
    w.space()["members"][id] = {"role": "ROLE_MEMBER", "state": "JOINED"}


@spoil
def helper_still_there(w):
    w.space()["members"][ORACLE["accounts"][ORACLE["admin"]]] = {"role": "ROLE_MANAGER", "state": "JOINED"}


@spoil
def member_with_another_role(w):
    next(iter(w.space()["members"].values()))["role"] = "ROLE_MANAGER"


@spoil
def member_only_invited(w):
    next(iter(w.space()["members"].values()))["state"] = "INVITED"


class CompareTest(unittest.TestCase):
    def test_faultless_state_has_no_difference(self):
        self.assertEqual(compare.differences(ORACLE, PERFECT), [])
        self.assertEqual(compare.differences(ORACLE, oracle_state.perfect(ORACLE, "import"), "import"), [])
        self.assertEqual(compare.differences(ORACLE, oracle_state.perfect(ORACLE, "complete"), "complete"), [])

    def test_stages_are_told_apart(self):
        for made, asked in (("import", "grant"), ("import", "complete"), ("complete", "grant"), ("grant", "complete"), ("grant", "import")):
            self.assertTrue(compare.differences(ORACLE, oracle_state.perfect(ORACLE, made), asked), f"{made} passes for {asked}")

    def test_every_spoiled_state_is_found(self):
        for name, function in SPOILS.items():
            with self.subTest(name):
                world = World()
                function(world)
                self.assertNotEqual(world.state.lines(), PERFECT.lines(), "the spoiling changed nothing")
                found = compare.differences(ORACLE, world.state)
                self.assertTrue(found, "not found")
                self.assertLess(len(found), 40, "one spoiling drowns in differences")

    def test_every_single_message_counts(self):
        for field, value in (("text", "other"), ("sender", "1"), ("createTime", "2001-01-01T00:00:00Z")):
            for n in list(World().messages("general"))[::7]:
                world = World()
                world.messages("general")[n][field] = value
                self.assertTrue(compare.differences(ORACLE, world.state), f"{field} of message {n}")

    def test_command_line_reads_the_state_file(self):
        with tempfile.TemporaryDirectory() as folder:
            truth, good, bad = (os.path.join(folder, name) for name in ("oracle.json", "good", "bad"))
            with open(truth, "w", encoding="ascii") as file:
                json.dump(ORACLE, file)
            simstate.write(PERFECT, good)
            world = World()
            for function in (message_lost, wrong_author, reaction_missing):
                function(world)
            for m in world.messages("general").values():
                m["text"] += "!"
            simstate.write(world.state, bad)
            with open(bad, "ab") as file:
                file.write(b'{"kind": "message", "space": "cut')
            script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "compare.py")
            run = lambda state: subprocess.run([sys.executable, script, truth, state], capture_output=True, text=True, encoding="utf-8")
            fine, wrong = run(good), run(bad)
            self.assertEqual((fine.returncode, fine.stdout.count("\n")), (0, 1), fine.stdout + fine.stderr)
            self.assertEqual((wrong.returncode, wrong.stdout.count("\n")), (1, 31), wrong.stdout + wrong.stderr)


if __name__ == "__main__":
    unittest.main()
