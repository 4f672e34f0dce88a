# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: running the command line and the simulator as other processes, within bounds."""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", ".."))
GENERATOR = os.path.join(ROOT, "tests", "generator")
sys.path.insert(0, GENERATOR)

import compare
import generate
import newer
import simstate

DONE, ITEMS_FAILED, WRONG_INPUT, NEEDS_PERSON, OUR_FAULT = range(5)
ADMIN = "chat-admin@corp.example"

#: What no person should ever see.
OURS = re.compile(r"Traceback|terminate called|Assertion|ASSERT|Sanitizer|runtime error|QObject::|#\d+ 0x|what\(\):|\bnullptr\b|0x[0-9a-f]{8}")


class Failed(Exception):
    pass


def check(condition, text):
    if not condition:
        raise Failed(text)


class Outcome:
    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    def json(self):
        return json.loads(self.out)

    def __str__(self):
        return f"ended with {self.code} after {self.seconds:.1f} s\n--- stdout\n{self.out[-3000:]}\n--- stderr\n{self.err[-5000:]}"


class Cli:
    def __init__(self, program):
        self.program = os.path.abspath(program)
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", QT_LOGGING_RULES="*.debug=false")
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            self.environment.pop(name, None)

    def start(self, *arguments, **more):
        return subprocess.Popen([self.program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True, encoding="utf-8", errors="replace", env=self.environment, **more)

    def run(self, *arguments, expect=DONE, timeout=300):
        started = time.monotonic()
        process = self.start(*arguments)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise Failed(f"{arguments[0]} did not end within {timeout} s\n{err[-3000:]}") from None
        outcome = Outcome(process.returncode, out, err, time.monotonic() - started)
        check(expect is None or outcome.code == expect, f"chatferry-cli {' '.join(map(str, arguments))}\nshould end with {expect} but {outcome}")
        return outcome


class Simulator:
    """The simulator as a process of its own. Its world is in `state`, its requests in `log`."""

    def __init__(self, cli, folder, people, *options):
        self.cli, self.folder = cli, folder
        self.key, self.state, self.log = (os.path.join(folder, name) for name in ("key.json", "state", "log"))
        self.options = ["--people", people, "--admin", ADMIN, "--quotas", "off", *options]
        self.process, self.port = None, "0"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        self.process = self.cli.start("simulator", "--key-out", self.key, "--state", self.state, "--log", self.log, "--port", self.port, *self.options)
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith("http://127.0.0.1:"):
            self.process.kill()
            raise Failed(f"the simulator did not start: {self.url}\n{self.process.stderr.read()}")
        self.port = self.url.rpartition(":")[2]  # another start listens at the same place

    def kill(self):
        self.process.kill()
        self.process.communicate()
        self.process = None

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.communicate()
                raise Failed("the simulator did not stop") from None
        self.process = None

    def connection(self):
        return ["--service-account", self.key, "--admin", ADMIN, "--endpoint", self.url, "--quota-profile", "off"]

    def requests(self):
        with open(self.log, encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.endswith("\n")]

    def writes(self):
        """Requests that could change something, tokens excepted."""
        return [request for request in self.requests() if request.get("isWrite")]


class Move:
    """A generated export with its oracle, its project and the simulator's files, all in one folder."""

    def __init__(self, cli, folder, profile, messages, seed=1, as_zip=True):
        self.cli, self.folder = cli, folder
        arguments = ["--seed", str(seed), "--messages", str(messages), "--profile", profile, "--out", folder] + (["--zip"] if as_zip else [])
        generate.main(arguments)
        self.export = os.path.join(folder, "export.zip" if as_zip else "export")
        self.people = os.path.join(folder, "people.csv")
        self.accounts = os.path.join(folder, "accounts.csv")
        self.project = os.path.join(folder, "move.chatferry")
        self.oracle = self.load("oracle.json")
        self.summary = self.load("summary.json")

    def load(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return json.load(file)

    def new(self):
        return self.cli.run("new", self.project, "--source", self.export, "--people", self.people)

    def run(self, simulator, *options, expect=DONE, timeout=900):
        return self.cli.run("run", self.project, *simulator.connection(), *options, expect=expect, timeout=timeout)

    def compare(self, simulator, stage="grant", oracle=None):
        same(oracle or self.oracle, simulator.state, stage)


    def newer(self, name, kind="all", deletions=True):
        """(a later export, what must be there once it is applied)."""
        out = os.path.join(self.folder, name)
        newer.write(self.folder, out, 1, kind, True, deletions)
        with open(os.path.join(out, "oracle.json"), encoding="utf-8") as file:
            return os.path.join(out, "export.zip"), json.load(file)


def same(oracle, state, stage="grant"):
    found = compare.differences(oracle, simstate.read(state), stage, ADMIN)
    check(not found, f"{len(found)} differences from the oracle at {stage}:\n" + "\n".join(found[:30]))


def no_slips(outcome):
    """A complaint for people: some words, nothing of our insides."""
    text = outcome.err + outcome.out
    check(not OURS.search(text), f"shows our insides: {outcome}")


def run_all(name, tests):
    """Runs functions that take a Cli and a folder; prints a line for each; answers the exit code."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    if len(sys.argv) < 2:
        print(f"usage: {name} CHATFERRY_CLI [TEST]...")
        return 2
    cli = Cli(sys.argv[1])
    failed = 0
    for test in tests:
        if len(sys.argv) > 2 and test.__name__ not in sys.argv[2:]:
            continue
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="chatferry-e2e-") as folder:
            try:
                test(cli, folder)
                print(f"ok      {test.__name__} ({time.monotonic() - started:.1f} s)")
            except Failed as error:
                failed += 1
                print(f"FAILED  {test.__name__} ({time.monotonic() - started:.1f} s)\n{error}")
    print(f"{failed} failed")
    return 1 if failed else 0
