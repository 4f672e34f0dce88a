#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a Slack export made from a seed, and beside it what a faithful move of it must leave behind.

usage: generate.py --seed N --messages N --out DIR [--zip] [--zip-style STYLE] [--profile PROFILE]

DIR gets: export/ or export.zip, people.csv (the people map), accounts.json and accounts.csv (the destination's
directory), oracle.json (the destination afterwards), summary.json (what inspect counts), generator.json (these options).
The same options write the same bytes.
"""
import argparse
import json
import os
import shutil
import sys

import oracle
import slackout
import world as worlds


def share_of_impersonated(built, truth):
    """Human messages that their own authors can write, of all human messages."""
    people = oracle.People(built)
    humans = [record.msg for conv in built.convs for record in conv.records if record.msg and record.msg.kind == "human"]
    return sum(1 for msg in humans if people.account(msg.author)) / max(1, len(humans))


def write(built, out, as_zip, style="plain"):
    """Export, oracle and all that belongs to them. Answers the summary."""
    os.makedirs(out, exist_ok=True)
    if as_zip:
        slackout.write_zip(built, os.path.join(out, "export.zip"), style)
    else:
        shutil.rmtree(os.path.join(out, "export"), ignore_errors=True)
        slackout.write_folder(built, os.path.join(out, "export"))
    truth, ledger = oracle.build(built)
    counts = oracle.summary(built, ledger)
    slackout.people_csv(built, os.path.join(out, "people.csv"))
    for name, value in (("accounts.json", slackout.accounts_json(built)), ("oracle.json", truth), ("summary.json", counts)):
        with open(os.path.join(out, name), "w", encoding="ascii") as file:
            json.dump(value, file, indent=1 if name == "summary.json" else None)
    slackout.accounts_csv(built, os.path.join(out, "accounts.csv"))
    return counts, truth


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--out", required=True)
    parser.add_argument("--zip", action="store_true")
    parser.add_argument("--zip-style", choices=slackout.ZIP_STYLES, default="plain")
    parser.add_argument("--profile", choices=worlds.PROFILES, default="full")
    options = parser.parse_args(arguments)
    built = worlds.build(options.seed, options.messages, options.profile)
    counts, truth = write(built, options.out, options.zip, options.zip_style)
    share = share_of_impersonated(built, truth)
    if share < 0.9:
        raise SystemExit(f"only {share:.1%} of the human messages can be written by their authors")
    with open(os.path.join(options.out, "generator.json"), "w", encoding="ascii") as file:
        json.dump({key.replace("-", "_"): value for key, value in vars(options).items() if key != "out"}, file)
    print(f"{counts['totals'].get('messages', 0)} messages in {len(counts['conversations'])} conversations, {share:.1%} by their own authors",
          file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
