#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generator keeps its promises: the same bytes for a seed, every oddity present, sums that close, an oracle within the rules."""
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import chat
import edges
import generate
import newer
import oracle
import slackout
import world as worlds
from chat import BR, I, Names
from textform import code, lines, p, text

Z = chat.ZWSP


def digest(folder):
    out = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                out[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return out


class FullExport(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        started = time.monotonic()
        cls.world = worlds.build(1, 20_000, "full")
        cls.files = slackout.entries(cls.world)
        cls.truth, cls.ledger = oracle.build(cls.world)
        cls.counts = oracle.summary(cls.world, cls.ledger)
        cls.seconds = time.monotonic() - started

    def test_is_large_and_quick(self):
        self.assertGreaterEqual(self.counts["totals"]["messages"], 20_000)
        self.assertLess(self.seconds, 20)

    def test_nine_in_ten_human_messages_have_an_author(self):
        self.assertGreaterEqual(generate.share_of_impersonated(self.world, self.truth), 0.9)

    def test_holds_every_scene(self):
        scenes = {name[6:] for name in dir(edges.Scenes) if name.startswith("scene_")}
        self.assertEqual(scenes - self.counts["coverage"].keys(), set())

    def test_every_record_is_a_message_or_skipped(self):
        for conv in self.world.convs:
            for record in conv.records:
                self.assertNotEqual(bool(record.msg), bool(record.skip), record.json)
        written = 0
        for name, data in self.files.items():
            folder, _, day = name.rpartition("/")
            if folder and not folder.startswith("__") and "attachments" not in folder and len(day) == 15 and data.strip():
                try:
                    value = json.loads(data.decode("utf-8-sig", "surrogatepass"))
                except ValueError:
                    continue
                written += len(value) if isinstance(value, list) else 0
        self.assertEqual(written, self.counts["totals"]["records"])
        self.assertEqual(written, self.counts["totals"]["messages"] + sum(self.counts["skipped"].values()))

    def test_oracle_keeps_the_limits(self):
        for space in self.truth["spaces"]:
            self.assertLessEqual(len(space["name"].encode("utf-16-le")), 256)
            last, replies, authors = -1, {}, set(self.truth["accounts"]) | {"app"}
            for message in space["messages"]:
                us = message["time"]["afterCreate"] + oracle.FUTURE if isinstance(message["time"], dict) else message["time"]
                self.assertGreater(us, last, message["key"])
                last = us
                self.assertGreaterEqual(us, space["createTime"])
                self.assertLessEqual(chat.size(message["text"]), 30_000)
                self.assertTrue(message["text"].strip(), message["key"])
                self.assertIn(message["author"], authors)
                if message["reply"]:
                    replies[message["thread"]] = replies.get(message["thread"], 0) + 1
                else:
                    self.assertEqual(message["thread"], message["key"])
            for thread, count in replies.items():
                self.assertLessEqual(count, 502, thread)
        names = [space["name"].lower() for space in self.truth["spaces"]]
        self.assertEqual(len(names), len(set(names)))
        self.assertTrue(any(name.endswith(" (2)") for name in names))
        self.assertTrue(any("\u2026" in name for name in names))

    def test_export_holds_the_oddities(self):
        everything = b"".join(data for name, data in self.files.items() if name.endswith(".json"))
        for piece in (b"thread_broadcast", b"tombstone", b"hidden_by_limit", b"\\ud83d", b"skin-tone-", b"rich_text_preformatted", b"usergroup", b"<!subteam",
                      b"&amp;", b"client_msg_id", b"bot_profile", b"user_profile", b'"blocks": null', b"xoxe-", b"file_comment"):
            self.assertIn(piece, everything)
        self.assertTrue(any(data.startswith(b"\xef\xbb\xbf") for data in self.files.values()))
        self.assertTrue(any(name.startswith("__uploads/") for name in self.files))
        self.assertTrue(any("/attachments/" in name for name in self.files))


class SameBytes(unittest.TestCase):
    def test_for_one_seed(self):
        with tempfile.TemporaryDirectory() as folder:
            for n, style in ((0, "plain"), (1, "plain")):
                subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), "--seed", "5", "--messages", "200", "--profile", "small", "--zip", "--out",
                                os.path.join(folder, str(n))], check=True, capture_output=True, env=dict(os.environ, PYTHONHASHSEED=str(n)))
            self.assertEqual(digest(os.path.join(folder, "0")), digest(os.path.join(folder, "1")))

    def test_other_seeds_differ(self):
        a, b = (slackout.entries(worlds.build(seed, 50, "kill")) for seed in (1, 2))
        self.assertNotEqual(a, b)


class ZipStyles(unittest.TestCase):
    def test_hold_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            world = worlds.build(3, 100, "old")
            world.convs[0].folder = world.convs[0].name = "grün"
            want = slackout.entries(world)
            for style in slackout.ZIP_STYLES:
                path = os.path.join(folder, style + ".zip")
                slackout.write_zip(world, path, style)
                with zipfile.ZipFile(path) as archive:
                    infos = [info for info in archive.infolist() if not info.is_dir()]
                    self.assertEqual(any(info.flag_bits & 0x800 for info in infos), style == "flagged")
                    contents = sorted(archive.read(info) for info in infos if "MACOSX" not in info.filename and "DS_Store" not in info.filename)
                    self.assertEqual(contents, sorted(want.values()))


class Profiles(unittest.TestCase):
    def test_all_can_be_written(self):
        for profile in worlds.PROFILES:
            world = worlds.build(2, 300, profile)
            self.assertTrue(slackout.entries(world))
            truth, _ = oracle.build(world)
            self.assertTrue(truth["spaces"])
            self.assertGreaterEqual(generate.share_of_impersonated(world, truth), 0.9, profile)


