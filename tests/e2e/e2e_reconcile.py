#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A newer export brings the destination up to date before it is completed: new, edited and deleted, and nothing else."""
import sys

from e2e import DONE, NEEDS_PERSON, Move, Simulator, check, no_slips, run_all


def up_to_date(cli, folder, kind, deletions):
    move = Move(cli, folder, "small", 300, 12)
    later, oracle = move.newer("later", kind, deletions)
    move.new()
    with Simulator(cli, folder, move.accounts) as simulator:
        move.run(simulator, "--through", "validate")
        before = len(simulator.writes())
        looked = cli.run("reconcile", move.project, "--source", later, expect=DONE)
        check(len(simulator.writes()) == before, "comparing alone has written something")
        check(looked.out.strip() and "No differences" not in looked.out, f"found nothing: {looked}")
        options = ["--apply"] + (["--with-deletions"] if deletions else [])
        applied = cli.run("reconcile", move.project, "--source", later, *simulator.connection(), *options, expect=DONE, timeout=600)
        no_slips(applied)
        again = cli.run("reconcile", move.project, "--source", later)
        if deletions:
            check("No differences" in again.out, f"something is left over: {again}")
        move.run(simulator, "--confirm-complete")
        move.compare(simulator, oracle=oracle)


def newer_export_with_deletions(cli, folder):
    up_to_date(cli, folder, "all", True)


def newer_export_without_deletions(cli, folder):
    """What was deleted in the old chat stays where nobody asked for deletions."""
    up_to_date(cli, folder, "all", False)


def newer_export_of_public_channels_only(cli, folder):
    """What such an export does not cover is neither deleted nor changed."""
    up_to_date(cli, folder, "public", True)


def newer_export_of_a_date_range(cli, folder):
    up_to_date(cli, folder, "range", True)


def the_same_export_again_finds_nothing(cli, folder):
    move = Move(cli, folder, "kill", 100, 13)
    move.new()
    with Simulator(cli, folder, move.accounts) as simulator:
        move.run(simulator, expect=NEEDS_PERSON)
        outcome = cli.run("reconcile", move.project, "--source", move.export, *simulator.connection(), "--apply", "--with-deletions")
        check("No differences" in outcome.out, f"finds differences in the same export: {outcome}")
        move.run(simulator, "--confirm-complete")
        move.compare(simulator)


if __name__ == "__main__":
    sys.exit(run_all("e2e_reconcile.py", [newer_export_with_deletions, newer_export_without_deletions, newer_export_of_public_channels_only,
                                          newer_export_of_a_date_range, the_same_export_again_finds_nothing]))
