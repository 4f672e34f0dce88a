#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes every text of a generated export and what it must look like, one JSON object a line, for tst_generatedtexts.

First line: {"accounts": {person: "users/1"}, "people": {person: name}, "conversations": {id: name}}. Then
{"where", "text", "blocks", "attachments", "chat"} for each message whose text comes from these three.
The profile "wild" writes texts that nobody would: mrkdwn of any characters, read by mrkdwn.py; and trees with any mixture of styles; with
{"name", "named"} the text with that name in front, and {"limit", "parts"} what it is cut into.

usage: texts.py SEED MESSAGES PROFILE OUT
"""
import json
import random
import sys

import chat
import mrkdwn
import oracle
import textform
import world as worlds
from chat import BR, I

OTHER_RULES = {"me_message", "file_comment", "huddle_thread", "tombstone"}


WILD = ["*", "_", "~", "`", "<", ">", "|", "@", "#", ":", "-", "* ", "- ", "> ", " ", "  ", "\t", "a", "Z", "1", "1. ", "é", "日", "\U0001F600", "\u200b", "```",
        "users/all", "<users/1>", "https://x.example/_a_*b*", "http://", "mailto:", "\ufe0f", "\u20e3", "(", ")", ".", ",", "&amp;", "\\", "\u00a0", "\u0301", "ﬁ", "x_y"]


def wild_text(rng):
    return "".join(rng.choice(WILD) for _ in range(rng.randint(1, 6)))


def wild_inline(rng):
    style = "".join(s for s in "biscuh" if rng.random() < 0.25)
    roll = rng.random()
    if roll < 0.72:
        return I("text", wild_text(rng), "", style)
    if roll < 0.76:
        return BR
    if roll < 0.80:
        return I("person", "", rng.choice(["U1", "U2", "U3"]), style.replace("c", ""))
    if roll < 0.88:
        label = rng.choice(["", wild_text(rng)])
        return I("link", label, rng.choice(["https://x.example/", "HTTP://x.example/?a=b c|d", "mailto:a@x.example", "tel:1", "https://x.example/" + wild_text(rng).strip()]), style)
    return rng.choice([I("emoji", rng.choice(["+1::skin-tone-2", "keycap_star", "no_such_one", "heart"]), "", style), I("all", "here", "", style),
                       I("conv", "", rng.choice(["C1", "C2"]), style), I("group", "", "S*1", style), I("date", wild_text(rng), "", style)])


def wild_block(rng):
    inlines = [wild_inline(rng) for _ in range(rng.randint(1, 7))]
    while inlines[-1] == BR:  # one at the end would be dropped by the reader
        inlines[-1] = I("text", "end")
    roll = rng.random()
    if roll < 0.6:
        return ("p", inlines)
    if roll < 0.75:
        return ("li", inlines, rng.random() < 0.5, rng.randint(0, 2), 1)
    if roll < 0.88:
        return ("quote", [("p", inlines)])
    return ("code", inlines)


MRKDWN = ["*", "*", "_", "_", "~", "`", "\n", "\n", ">", "&gt;", "&gt; ", ">>>", " ", " ", " ", "a", "b1", "é", "日", "\U0001F600", ":", ":smile:", ":+1::skin-tone-3:", "<@U1>", "<@U9|lab>",
          "<https://x.example/|la*b*el>", "<https://x.example/?a&amp;b>", "<#C1|gen>", "<!here>", "<!x|_lab_>", "<mailto:a@x.example|a@x.example>", "&amp;", "&lt;", "&amp;lt;", ".", ",", "(", ")",
          "@", "\\", "\u2022 ", "1. ", "<", "x_y", "\u200b", "-", "'", "\r\n", "\t", "]", "}", "+1", "<!date^0^{date}>", "<!subteam^S1|@team>", "\u00a0"]


def wild_mrkdwn(rng):
    out = []
    for _ in range(rng.randint(1, 16)):
        piece = rng.choice(MRKDWN)
        if piece == "`" and out and out[-1].endswith("`"):
            continue
        out.append(piece)
        if rng.random() < 0.03:
            out += ["```", rng.choice(["", "\n"]), rng.choice(["x", "a *b*\n> c", "<@U1>", "&lt;d&gt;"]), rng.choice(["", "\n"]), "```", rng.choice([" ", "\n", "z"])]
    return "".join(out)


def has_something(tree):
    return any(inline.kind == "text" and inline.text.strip("".join(chat.SPACES)) for block in tree
               for inline in (block[1][0][1] if block[0] == "quote" else block[1]))


def wild(seed, count, file):
    rng = random.Random(seed)
    names = chat.Names({"U1": "users/1"}, {"U2": "Bo *Star* `x`"}, {"C1": "gen_eral_"})
    file.write(json.dumps({"accounts": names.accounts, "people": names.people, "conversations": names.conversations}) + "\n")
    for number in range(count):
        source = wild_mrkdwn(rng)
        file.write(json.dumps({"where": f"mrkdwn {number} {source!a}", "text": source, "blocks": None, "attachments": None,
                               "chat": chat.chat_text(mrkdwn.parse(source), names)}) + "\n")
    while count:
        tree = [wild_block(rng) for _ in range(rng.randint(1, 4))]
        if not has_something(tree):
            continue
        count -= 1
        shown = chat.chat_text(tree, names)
        name, limit = wild_text(rng), rng.randint(64, 90)
        line = {"where": str(count), "text": "", "blocks": textform.blocks(tree), "attachments": None, "chat": shown}
        if shown and name.strip("".join(chat.SPACES)):
            named = chat.with_name(name, shown)
            line.update(name=name, named=named, limit=limit, parts=chat.parts_of(named, limit))
        file.write(json.dumps(line) + "\n")


def main(seed, messages, profile, out):
    if profile == "wild":
        with open(out, "w", encoding="ascii") as file:
            wild(int(seed), int(messages), file)
        return
    built = worlds.build(int(seed), int(messages), profile)
    names = oracle.People(built).names()
    with open(out, "w", encoding="ascii") as file:
        file.write(json.dumps({"accounts": names.accounts, "people": names.people, "conversations": names.conversations}) + "\n")
        for conv in built.convs:
            for record in conv.records:
                entry = record.json
                if not record.msg or entry.get("subtype") in OTHER_RULES or "file" in entry and entry.get("text", "").startswith("<@"):
                    continue
                line = {key: entry.get(key) for key in ("text", "blocks", "attachments")}
                line.update(where=f"{conv.id}/{record.msg.id}", chat=chat.chat_text(record.msg.tree, names))
                file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
