#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample export in the tree is what its story makes, stays small and holds what a rehearsal wants to show."""
import json
import os
import sys
import tempfile
import unittest
import zipfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
SAMPLE = os.path.join(ROOT, "resources", "sample")
sys.path.insert(0, SAMPLE)

import make_sample


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class SampleTest(unittest.TestCase):
    def test_is_what_the_story_makes(self):
        with tempfile.TemporaryDirectory() as folder:
            make_sample.main(folder)
            for name in ("northwind-slack.zip", "people.csv"):
                made, kept = os.path.join(folder, name), os.path.join(SAMPLE, name)
                if name.endswith(".zip"):
                    self.assertEqual(contents(made), contents(kept))
                else:
                    with open(made, "rb") as a, open(kept, "rb") as b:
                        self.assertEqual(a.read(), b.read())

    def test_is_small_and_holds_a_bit_of_everything(self):
        path = os.path.join(SAMPLE, "northwind-slack.zip")
        self.assertLess(os.path.getsize(path), 60_000)
        files = contents(path)
        records = [record for name, data in files.items() if "/20" in name for record in json.loads(data)]
        self.assertGreater(len(records), 290)
        subtypes = {record.get("subtype") for record in records}
        self.assertLessEqual({None, "channel_join", "channel_leave", "group_join", "bot_message", "thread_broadcast", "tombstone", "huddle_thread"}, subtypes)
        self.assertEqual([len(json.loads(files[name])) for name in ("channels.json", "groups.json", "dms.json", "mpims.json")], [3, 1, 1, 1])
        for what in ("reactions", "thread_ts", "files", "edited"):
            self.assertTrue(any(what in record for record in records), what)
        known = {user["id"] for user in json.loads(files["users.json"])}
        self.assertTrue({record["user"] for record in records if "user" in record} - known, "nobody is unknown")
        addresses = {user["profile"].get("email", "x@x.example").rpartition("@")[2] for user in json.loads(files["users.json"])}
        self.assertTrue(all(address.endswith(".example") for address in addresses))


if __name__ == "__main__":
    unittest.main()
