# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary conversation: messages, threads, reactions, files, comings and goings, as most of an export looks."""
import hashlib

import emoji_names
import textform
import words
from model import File, Msg, Rec
from slacktime import SECOND, pacific_day, ts_of, us_of

BLOCKS_FROM = us_of(2020)
COUNTERS_UNTIL = us_of(2018)
REACTIONS = list(emoji_names.SIMPLE) + list(emoji_names.TONED)
UPLOAD_NAMES = [("report.pdf", "application/pdf"), ("Photo 12.jpg", "image/jpeg"), ("stock.xlsx", "application/vnd.ms-excel"),
                ("notes.txt", "text/plain"), ("plan v2 (final).docx", "application/msword"), ("image.png", "image/png"),
                ("Überblick Größe.pdf", "application/pdf"), ("見積書.pdf", "application/pdf")]


class Writer:
    """Puts records into a conversation and keeps every timestamp in it apart unless told otherwise."""

    def __init__(self, world, rng, conv):
        self.world, self.rng, self.conv = world, rng, conv
        self.day_of = pacific_day

    # Times.
    def free(self, us):
        """The first free moment from `us` on, in the form of its era (a counter before 2018)."""
        if us < COUNTERS_UNTIL:
            second = us // SECOND
            self.conv.next_counter = self.conv.next_counter % 999_000 + 1
            us = second * SECOND + self.conv.next_counter
        while us in self.conv.used:
            us += 1
        self.conv.used.add(us)
        return us

    # Records.
    def put(self, us, json, msg=None, skip="", event=None, day=None):
        record = Rec(day or self.day_of(us), json, us, msg, skip, event)
        self.conv.records.append(record)
        return record

    def say(self, us, author, tree, exact=False, blocks=None, **extra):
        """A message by a listed person. Returns its Msg; `extra` goes into the record."""
        if exact:
            self.conv.used.add(us)
        else:
            us = self.free(us)
        msg = Msg(ts_of(us), us, author, tree=tree)
        record = {"type": "message", "user": author}
        legacy = us < us_of(2017)
        record["text"] = textform.mrkdwn(tree, self.handles() if legacy else None)
        record["ts"] = msg.id
        if us >= COUNTERS_UNTIL:
            record["client_msg_id"] = hashlib.md5(f"{self.conv.id}/{us}/{author}".encode()).hexdigest()
            record["team"] = self.world.team
        with_blocks = us >= BLOCKS_FROM if blocks is None else blocks
        if with_blocks and tree:
            record["blocks"] = textform.blocks(tree, self.rng)
        elif not blocks and us >= BLOCKS_FROM and self.rng.random() < 0.2:
            record["blocks"] = None
        person = self.world.people.get(author)
        if person and person.kind != "unknown" and (not person.listed or with_blocks and self.rng.random() < 0.5):
            home = self.world.team if person.listed else "T0PARTNER9"
            record["user_team"] = home
            record["user_profile"] = {"avatar_hash": "g0", "first_name": person.real.split(" ")[0], "real_name": person.real,
                                      "display_name": person.display, "team": home, "name": person.handle,
                                      "is_restricted": person.kind == "guest", "is_ultra_restricted": person.ultra}
        record.update(extra)
        self.put(us, record, msg)
        return msg

    def record_of(self, msg):
        for record in reversed(self.conv.records):
            if record.msg is msg:
                return record.json
        raise KeyError(msg.id)

    def reply(self, us, author, under, tree, **extra):
        msg = self.say(us, author, tree, thread_ts=under.id, parent_user_id=under.author, **extra)
        self.hang(msg, under)
        return msg

    def hang(self, msg, root):
        msg.root, msg.root_us = root.id, root.us

    def handles(self):
        return {person.id: person.handle for person in self.world.people.values() if person.handle}

    def react(self, msg, reactions):
        """`reactions`: (name, [person ids], count or None)."""
        out = []
        for name, people, count in reactions:
            count = len(people) if count is None else count
            msg.reactions.append((name, list(people), count))
            out.append({"name": name, "users": list(people), "count": count})
        self.record_of(msg).setdefault("reactions", []).extend(out)

    def attach(self, msg, files, old_style=False):
        record = self.record_of(msg)
        for file in files:
            msg.files.append(file)
            if file.place == "archive":
                if file.layout == "uploads":
                    self.world.uploads[f"__uploads/{file.id}/{file.name}"] = file.data
                else:
                    self.world.uploads[f"{self.conv.folder}/attachments/{file.id}-{file.name}"] = file.data
        if old_style:
            record["subtype"] = "file_share"
            record["file"] = self.file_json(files[0], msg)
            record["upload"] = True
            record["bot_id"] = None
        else:
            record.setdefault("files", []).extend(self.file_json(file, msg) for file in files)
            if record.get("blocks") is None:
                record["upload"] = True

    def file_json(self, file, msg):
        if file.mode in ("tombstone", "hidden_by_limit"):
            return {"id": file.id, "mode": file.mode}
        json = {"id": file.id, "created": msg.us // SECOND, "timestamp": msg.us // SECOND, "name": file.name, "title": file.title,
                "mimetype": file.mime, "filetype": file.name.rpartition(".")[2] or "binary", "pretty_type": "File", "user": msg.author,
                "editable": False, "size": len(file.data), "mode": file.mode, "is_external": file.mode == "external",
                "external_type": "gdrive" if file.mode == "external" else "", "is_public": True, "public_url_shared": False,
                "display_as_bot": False}
        if file.access:
            json = {"id": file.id, "mode": file.mode, "file_access": file.access}
            if file.name:
                json["name"] = file.name
                json["title"] = file.title
            return json
        json["url_private"] = file.url
        if file.mode != "external":
            json["url_private_download"] = file.url.replace("?", "/download?") if file.url else ""
            json["permalink"] = f"https://northhouse.slack.example/files/{msg.author}/{file.id}"
        return json

    def join(self, us, person, kind="channel", legacy=False, inviter="", say=None):
        us = self.free(us)
        label = self.world.people[person].handle if person in self.world.people else person
        text = f"<@{person}|{label}> has joined the {kind}" if legacy else f"<@{person}> has joined the {kind}"
        json = {"user": person, "type": "message", "subtype": f"{kind}_join", "ts": ts_of(us), "text": say or text}
        if inviter:
            json["inviter"] = inviter
        self.put(us, json, skip="join", event=(person, "join", us))
        return us

    def leave(self, us, person, kind="channel"):
        us = self.free(us)
        self.put(us, {"user": person, "type": "message", "subtype": f"{kind}_leave", "ts": ts_of(us), "text": f"<@{person}> has left the {kind}"},
                 skip="leave", event=(person, "leave", us))
        return us


