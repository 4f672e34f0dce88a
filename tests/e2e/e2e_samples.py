#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sample export can be inspected and rehearsed to the end."""
import os
import sys

from e2e import DONE, ROOT, check, no_slips, run_all

SAMPLES = [os.path.join(ROOT, "tests", "data", "slack", "testarchive.zip"), os.path.join(ROOT, "tests", "data", "slack", "test_slack_importer.zip"),
           os.path.join(ROOT, "resources", "sample", "northwind-slack.zip")]


def counts_close(cli, export):
    inspection = cli.run("inspect", export, "--json").json()
    for key in ("format", "variant", "conversations", "people", "totals", "skipped", "problems"):
        check(key in inspection, f"inspect has no {key}")
    for key in ("messages", "threads", "replies", "reactions", "attachments", "members", "joins", "leaves"):
        total = sum(conversation[key] for conversation in inspection["conversations"])
        check(total == inspection["totals"][key], f"{key} do not add up: {total} in the conversations, {inspection['totals'][key]} in all")
    return inspection


def rehearse(cli, folder, export, *options):
    inspection = counts_close(cli, export)
    check(inspection["format"] == "slack", f"taken for {inspection['format']}")
    outcome = cli.run("rehearse", export, "--out", folder, *options, expect=DONE, timeout=600)
    no_slips(outcome)
    for name in ("report.html", "items.csv", "people.csv", "ledger.csv", "audit.csv", "deadlines.ics"):
        check(os.path.getsize(os.path.join(folder, name)) > 0, f"{name} is missing from the report")
    status = cli.run("status", os.path.join(folder, "rehearsal.chatferry"), "--json").json()
    for space in (space for conversation in status["conversations"] for space in conversation["spaces"]):
        check(space["stage"] == "opened", f"{space['name']} stands at {space['stage']}")
        check(space["validation"]["different"] == 0, f"{space['name']} differs")
    messages = status["totals"]["counts"]["messages"]
    check(messages["failed"] == 0 and messages["done"] + messages["left"] == messages["planned"] >= inspection["totals"]["messages"],
          f"messages do not add up: {messages}, inspect said {inspection['totals']['messages']}")


def the_reader_samples_reach_their_end(cli, folder):
    for number, export in enumerate(SAMPLES):
        rehearse(cli, os.path.join(folder, str(number)), export)


def the_shipped_sample_reaches_its_end_with_its_people(cli, folder):
    rehearse(cli, folder, SAMPLES[-1], "--people", os.path.join(ROOT, "resources", "sample", "people.csv"))


if __name__ == "__main__":
    sys.exit(run_all("e2e_samples.py", [the_reader_samples_reach_their_end, the_shipped_sample_reaches_its_end_with_its_people]))
