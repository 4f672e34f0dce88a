#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a later export of a generated workspace, and what the destination must hold once it is applied.

usage: newer.py DIR --out NEWER [--seed N] [--kind all|public|range] [--zip] [--without-deletions]

DIR is what generate.py wrote. Since then people have written, edited, deleted, reacted, come and gone, and opened a new
conversation. `public` holds only public channels and `range` only what is later than a day: what such an export does
not cover has changed too, but nobody can know it, so the oracle leaves it as it was.
"""
import argparse
import collections
import json
import os
import random
import sys

import oracle
import slackout
import traffic
import world as worlds
from slacktime import DAY, SECOND, us_of
from textform import lines, p, text

KINDS = ("all", "public", "range")


class Later:
    """Changes a world in place. `changes` counts what was done, by kind."""

    def __init__(self, built, cast, files, seed, kind, deletions=True):
        self.world, self.cast, self.files, self.kind, self.deletions = built, cast, files, kind, deletions
        self.rng = random.Random(f"{seed}/newer")
        self.changes = {}
        self.deleted = []  # (conversation, record)
        self.people = oracle.People(built)
        self.start = max(r.us for c in built.convs for r in c.records if r.msg and r.us < oracle.FUTURE_FROM) + DAY

    def count(self, what):
        self.changes[what] = self.changes.get(what, 0) + 1

    def covers(self, conv):
        return self.kind != "public" or conv.kind == "public"

    def plain(self, conv):
        """Messages that stand alone in time and fit into one part, so that a change moves nobody else's time."""
        times = sorted(r.us for r in conv.records if r.msg)
        near = {a for a, b in zip(times, times[1:]) if b - a < 100} | {b for a, b in zip(times, times[1:]) if b - a < 100}
        roots = {r.msg.root for r in conv.records if r.msg and r.msg.root}
        stamps = collections.Counter(r.json.get("ts") for r in conv.records if isinstance(r.json, dict) and isinstance(r.json.get("ts"), str))
        people = self.people
        out = []
        for record in conv.records:
            msg = record.msg
            if msg and stamps[record.json.get("ts")] == 1 and msg.kind == "human" and msg.us not in near and msg.us > us_of(2001) and msg.us < self.start and not msg.files \
                    and record.json.get("subtype") is None and "client_msg_id" in record.json and isinstance(record.json.get("text"), str) and not record.json.get("attachments") \
                    and 0 < len(record.json["text"]) < 500 and people.account(msg.author) and (not msg.root or msg.us > msg.root_us + 10):
                out.append((record, msg.id in roots))
        return out

    def border(self, conv):
        """From where on the export covers a conversation."""
        times = sorted(r.us for r in conv.records if r.msg and r.us < oracle.FUTURE_FROM)
        return times[len(times) // 2] if self.kind == "range" and times else 0

    def change(self, conv):
        border = self.border(conv)
        candidates = [(record, has_replies) for record, has_replies in self.plain(conv) if record.us > border + 1000]
        self.rng.shuffle(candidates)
        take = lambda n: [candidates.pop() for _ in range(min(n, len(candidates)))]
        amount = max(1, len(candidates) // 25)
        for record, _ in take(amount):
            self.edit(record)
        # A placeholder root whose last reply goes stays behind for now (src/engine/README.md), so no orphan is deleted.
        there = {r.msg.id for r in conv.records if r.msg}
        for record, has_replies in take(amount * 2):
            orphan = record.msg.root and record.msg.root not in there
            if not has_replies and not orphan and self.deletions:
                conv.records.remove(record)
                self.deleted.append((conv, record))
                self.count("deleted")
        for record, _ in take(amount):
            self.react(conv, record)
        return border

    def edit(self, record):
        msg = record.msg
        tree = [p("Edited: " + self.rng.choice(["now it is right", "the other way round", "*stars* stay text", "see <users/all>"]), " ", text("really", "b"))]
        msg.tree, msg.edited = tree, True
        record.json["text"] = "edited"
        record.json["blocks"] = traffic.textform.blocks(tree)
        record.json["edited"] = {"user": msg.author, "ts": f"{self.start // SECOND}.000000"}
        self.count("edited")

    def react(self, conv, record):
        msg = record.msg
        members = [id for id in conv.members if self.people.account(id)] or self.cast.mapped[:3]
        if msg.reactions and self.rng.random() < 0.5:
            msg.reactions.pop(0)
            record.json["reactions"] = record.json["reactions"][1:]
            self.count("reaction removed")
            return
        if any(name == "octopus" for name, _, _ in msg.reactions):
            return
        people = self.rng.sample(members, min(2, len(members)))
        msg.reactions.append(("octopus", people, len(people)))
        record.json.setdefault("reactions", []).append({"name": "octopus", "users": people, "count": len(people)})
        self.count("reaction added")

    def grow(self, conv, roots):
        writer = traffic.Writer(self.world, self.rng, conv)
        cast = [id for id in conv.members if self.people.account(id)] or self.cast.mapped[:3]
        us = self.start
        for n in range(4):
            us += self.rng.randint(60, 9000) * SECOND
            msg = writer.say(us, self.rng.choice(cast), lines(f"written after the first export {n}"))
            self.count("new")
            if n == 0:
                writer.react(msg, [("tada", cast[:2], None)])
            if n == 1 and conv.kind == "public":
                writer.attach(msg, [self.files.archive("late.txt", "text/plain", b"late file of " + conv.id.encode())])
            if n == 2:
                writer.reply(us + 60 * SECOND, self.rng.choice(cast), msg, lines("a late reply to it"))
                self.count("new")
        if roots:
            writer.reply(us + 3600 * SECOND, self.rng.choice(cast), self.rng.choice(roots), lines("a late reply to an old message"))
            self.count("new")

    def come_and_go(self, conv):
        writer = traffic.Writer(self.world, self.rng, conv)
        kind = "channel" if conv.kind == "public" else "group"
        people = self.people
        outside = [id for id in self.cast.mapped if id not in conv.members and not any(r.event and r.event[0] == id for r in conv.records)]
        inside = [id for id in conv.members if people.account(id) and id not in self.cast.role["one-account-twice"]]
        if outside:
            writer.join(self.start + 40 * DAY, outside[0], kind)
            conv.members = conv.members + [outside[0]]
            self.count("joined")
        if len(inside) > 3:
            writer.leave(self.start + 41 * DAY, inside[-1], kind)
            conv.members = [id for id in conv.members if id != inside[-1]]
            self.count("left")

    def open_conversation(self, builder):
        conv = builder.conv("public", "opened-later", self.cast.mapped[:5], self.start // SECOND * SECOND)
        writer = traffic.Writer(self.world, self.rng, conv)
        for n in range(12):
            msg = writer.say(self.start + n * DAY // 24 + DAY, self.cast.mapped[n % 5], lines(f"new room, message {n}"))
        writer.react(msg, [("sparkles", self.cast.mapped[:3], None)])
        self.count("conversation")

    def run(self, builder):
        borders = {}
        for conv in list(self.world.convs):
            if not self.covers(conv) or conv.archived or not any(r.msg for r in conv.records):
                continue
            roots = [record.msg for record, has_replies in self.plain(conv) if has_replies and record.us > self.border(conv)]
            borders[conv.id] = self.change(conv)
            if conv.listed and conv.members_json is None:
                self.grow(conv, roots)
                if conv.kind in ("public", "private"):
                    self.come_and_go(conv)
        self.open_conversation(builder)
        return borders


def later(options, seed, kind, deletions=True):
    """(what the export holds, what the oracle is made of, counts of changes)."""
    builder = worlds.Builder(options["seed"], options["messages"], options["profile"])
    built = builder.build()
    slackout.entries(built)  # fixes the order of records as the first export had it
    changes = Later(built, builder.cast, builder.files, seed, kind, deletions)
    borders = changes.run(builder)
    return builder, built, changes, borders


def only_covered(built, changes, borders):
    """Takes out of a world what a partial export does not hold."""
    if changes.kind == "public":
        built.convs = [conv for conv in built.convs if conv.kind == "public"]
    if changes.kind == "range":
        for conv in built.convs:
            border = borders.get(conv.id, 0)
            conv.records = [record for record in conv.records if record.us >= border]
    return built


def write(folder, out, seed=1, kind="all", as_zip=True, deletions=True):
    with open(os.path.join(folder, "generator.json"), encoding="ascii") as file:
        options = json.load(file)
    _, built, changes, _ = later(options, seed, kind, deletions)
    os.makedirs(out, exist_ok=True)
    slackout.entries(built)
    truth, ledger = oracle.build(built)
    _, partial, again, borders = later(options, seed, kind, True)
    only_covered(partial, again, borders)
    if as_zip:
        slackout.write_zip(partial, os.path.join(out, "export.zip"))
    else:
        slackout.write_folder(partial, os.path.join(out, "export"))
    with open(os.path.join(out, "oracle.json"), "w", encoding="ascii") as file:
        json.dump(truth, file)
    with open(os.path.join(out, "changes.json"), "w", encoding="ascii") as file:
        json.dump(changes.changes, file)
    return changes.changes


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS, default="all")
    parser.add_argument("--zip", action="store_true")
    parser.add_argument("--without-deletions", action="store_true", help="the oracle keeps what was deleted; the export does not hold it")
    options = parser.parse_args(arguments)
    print(write(options.folder, options.out, options.seed, options.kind, options.zip, not options.without_deletions), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