class Files:
    """Makes files of every place, each with an id of its own."""

    def __init__(self, rng, team):
        self.rng, self.team, self.count = rng, team, 0

    def next_id(self):
        self.count += 1
        return f"F{self.count:08X}"

    def url(self, file_id, name):
        return f"https://files.slack.example/files-pri/{self.team}-{file_id}/{name}?t=xoxe-1-secret-{file_id}"

    def archive(self, name=None, mime=None, data=None, layout="uploads", title=None):
        if name is None:
            name, mime = self.rng.choice(UPLOAD_NAMES)
        if data is None:
            data = self.rng.randbytes(self.rng.randint(1, 1500))
        file_id = self.next_id()
        return File(file_id, name, name if title is None else title, mime or "application/octet-stream", "archive", data,
                    self.url(file_id, "download"), layout=layout)

    def remote(self, name="budget.xlsx"):
        file_id = self.next_id()
        return File(file_id, name, name, "application/octet-stream", "remote", b"x" * 10, self.url(file_id, "budget.xlsx"))

    def external(self, name="Delivery plan", url=None):
        file_id = self.next_id()
        return File(file_id, name, name, "application/vnd.google-apps.document", "external", b"",
                    url or f"https://docs.example/document/d/{file_id}/edit", mode="external")

    def gone(self, mode="hidden_by_limit", access="", name=""):
        return File(self.next_id(), name, name, place="gone", mode=mode, access=access)

    def any(self):
        roll = self.rng.random()
        if roll < 0.45:
            return self.archive(layout="uploads" if self.rng.random() < 0.6 else "attachments")
        if roll < 0.60:
            return self.remote()
        if roll < 0.75:
            return self.external()
        if roll < 0.85:
            return self.gone("hidden_by_limit")
        if roll < 0.95:
            return self.gone("tombstone")
        return self.gone("hosted", "check_file_info")


