#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sample export for rehearsals, northwind-slack.zip, and its people map out of story.txt.

The same story gives the same bytes. All people, addresses and the company are invented.

usage: make_sample.py [FOLDER]        (writes beside itself when no folder is given)
"""
import hashlib
import json
import os
import random
import re
import struct
import sys
import zipfile
import zlib
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

HERE = os.path.dirname(os.path.abspath(__file__))
TEAM = "T0NORTHWND"
DOMAIN = "northwind.example"
PACIFIC = ZoneInfo("America/Los_Angeles")

#: key: id, name, title, what is special
PEOPLE = {
    "ingrid": ("U0INGRID01", "Ingrid Solheim", "Managing director", ""),
    "jonas": ("U0JONAS002", "Jonas Vik", "Head of the workshop", ""),
    "amara": ("U0AMARA003", "Amara Okoye", "Sales", ""),
    "tomas": ("U0TOMAS004", "Tomás Reyes", "Design", ""),
    "lena": ("U0LENA0005", "Lena Brandt", "Office and finance", ""),
    "kofi": ("U0KOFI0006", "Kofi Mensah", "Rigging", ""),
    "saga": ("U0SAGA0007", "Saga Lindqvist", "Sailmaker", ""),
    "priya": ("U0PRIYA008", "Priya Raman", "Web shop and IT", ""),
    "elias": ("U0ELIAS009", "Elias Holm", "Apprentice", ""),
    "viktor": ("U0VIKTOR10", "Viktor Aas", "", "deleted"),
    "mira": ("U0MIRA0011", "Mira Castellane", "Photographer", "guest"),
    "bot": ("B0STOCKRM1", "Stockroom", "", "bot"),
    "ekstern": ("U0HARBOUR1", "", "", "unknown"),
}
CHANNELS = {"general": ("C0GENERAL1", "public"), "workshop": ("C0WORKSHP2", "public"), "harbour-fair": ("C0HARBOUR3", "public"),
            "books": ("G0BOOKS004", "private"), "dm jonas saga": ("D0JONSAGA5", "direct"), "group tomas priya amara": ("G0SHOPTRI6", "group")}


class Channel:
    def __init__(self, key):
        self.key = key
        self.id, self.kind = CHANNELS[key]
        names = key.split(" ")[1:]
        self.name = {"direct": "", "group": "mpdm-" + "--".join(names) + "-1"}.get(self.kind, key)
        self.folder = self.id if self.kind == "direct" else self.name
        self.members = [PEOPLE[name][0] for name in names]
        self.topic, self.creator, self.created, self.records = "", "", 0, []


def png(kind):
    """A tiny picture: two colours that run into each other."""
    low, high = {"seam": ((40, 60, 110), (230, 230, 240)), "loft": ((250, 220, 160), (120, 160, 210)), "dusk": ((60, 40, 90), (250, 150, 90)),
                 "table": ((190, 160, 120), (240, 230, 210)), "duck": ((255, 220, 40), (120, 190, 240))}[kind]
    size = 24
    rows = b"".join(b"\0" + bytes(c for x in range(size) for c in (low[i] + (high[i] - low[i]) * (x + y) // (2 * size) for i in range(3)))
                    for y in range(size))
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


TOKEN = re.compile(r"<@(?P<user>\w+)>|<#(?P<channel>[\w-]+)>|<!(?P<all>\w+)>|<(?P<url>https?:[^|>]+)(?:\|(?P<label>[^>]+))?>|"
                   r"`(?P<code>[^`]+)`|\*(?P<bold>[^*\n]+)\*|:(?P<emoji>[a-z_]+):")


def leaves(line):
    """The elements of one line."""
    out, at = [], 0
    for match in TOKEN.finditer(line):
        if match.start() > at:
            out.append({"type": "text", "text": line[at:match.start()]})
        at = match.end()
        group = match.groupdict()
        if group["user"]:
            out.append({"type": "user", "user_id": PEOPLE[group["user"]][0]})
        elif group["channel"]:
            out.append({"type": "channel", "channel_id": CHANNELS[group["channel"]][0]})
        elif group["all"]:
            out.append({"type": "broadcast", "range": group["all"]})
        elif group["url"]:
            out.append({"type": "link", "url": group["url"], **({"text": group["label"]} if group["label"] else {})})
        elif group["code"]:
            out.append({"type": "text", "text": group["code"], "style": {"code": True}})
        elif group["bold"]:
            out.append({"type": "text", "text": group["bold"], "style": {"bold": True}})
        else:
            out.append({"type": "emoji", "name": group["emoji"]})
    if at < len(line):
        out.append({"type": "text", "text": line[at:]})
    return out


def rich_text(text):
    """Lines of a message as a rich_text block: lists, quotes and code become what they are in Slack."""
    elements, lines, n = [], text.split("\n"), 0
    kinds = lambda line: "bullet" if line.startswith("\u2022 ") else "ordered" if re.match(r"\d\. ", line) else "quote" if line.startswith("> ") else "text"
    while n < len(lines):
        if lines[n] == "```":
            end = lines.index("```", n + 1)
            elements.append({"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "\n".join(lines[n + 1:end])}], "border": 0})
            n = end + 1
            continue
        kind, first = kinds(lines[n]), n
        while n < len(lines) and lines[n] != "```" and kinds(lines[n]) == kind:
            n += 1
        part = lines[first:n]
        if kind in ("bullet", "ordered"):
            elements.append({"type": "rich_text_list", "style": kind, "indent": 0, "border": 0, "elements":
                             [{"type": "rich_text_section", "elements": leaves(line.split(" ", 1)[1])} for line in part]})
        else:
            inner = []
            for m, line in enumerate(part):
                if m:
                    inner.append({"type": "text", "text": "\n"})
                inner += leaves(line[2:] if kind == "quote" else line)
            elements.append({"type": "rich_text_quote" if kind == "quote" else "rich_text_section", "elements": inner})
    return [{"type": "rich_text", "elements": elements}]


def fallback(text):
    """The same as mrkdwn, with the characters escaped that Slack escapes."""
    out, at = "", 0
    escape = lambda part: part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for match in TOKEN.finditer(text):
        out += escape(text[at:match.start()])
        at = match.end()
        group = match.groupdict()
        if group["user"]:
            out += f"<@{PEOPLE[group['user']][0]}>"
        elif group["channel"]:
            out += f"<#{CHANNELS[group['channel']][0]}|{group['channel']}>"
        else:
            out += match.group()
    return out + escape(text[at:])


class Story:
    def __init__(self, lines):
        self.random = random.Random("northwind")
        self.channels = {key: Channel(key) for key in CHANNELS}
        self.channel = self.now = self.last = self.root = None
        self.files, self.uploads = 0, {}
        for line in lines:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                self.read(line)

    def read(self, line):
        if line.startswith("["):
            self.channel = self.channels[line[1:-1]]
            self.root = None
            return
        if line.startswith("@"):
            self.now = datetime.strptime(line[1:], "%Y-%m-%d %H:%M").replace(tzinfo=timezone.utc)
            return
        mark, _, rest = line.strip().partition(" ")
        if line.startswith(" ") and mark in (">", ">>"):
            self.message(*rest.split(": ", 1), under=self.root, also=mark == ">>")
        elif line.startswith(" ") and mark == "+":
            name, *people = rest.split(" ")
            self.last.setdefault("reactions", []).append({"name": name, "users": [PEOPLE[p][0] for p in people], "count": len(people)})
        elif line.startswith(" ") and mark == "=":
            self.file(rest)
        elif line.startswith(" ") and mark == "edited":
            self.last["edited"] = {"user": self.last["user"], "ts": f"{int(float(self.last['ts'])) + 75}.000000"}
        elif line.startswith(" ") and mark == "deleted":
            thread = self.last["ts"]
            self.last.clear()
            self.last.update(type="message", subtype="tombstone", text="This message was deleted.", user="USLACKBOT", hidden=True, ts=thread)
        elif mark in ("join", "leave", "topic", "huddle"):
            self.event(mark, *rest.split(" ", 1))
        else:
            self.message(*line.split(": ", 1))

    def stamp(self):
        self.now += timedelta(seconds=self.random.randint(25, 200), microseconds=self.random.randrange(1000000))
        self.channel.created = self.channel.created or int(self.now.timestamp()) - 120
        return f"{int(self.now.timestamp())}.{self.now.microsecond:06d}"

    def put(self, record):
        self.channel.records.append(record)
        self.last = record
        return record

    def message(self, who, text, under=None, also=False):
        id, name, _, special = PEOPLE[who]
        text = text.replace("\\n", "\n")
        ts = self.stamp()
        record = {"type": "message", "ts": ts, "text": fallback(text)}
        if special == "bot":
            record.update(subtype="bot_message", bot_id=id, username=name, icons={"emoji": ":package:"})
        else:
            record.update(user=id, team=TEAM, client_msg_id=hashlib.md5(f"{self.channel.id}{ts}".encode()).hexdigest()[:16], blocks=rich_text(text))
        if self.channel.kind != "direct" and id not in self.channel.members and not special and self.channel.kind != "group":
            self.channel.members.append(id)
        if under is None:
            self.root = self.put(record)
            return
        under["thread_ts"] = under["ts"]
        under.setdefault("replies", []).append({"user": id, "ts": ts})
        under["reply_count"] = len(under["replies"])
        under["latest_reply"] = ts
        record.update(thread_ts=under["ts"], parent_user_id=under["user"])
        if also:
            record.update(subtype="thread_broadcast", root={"type": "message", "ts": under["ts"], "user": under["user"], "text": under["text"]})
        self.put(record)

    def event(self, kind, who, text=""):
        id = PEOPLE[who][0]
        prefix = "group" if self.channel.kind == "private" else "channel"
        members = self.channel.members
        self.channel.creator = self.channel.creator or id
        record = {"type": "message", "user": id, "ts": self.stamp()}
        if kind == "join":
            record.update(subtype=f"{prefix}_join", text=f"<@{id}> has joined the channel")
            if id not in members:
                members.append(id)
        elif kind == "leave":
            record.update(subtype=f"{prefix}_leave", text=f"<@{id}> has left the channel")
            members.remove(id)
        elif kind == "topic":
            self.channel.topic = text
            record.update(subtype=f"{prefix}_topic", topic=text, text=f"set the channel topic: {text}")
        else:
            start = int(float(record["ts"]))
            record.update(subtype="huddle_thread", user="USLACKBOT", text="A huddle started", room={
                "id": "R0NORTH001", "created_by": id, "date_start": start, "date_end": start + 60 * int(text), "participant_history": members})
        self.put(record)

    def file(self, text):
        name, _, content = text.partition(" | ")
        self.files += 1
        id = f"F0NORTH{self.files:03d}"
        owner = self.last.get("user", "")
        list_ = self.last.setdefault("files", [])
        self.last["upload"] = False
        if name == "hidden":
            list_.append({"id": id, "mode": "hidden_by_limit"})
            return
        common = {"id": id, "created": int(float(self.last["ts"])), "user": owner, "is_public": True}
        if name.startswith("link "):
            list_.append({**common, "name": content, "title": content, "mimetype": "application/vnd.google-apps.document", "filetype": "gdoc", "size": 0,
                          "mode": "external", "is_external": True, "external_type": "gdrive", "url_private": name[5:]})
            return
        if content.startswith("csv:"):
            data, mime = (content[4:].replace(";", "\r\n") + "\r\n").encode(), "text/csv"
        elif content.startswith("png:"):
            data, mime = png(content[4:]), "image/png"
        else:
            data, mime = content.replace("\\n", "\n").encode(), "text/plain"
        self.uploads[f"__uploads/{id}/{name}"] = data
        list_.append({**common, "name": name, "title": name, "mimetype": mime, "filetype": name.rpartition(".")[2], "size": len(data), "mode": "hosted",
                      "is_external": False, "url_private": f"https://files.slack.example/{TEAM}-{id}/{name}"})


def users():
    out = []
    for key, (id, name, title, special) in PEOPLE.items():
        if special in ("bot", "unknown"):
            continue
        profile = {"real_name": name, "display_name": name.split(" ")[0], "first_name": name.split(" ")[0], "last_name": name.split(" ")[1], "team": TEAM}
        if special != "deleted":
            profile["title"] = title
            profile["email"] = email(key)
        out.append({"id": id, "team_id": TEAM, "name": key, "deleted": special == "deleted", "real_name": name, "profile": profile, "is_bot": False,
                    "is_app_user": False, "is_admin": key in ("ingrid", "priya"), "is_restricted": special == "guest", "is_ultra_restricted": False,
                    "updated": 1717200000})
    return out


def email(key):
    return "mira@castellane-photo.example" if key == "mira" else f"{key}@{DOMAIN}"


def people_map():
    rows = ["source_id,source_name,source_email,target_email,policy"]
    for key, (id, name, _, special) in PEOPLE.items():
        if special == "":
            rows.append(f"{id},{name},{email(key)},{email(key)},map")
        elif special in ("deleted", "guest"):
            rows.append(f"{id},{name},{email(key) if special == 'guest' else ''},,app")
    return "\r\n".join(rows) + "\r\n"


def entries(story):
    lists = {"public": "channels.json", "private": "groups.json", "direct": "dms.json", "group": "mpims.json"}
    out = {name: [] for name in lists.values()}
    for channel in story.channels.values():
        row = {"id": channel.id, "created": channel.created, "members": channel.members}
        if channel.kind != "direct":
            text = lambda value: {"value": value, "creator": channel.creator, "last_set": channel.created if value else 0}
            row.update(name=channel.name, creator=channel.creator or channel.members[0], is_archived=False, topic=text(channel.topic), purpose=text(""))
        if channel.kind == "public":
            row["is_general"] = channel.name == "general"
        out[lists[channel.kind]].append(row)
    out["users.json"] = users()
    out["integration_logs.json"] = []
    for channel in story.channels.values():
        days = {}
        for record in sorted(channel.records, key=lambda record: record["ts"]):
            moment = datetime.fromtimestamp(float(record["ts"]), PACIFIC)
            days.setdefault(moment.strftime("%Y-%m-%d"), []).append(record)
        for day, records in days.items():
            out[f"{channel.folder}/{day}.json"] = records
    # As Slack writes JSON: slashes escaped, everything else than ASCII as \u.
    out = {name: json.dumps(value, separators=(",", ":")).replace("/", "\\/").encode("ascii") for name, value in out.items()}
    out.update(story.uploads)
    return out


def main(folder):
    with open(os.path.join(HERE, "story.txt"), encoding="utf-8") as file:
        story = Story(file)
    with zipfile.ZipFile(os.path.join(folder, "northwind-slack.zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in entries(story).items():
            info = zipfile.ZipInfo(name, (2024, 6, 1, 9, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            archive.writestr(info, data)
    with open(os.path.join(folder, "people.csv"), "w", encoding="utf-8", newline="") as file:
        file.write(people_map())
    counted = [r for c in story.channels.values() for r in c.records]
    print(f"{len(counted)} records, {sum(len(r.get('reactions', [])) for r in counted)} reactions, {len(story.uploads)} files in the archive")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else HERE)
