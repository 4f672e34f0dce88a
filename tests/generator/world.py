# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds a whole generated workspace from a seed: people, conversations, traffic, and a scene for each oddity."""
import random

import cast as casting
import edges
import traffic
import words
from model import Conv, World
from slacktime import DAY, SECOND, us_of, utc_day
from textform import p

PROFILES = ("full", "small", "kill", "old", "slackdump", "public")


class Builder:
    def __init__(self, seed, messages, profile):
        if profile not in PROFILES:
            raise SystemExit(f"unknown profile {profile}; there are {', '.join(PROFILES)}")
        self.world = World(seed, profile, "T0NORTH01", casting.HOME)
        self.seed, self.target = seed, messages
        self.cast = casting.build(self.world, self.rng("cast"), 44 if profile in ("full", "slackdump") else 16)
        self.files = traffic.Files(self.rng("files"), self.world.team)
        self.count = 0

    def rng(self, *about):
        return random.Random("/".join(str(part) for part in (self.seed, *about)))

    # Conversations ---------------------------------------------------------------------------------------------------

    def conv(self, kind, name="", members=None, created=None, **more):
        self.count += 1
        letter = {"public": "C", "private": "G" if self.count % 2 else "C", "group": "G" if self.count % 2 else "C", "direct": "D"}[kind]
        conv = Conv(f"{letter}0{self.count:04d}{self.rng('conv', self.count).randrange(16 ** 4):04X}", kind, name, created, **more)
        conv.created_json = created // SECOND if created is not None else None
        conv.members = list(dict.fromkeys(members if members is not None else self.cast.mapped[:12]))
        conv.creator = conv.members[0] if conv.members else self.cast.mapped[0]
        conv.folder = conv.id if kind == "direct" else name
        self.world.convs.append(conv)
        return conv

    def traffic(self, conv, count, start, end, cast=None, hushed=None):
        flow = traffic.Traffic(self.world, self.rng("traffic", conv.id), conv, self.files, cast or self.cast.mapped,
                               self.cast.hushed if hushed is None else hushed)
        flow.fill(count, start, end)
        return flow.writer

    def scenes(self, conv, start):
        rng = self.rng("scenes", conv.id)
        return edges.Scenes(traffic.Writer(self.world, rng, conv), self.cast, self.files, start)

    def comings_and_goings(self, conv, start, kind="channel", legacy=False):
        """Joins of most members; some left, some left and came back, one left without ever joining."""
        rng = self.rng("joins", conv.id)
        writer = traffic.Writer(self.world, rng, conv)
        outside = [person for person in self.cast.mapped if person not in conv.members]
        us = start
        for person in conv.members:
            if rng.random() < 0.6:
                us += rng.randint(1, 4000) * SECOND
                writer.join(us, person, kind, legacy, inviter=conv.creator if rng.random() < 0.3 else "")
        left = rng.sample(outside, min(4, len(outside)))
        for n, person in enumerate(left):
            if n != 1:
                writer.join(us + n * SECOND, person, kind, legacy)
            gone = writer.leave(us + (n + 5) * DAY, person, kind)
            if n == 2:  # came back and left again
                writer.join(gone + DAY, person, kind)
                writer.leave(gone + 9 * DAY, person, kind)
            if n == 3:  # came back for good, though the list does not have them
                writer.join(gone + 2 * DAY, person, kind)
        back = conv.members[-1]
        writer.leave(us + 3 * DAY, back, kind)
        writer.join(us + 4 * DAY, back, kind)
        writer.join(us + 4 * DAY + SECOND, back, kind)  # twice in a row
        for person in (self.cast.role["departed"][0], self.cast.role["unknown"][0]):  # left, without an account
            writer.join(us + DAY, person, kind)
            writer.leave(us + 30 * DAY, person, kind)
        self.world.coverage["memberships"] = self.world.coverage.get("memberships", 0) + 1

    # Profiles --------------------------------------------------------------------------------------------------------

    def small(self):
        """A little of everything that does not need volume."""
        members = self.cast.mapped[:8]
        general = self.conv("public", "general", members, us_of(2021, 3, 1), general=True, purpose="Company-wide news &amp; notes",
                            purpose_plain="Company-wide news & notes", topic="See <https://corp.example/rules>", topic_plain="See https://corp.example/rules")
        self.comings_and_goings(general, us_of(2021, 3, 1, 9))
        self.traffic(general, max(20, self.target // 3), us_of(2021, 4), us_of(2022, 2))
        private = self.conv("private", "finance", members[:4], us_of(2021, 5), topic="Numbers only", topic_plain="Numbers only")
        self.traffic(private, max(10, self.target // 6), us_of(2021, 5, 2), us_of(2021, 12))
        direct = self.conv("direct", members=members[:2], created=us_of(2021, 6))
        self.traffic(direct, max(5, self.target // 12), us_of(2021, 6, 2), us_of(2021, 11), members[:2], [])
        group = self.conv("group", "mpdm-a--b--c-1", members[:3], us_of(2021, 6))
        self.traffic(group, max(5, self.target // 12), us_of(2021, 6, 2), us_of(2021, 11), members[:3], [])
        edge = self.conv("public", "edge-cases", members, us_of(2021, 1))
        self.scenes(edge, us_of(2021, 2)).run_all()
        return general

    def kill(self):
        """Few of everything, for runs that are stopped and started many times."""
        members = self.cast.mapped[:6]
        for kind, name in (("public", "general"), ("private", "backroom"), ("group", "mpdm-a--b-1"), ("direct", "")):
            conv = self.conv(kind, name, members[:2] if kind == "direct" else members, us_of(2022, 3, 1))
            if kind in ("public", "private"):
                self.comings_and_goings(conv, us_of(2022, 3, 1, 9))
            self.traffic(conv, max(10, self.target // 5), us_of(2022, 4), us_of(2022, 9), members[:2] if kind == "direct" else members,
                         [] if kind == "direct" else self.cast.hushed)
        scenes = self.scenes(self.conv("public", "odds-and-ends", members, us_of(2022, 3)), us_of(2022, 4))
        for name in ("threads", "orphans", "skipped_root", "tombstones", "reactions", "twins", "duplicates", "bots", "long_by_app", "long_code"):
            getattr(scenes, f"scene_{name}")()
            scenes.cover(name)
        attach = lambda text, *files: scenes.w.attach(scenes.say(text), list(files))
        for n in range(8):
            attach(f"file {n}", scenes.files.archive(f"file {n}.txt", "text/plain", b"content %d" % n))

    def full(self):
        w, cast = self.world, self.cast
        rng = self.rng("plan")
        people = cast.mapped
        every = people + cast.hushed[:6]
        general = self.conv("public", "general", every, us_of(2016, 2, 1), general=True, purpose="For &lt;everyone&gt; &amp; everything",
                            purpose_plain="For <everyone> & everything", topic="Be kind", topic_plain="Be kind")
        random_ = self.conv("public", "random", every[:30], us_of(2016, 2, 1), topic="Only a topic", topic_plain="Only a topic")
        engineering = self.conv("public", "engineering", people[:20], us_of(2018, 1, 10), purpose="p" * 170, purpose_plain="p" * 170,
                                topic="t" * 200, topic_plain="t" * 200)
        plain = [self.conv("public", name, rng.sample(people, 15), us_of(2019, 3, n + 1)) for n, name in
                 enumerate(["deliveries", "shop-floor", "café-münchen", "日本チーム", "help_desk", "announcements"])]
        old = self.conv("public", "old-times", people[:10], us_of(2015, 6, 1), archived=True, members_json=[])
        old.created_json = str(us_of(2015, 6, 1) // SECOND)
        edge = self.conv("public", "edge-cases", people[:14], us_of(2021, 1, 1))
        old_edge = self.conv("public", "edge-cases-2015", people[:14], us_of(2015, 1, 1))
        capsule = self.conv("public", "time-capsule", people[:5], us_of(2012, 1, 1))
        self.conv("public", "empty-room", people[:3], us_of(2023, 1, 1), folder="")
        lost = self.conv("private", "lost-and-found", [], None, listed=False)
        lost.id = lost.folder
        lost.creator = ""
        finance = self.conv("private", "finance", people[:6], us_of(2019, 1, 1), topic="Top &amp; secret", topic_plain="Top & secret")
        same = self.conv("private", "General", people[2:9], us_of(2020, 1, 1), folder="General")
        secret = self.conv("private", "edge-private", people[:9], us_of(2020, 5, 1))
        dms = [self.conv("direct", members=rng.sample(people, 2), created=us_of(2020, 1, n + 1)) for n in range(4)]
        self_talk = self.conv("direct", members=[people[0]], created=us_of(2020, 2, 1), members_json=[people[0], people[0]])
        gone = self.conv("direct", members=[people[1], cast.role["unknown"][0]], created=None)
        gone.created_json = 1
        outside = self.conv("direct", members=[cast.role["external"][0]], created=us_of(2020, 2, 3))
        outside.members_json = {"user": cast.role["external"][0]}
        slackbot = self.conv("direct", members=[people[2], "USLACKBOT"], created=us_of(2020, 2, 4))
        trio = people[3:6]
        groups = [self.conv("group", f"mpdm-a--b--c-{n}", trio, us_of(2020, 3, n)) for n in (1, 2)]
        nine = self.conv("group", "mpdm-nine-1", people[:11], us_of(2020, 3, 5))
        nine2 = self.conv("group", "mpdm-nine-2", people[:11], us_of(2020, 3, 6))
        nameless = self.conv("group", "mpdm-who-knows-1", [], us_of(2020, 3, 7))
        nameless.members_json = {}
        handles = [w.people[id].handle for id in people[6:9]]
        by_name = self.conv("group", f"mpdm-{'--'.join(handles)}-1", people[6:9], us_of(2020, 3, 8))
        by_name.members_json = {}

        for conv, start in ((general, us_of(2016, 2, 1, 10)), (engineering, us_of(2018, 2)), (plain[0], us_of(2019, 4)), (old, us_of(2015, 6, 2))):
            self.comings_and_goings(conv, start, legacy=start < us_of(2017))
        self.comings_and_goings(finance, us_of(2019, 2), kind="group")
        archive = traffic.Writer(w, self.rng("archive"), old)
        us = archive.free(us_of(2017, 9, 1))
        listed = old.members[:6] + [cast.role["departed"][0]]
        archive.put(us, {"type": "message", "subtype": "channel_archive", "user": people[0], "ts": edges.ts_of(us), "text": "archived the channel",
                         "members": listed}, skip="channel-state", event=("", "archive", us, listed))
        old.members = listed
        w.coverage["channel-archive-members"] = 1

        self.scenes(edge, us_of(2021, 2)).run_all()
        scenes = self.scenes(old_edge, us_of(2015, 2))
        for name in sorted(dir(scenes)):
            if name.startswith("scene_") and name != "scene_old_and_future" and "long" not in name:
                getattr(scenes, name)()
        self.scenes(capsule, us_of(2019, 5)).scene_old_and_future()
        self.traffic(capsule, 40, us_of(2019, 6), us_of(2020))
        scenes = self.scenes(secret, us_of(2020, 6))
        for name in ("threads", "orphans", "tombstones", "reactions", "files", "skipped_root", "bots", "twins"):
            getattr(scenes, f"scene_{name}")()
        scenes = self.scenes(engineering, us_of(2023, 2))
        edges.long_thread(scenes, 1130)
        for conv in dms[:1] + groups[:1]:
            scenes = self.scenes(conv, us_of(2021, 2))
            scenes.people = conv.members
            scenes.scene_threads()
            scenes.say("only us")

        small = [(self_talk, 30), (gone, 25), (outside, 25), (slackbot, 15), (nine, 60), (nine2, 40), (nameless, 30), (by_name, 20), (lost, 60), (same, 150)]
        for conv, count in small:
            members = [m for m in conv.members if m in people] or people[:4]
            others = [m for m in conv.members if m not in people and m != "USLACKBOT"]
            self.traffic(conv, count, us_of(2020, 4), us_of(2024), members, others)
        done = sum(1 for conv in w.convs for record in conv.records if record.msg)
        rest = max(0, self.target - done)
        shares = [(general, 24, 2016), (random_, 16, 2016), (engineering, 14, 2019), (old, 6, 2015), (finance, 8, 2019)] + \
            [(conv, 3, 2019) for conv in plain] + [(conv, 2, 2020) for conv in dms] + [(conv, 2, 2020) for conv in groups]
        total = sum(share for _, share, _ in shares)
        for conv, share, year in shares:
            end = us_of(2017, 8) if conv is old else us_of(2025, 6)
            start = us_of(year, 6, 5)
            members = conv.members if conv.kind in ("direct", "group") else [m for m in conv.members if m in people] or people
            self.traffic(conv, rest * share // total + 1, start, end, members, [] if conv.kind in ("direct", "group") else None)

        # Files of a folder that are no day files, and days that are none.
        general.raw_files["canvas_in_the_conversation.json"] = b'[{"id": "F0CANVAS1", "title": "Plan", "mimetype": "application/vnd.slack-docs", "user": "U1", "filetype": "quip"}]'
        general.raw_files[".gitkeep"] = b""
        random_.raw_files["2031-01-01.json"] = b""
        random_.raw_files["2031-01-02.json"] = b'{"messages": []}'
        random_.raw_files["2031-01-03.json"] = b"[{\"type\": \"message\", "
        random_.raw_files["2031-01-04.json"] = b"   \n"
        random_.raw_files["2031-01-05.json"] = b"[]"
        first = next(r.msg for r in general.records if r.msg)
        general.pins = [{"id": first.id, "type": "C", "created": first.us // SECOND + 5, "user": general.creator, "owner": first.author}]
        w.root_files.update({"canvases.json": b"[]", "lists.json": b'[""]', "huddle_transcripts.json": b'[""]',
                             "file_conversations.json": b"", "something_new.json": b"{}"})
        w.coverage.update({"stray-files": 1, "pins": 1, "name-clash": 1, "unlisted-folder": 1, "empty-conversation": 1})

    def old(self):
        """Text as it was before blocks, and the oddities of those years."""
        conv = self.conv("public", "old-times", self.cast.mapped[:8], us_of(2015, 6, 1))
        conv.created_json = str(us_of(2015, 6, 1) // SECOND)
        self.comings_and_goings(conv, us_of(2015, 6, 2), legacy=True)
        self.traffic(conv, self.target, us_of(2015, 7), us_of(2017, 8))

    def build(self):
        profile = self.world.profile
        getattr(self, {"slackdump": "full", "public": "small"}.get(profile, profile))()
        if profile == "slackdump":
            redate(self.world)
        if profile == "public":
            self.world.convs = [conv for conv in self.world.convs if conv.kind == "public"]
        return self.world


def redate(world):
    """slackdump cuts days in UTC."""
    for conv in world.convs:
        for record in conv.records:
            record.day = utc_day(record.us)


def build(seed, messages, profile):
    return Builder(seed, messages, profile).build()
