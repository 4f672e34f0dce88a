#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A generated export moved to the simulator leaves there exactly what the oracle says, stage by stage."""
import json
import os
import sys

from e2e import DONE, ITEMS_FAILED, NEEDS_PERSON, Failed, Move, Simulator, check, no_slips, run_all


def inspect_counts(cli, move):
    found = cli.run("inspect", move.export, "--json").json()
    rows = {row["id"]: row for row in found["conversations"]}
    keys = ("kind", "messages", "threads", "replies", "reactions", "attachments", "members", "joins", "leaves")
    wrong = []
    for row in move.summary["conversations"]:
        there = rows.pop(row["id"], None)
        if there is None:
            wrong.append(f"conversation {row['id']} is missing")
            continue
        wrong += [f"{row['id']} {key}: expected {row[key]}, found {there[key]}" for key in keys if row[key] != there[key]]
    wrong += [f"conversation {id} is one too many" for id in rows]
    skipped = {row["reason"]: row["count"] for row in found["skipped"]}
    if skipped != move.summary["skipped"]:
        wrong.append(f"skipped: expected {move.summary['skipped']}, found {skipped}")
    check(not wrong, "inspect counts differently:\n" + "\n".join(wrong[:20]))


def plan_closes(cli, move):
    plan = cli.run("plan", move.project, "--json", expect=None).json()
    check(plan["sum"]["closes"], f"the sum does not close: {plan['sum']}")
    read = sum(row["records"] for row in move.summary["conversations"])
    check(plan["sum"]["records"] == read, f"{plan['sum']['records']} records in the plan, {read} in the export")


def ledger_tells(cli, move):
    """The plan's ledger, accounts known, counts what the oracle counts."""
    plan = cli.run("plan", move.project, "--json", expect=None).json()
    check(plan["sum"]["closes"], f"the sum does not close: {plan['sum']}")
    found = {}
    for row in plan["ledger"]:
        found[row["code"]] = found.get(row["code"], 0) + row["count"]
    want = move.summary["ledger"]["total"]
    families = ("author-", "deleted-root", "placeholder-root", "thread-continued", "reaction-", "file-", "past-member-unmapped")
    codes = {code for code in want.keys() | found.keys() if code.startswith(families)}
    wrong = [f"{code}: expected {want.get(code, 0)}, found {found.get(code, 0)}" for code in sorted(codes) if want.get(code, 0) != found.get(code, 0)]
    check(not wrong, "the ledger counts differently:\n" + "\n".join(wrong))


def status_adds_up(cli, move):
    status = cli.run("status", move.project, "--json").json()
    for name, counts in status["totals"]["counts"].items():
        check(counts["failed"] == 0, f"{counts['failed']} {name} failed")
        check(counts["done"] + counts["left"] == counts["planned"], f"{name} do not add up: {counts}")
    for conversation in status["conversations"]:
        for space in conversation["spaces"]:
            check(space["stage"] == "opened", f"{space['name']} stands at {space['stage']}")
            check(space["validation"]["different"] == 0, f"{space['name']} differs")


def no_secrets(move, folder, outcomes):
    """Neither what was printed nor the project file nor the report holds texts, tokens or the key."""
    with open(os.path.join(folder, "key.json"), encoding="utf-8") as file:
        key = json.load(file)["private_key"].split("\n")[1]
    secrets = [key, "xoxe-1-secret", "ya29."]
    for outcome in outcomes:
        for secret in secrets:
            check(secret not in outcome.out + outcome.err, f"a secret was printed: {secret[:12]}")
    report = os.path.join(folder, "report")
    move.cli.run("report", move.project, "--out", report)
    paths = [move.project] + [os.path.join(report, name) for name in os.listdir(report)]
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        for secret in secrets + ["the quick brown fox jumps over the lazy dog"]:
            check(secret.encode() not in data, f"{os.path.basename(path)} holds {secret[:20]}")


def walk(cli, folder, profile, messages, seed, as_zip=True):
    move = Move(cli, folder, profile, messages, seed, as_zip)
    inspect_counts(cli, move)
    outcomes = [move.new()]
    plan_closes(cli, move)
    with Simulator(cli, folder, move.accounts) as simulator:
        outcomes.append(move.run(simulator, expect=NEEDS_PERSON))
        move.compare(simulator, "import")
        outcomes.append(move.run(simulator, "--confirm-complete", expect=DONE))
        move.compare(simulator)
    for outcome in outcomes:
        no_slips(outcome)
    status_adds_up(cli, move)
    ledger_tells(cli, move)
    no_secrets(move, folder, outcomes)


def small_export(cli, folder):
    walk(cli, folder, "small", 200, 1)


def small_export_as_a_folder(cli, folder):
    walk(cli, folder, "small", 120, 2, as_zip=False)


def old_export(cli, folder):
    walk(cli, folder, "old", 400, 3)


def full_export(cli, folder):
    walk(cli, folder, "full", int(os.environ.get("CHATFERRY_E2E_MESSAGES", "20000")), 1)


if __name__ == "__main__":
    sys.exit(run_all("e2e_generated.py", [small_export, small_export_as_a_folder, old_export, full_export]))