class Newer(unittest.TestCase):
    """A later export moves nothing that stays, and a partial one holds only what it covers."""

    def test_kinds(self):
        options = {"seed": 3, "messages": 300, "profile": "small"}
        first = worlds.build(**options)
        slackout.entries(first)
        before = {m["key"]: m for space in oracle.build(first)[0]["spaces"] for m in space["messages"]}
        for kind in newer.KINDS:
            for deletions in (True, False):
                with self.subTest(kind=kind, deletions=deletions):
                    _, built, changes, _ = newer.later(options, 1, kind, deletions)
                    slackout.entries(built)
                    after = {m["key"]: m for space in oracle.build(built)[0]["spaces"] for m in space["messages"]}
                    for what in ("new", "edited", "reaction added", "joined", "left", "conversation"):
                        self.assertIn(what, changes.changes)
                    self.assertEqual("deleted" in changes.changes, deletions)
                    for key in before.keys() & after.keys():
                        self.assertEqual(before[key]["time"], after[key]["time"], key)
                    changed = sum(before[key]["text"] != after[key]["text"] for key in before.keys() & after.keys())
                    self.assertEqual(changed, changes.changes["edited"])
                    plain = lambda keys: {key for key in keys if key.count("/") == 1}
                    self.assertEqual(len(plain(before.keys() - after.keys())), changes.changes.get("deleted", 0))
            _, partial, again, borders = newer.later(options, 1, kind)
            whole = sum(len(conv.records) for conv in partial.convs)
            rest = sum(len(conv.records) for conv in newer.only_covered(partial, again, borders).convs)
            self.assertEqual(rest == whole, kind == "all")
            if kind == "range":
                for conv in partial.convs:
                    self.assertTrue(all(record.us >= borders.get(conv.id, 0) for record in conv.records))


class ChatText(unittest.TestCase):
    """The oracle's own writer, against forms worked out by hand."""

    def test_forms(self):
        names = Names({"U1": "users/1"}, {"U2": "Bo *Star*"}, {"C1": "general"})
        for blocks, expected in [
            (lines("plain"), "plain"),
            ([p("*a*")], f"{Z}*{Z}a{Z}*{Z}"),
            ([p("a*b 2 * 3 x_y_z")], "a*b 2 * 3 x_y_z"),
            ([p("<users/all>")], f"<{Z}users/all>"),
            ([p("a < b <i>")], "a < b <i>"),
            ([p("> q")], f"{Z}>{Z} q"),
            ([p("* item")], f"{Z}*{Z} item"),
            ([p("- item"), p("-item")], f"{Z}-{Z} item\n-item"),
            ([p("see https://x.example/_a_ _b_")], f"see https://x.example/_a_ {Z}_{Z}b{Z}_{Z}"),
            ([p("a", text("b", "b"), "c")], f"a{Z}*b*{Z}c"),
            ([p(text("a ", "b"), text("b", "bi"), text(" c", "b"))], "*a _b_ c*"),
            ([p(text("a", "b"), text("b", "i"))], "*a*_b_"),
            ([p(text("a", "b"), " ", text("b", "b"))], "*a b*"),
            ([p(text("x*y <users/1>", "c"))], f"`x*y <{Z}users/1>`"),
            ([p(I("person", "", "U1", "b"), " ", I("person", "", "U2"), " ", I("person", "lab", "U3"))], f"<users/1> @Bo {Z}*{Z}Star{Z}*{Z} @lab"),
            ([p(I("conv", "x", "C1"), I("conv", "", "C2"))], "#general#C2"),
            ([p(I("link", "", "https://x.example/"), ". ")], "https://x.example/."),
            ([p("a", I("link", "", "https://x.example/"))], "a<https://x.example/|https://x.example/>"),
            ([p(I("link", "a|b", "https://x.example/ y"))], "<https://x.example/%20y|a\u00a6b>"),
            ([p(I("link", "Ann", "mailto:ann@x.example?subject=1"))], "Ann (ann@x.example)"),
            ([p("x"), code("a``b\n*c*"), p("y")], f"x\n```\na`{Z}`b\n*c*\n```\ny"),
            ([("quote", [p("a"), p(), code("b")])], ">a\n>\n>`b`"),
            ([("li", [text("a"), BR, text("b")], False, 1, 1), ("li", [text("c")], True, 0, 3)], "    * a\n        b\n3. c"),
            ([("h", [text("Head")]), ("hr",)], "*Head*\n---"),
            ([p(I("emoji", "+1::skin-tone-2"), I("emoji", "nope_x"))], "\U0001F44D\U0001F3FB:nope_x:"),
            ([p(), p("  a  "), p()], "  a"),
        ]:
            with self.subTest(expected):
                self.assertEqual(chat.chat_text(blocks, names), expected)

    def test_name_in_front(self):
        self.assertEqual(chat.with_name("A *b*  c", "x"), f"*A {Z}*{Z}b{Z}*{Z} c:* x")
        for start in ("```\nx\n```", ">q", "* a", "12. a"):
            self.assertEqual(chat.with_name("N", start), f"*N:*\n{start}")

    def test_parts(self):
        self.assertEqual(chat.parts_of("aaaa bbbb cccc", 9), ["aaaa bbbb", "cccc"])
        self.assertEqual(chat.parts_of("aaaa\nbbbb\ncc", 9), ["aaaa\nbbbb", "cc"])
        self.assertEqual(chat.parts_of("\u00e4" * 8, 9), ["\u00e4" * 4] * 2)
        self.assertEqual(chat.parts_of("x\n```\naaaa\nbbbb\n```\ny", 13), ["x", "```\naaaa\n```", "```\nbbbb\n```", "y"])


if __name__ == "__main__":
    unittest.main()
