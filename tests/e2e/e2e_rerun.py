#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Running again does nothing twice: neither after a finished run, nor after one that was killed, nor when answers get lost."""
import os
import random
import signal
import subprocess
import sys
import time

from e2e import DONE, NEEDS_PERSON, Failed, Move, Simulator, check, run_all

KILLS = int(os.environ.get("CHATFERRY_E2E_KILLS", "12"))


def second_run_sends_no_write(cli, folder):
    move = Move(cli, folder, "kill", 120, 4)
    move.new()
    with Simulator(cli, folder, move.accounts) as simulator:
        move.run(simulator, "--confirm-complete")
        before = len(simulator.writes())
        check(before > 0, "the log shows no write at all")
        move.run(simulator, "--confirm-complete")
        again = simulator.writes()[before:]
        check(not again, f"{len(again)} writes again, the first: {again[:3]}")
        move.compare(simulator)


def killed_runs_end_in_the_same_state(cli, folder):
    """Killed at moments spread over the whole run, then run to the end."""
    move = Move(cli, folder, "kill", 150, 5)
    move.new()
    rng = random.Random(5)
    with Simulator(cli, folder, move.accounts, "--latency", "5") as simulator:
        for number in range(KILLS):
            before = len(simulator.writes()) if os.path.exists(simulator.log) else 0
            aim = before + rng.randint(1, 60)
            process = cli.start("run", move.project, *simulator.connection(), "--confirm-complete")
            until = time.monotonic() + 60
            while process.poll() is None and time.monotonic() < until and (not os.path.exists(simulator.log) or len(simulator.writes()) < aim):
                time.sleep(0.01)
            if process.poll() is not None:
                process.communicate()
                break
            process.send_signal(signal.SIGKILL)
            process.communicate()
        check(number > 2, "the run ended before it could be killed often enough")
        move.run(simulator, "--confirm-complete")
        move.compare(simulator)


def stopped_by_hand_goes_on(cli, folder):
    move = Move(cli, folder, "kill", 150, 6)
    move.new()
    with Simulator(cli, folder, move.accounts, "--latency", "20") as simulator:
        process = cli.start("run", move.project, *simulator.connection(), "--confirm-complete")
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until and (not os.path.exists(simulator.log) or len(simulator.writes()) < 40):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        try:
            _, err = process.communicate(timeout=30)
        except Exception:
            process.kill()
            raise Failed("Ctrl-C did not stop the run within 30 s") from None
        check(process.returncode == NEEDS_PERSON, f"stopped by hand, it ended with {process.returncode}\n{err[-2000:]}")
        check("again" in err, f"does not say how to go on:\n{err[-1000:]}")
        move.run(simulator, "--confirm-complete")
        move.compare(simulator)


def faults_change_nothing(cli, folder):
    """Connections cut before and after acting, 5xx with and without effect, 429, half answers."""
    faults = ";".join(f"POST /v1/*:{action}:p=0.04,seed={n}" for n, action in enumerate(("drop-before", "drop-after", "503", "503-after", "429", "truncate"), 1))
    move = Move(cli, folder, "kill", 120, 7)
    move.new()
    with Simulator(cli, folder, move.accounts, "--faults", faults) as simulator:
        for _ in range(5):
            if move.run(simulator, "--confirm-complete", expect=None).code == DONE:
                break
        else:
            raise Failed("five runs did not get through the faults")
        hit = [request for request in simulator.requests() if request.get("fault")]
        check(len(hit) > 10, f"only {len(hit)} requests met a fault")
        move.compare(simulator)


def the_destination_goes_away_and_comes_back(cli, folder):
    """The simulator is killed in the middle and started again on its world: nothing lost, nothing doubled."""
    move = Move(cli, folder, "kill", 120, 8)
    move.new()
    with Simulator(cli, folder, move.accounts, "--latency", "10") as simulator:
        process = cli.start("run", move.project, *simulator.connection(), "--confirm-complete")
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until and (not os.path.exists(simulator.log) or len(simulator.writes()) < 60):
            time.sleep(0.01)
        simulator.kill()
        time.sleep(1)
        simulator.start()
        try:
            process.communicate(timeout=180)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        move.run(simulator, "--confirm-complete")
        move.compare(simulator)


if __name__ == "__main__":
    sys.exit(run_all("e2e_rerun.py", [second_run_sends_no_write, killed_runs_end_in_the_same_state, stopped_by_hand_goes_on, faults_change_nothing,
                                      the_destination_goes_away_and_comes_back]))