class Traffic:
    """Fills one conversation with ordinary messages between two moments."""

    def __init__(self, world, rng, conv, files, cast, hushed):
        self.world, self.rng, self.conv, self.files = world, rng, conv, files
        self.writer = Writer(world, rng, conv)
        self.cast, self.hushed = cast, hushed  # mapped people; the others who may speak now and then

    def author(self):
        if self.hushed and self.rng.random() < 0.035:
            return self.rng.choice(self.hushed)
        return self.rng.choice(self.cast)

    def fill(self, count, start, end, thread_share=0.25):
        rng = self.rng
        moments = sorted(rng.randrange(start, end) for _ in range(count))
        roots = []
        latest = []
        for us in moments:
            author = self.author()
            tree = textform.random_tree(rng, self.context(), us >= BLOCKS_FROM)
            if roots and rng.random() < thread_share:
                root = rng.choice(roots[-12:])
                if rng.random() < 0.04:
                    msg = self.writer.reply(us, author, root, tree, subtype="thread_broadcast", root={"type": "message", "ts": root.id})
                    msg.also = True
                else:
                    msg = self.writer.reply(us, author, root, tree)
                latest.append((root, msg))
            else:
                msg = self.writer.say(us, author, tree)
                if rng.random() < 0.3:
                    roots.append(msg)
            if rng.random() < 0.12:
                self.add_reactions(msg)
            if rng.random() < 0.03:
                self.writer.attach(msg, [self.files.any() for _ in range(rng.choice([1, 1, 1, 2, 3]))])
            if rng.random() < 0.03:
                self.writer.record_of(msg)["edited"] = {"user": author, "ts": f"{us // SECOND + 60}.000000"}
                msg.edited = True
        self.note_threads(latest)

    def note_threads(self, pairs):
        """The fields of a thread at its root, some of them incomplete as in real exports."""
        by_root = {}
        for root, reply in pairs:
            by_root.setdefault(root.id, (root, []))[1].append(reply)
        for root, replies in by_root.values():
            json = self.writer.record_of(root) if len(self.conv.records) < 400 else self.index().get(root.id)
            if json is None:
                continue
            json["thread_ts"] = root.id
            roll = self.rng.random()
            if roll < 0.8:
                json["reply_count"] = len(replies)
                json["reply_users"] = sorted({reply.author for reply in replies})[:5]
                json["reply_users_count"] = len({reply.author for reply in replies})
                json["latest_reply"] = replies[-1].id
            if roll < 0.5:
                json["replies"] = [{"user": reply.author, "ts": reply.id} for reply in replies[:-1] or replies]

    def index(self):
        return {record.msg.id: record.json for record in self.conv.records if record.msg}

    def add_reactions(self, msg):
        rng = self.rng
        out = []
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            name = rng.choice(REACTIONS)
            if rng.random() < 0.04:
                name = rng.choice(emoji_names.CUSTOM)
            if any(name == other for other, _, _ in out):
                continue
            if name in emoji_names.TONED and rng.random() < 0.3:
                name += f"::skin-tone-{rng.randint(2, 6)}"
            people = rng.sample(self.cast, min(len(self.cast), rng.choice([1, 1, 2, 3, 5])))
            if self.hushed and rng.random() < 0.08:
                people.append(rng.choice(self.hushed))
            people = list(dict.fromkeys(people))
            out.append((name, people, None))
        self.writer.react(msg, out)

    def context(self):
        return textform.Choices(self.cast, [conv for conv in self.world.convs if conv.kind == "public"][:6])
