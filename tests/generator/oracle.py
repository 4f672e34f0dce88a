# SPDX-License-Identifier: GPL-3.0-or-later
"""What must exist in the destination afterwards, worked out from src/engine/README.md and the world alone."""
import hashlib
import re

import chat
import emoji_names
from slacktime import SECOND, us_of

FUTURE = 10 ** 18  # "the moment of the first create attempt"; what is added to it is exact
FUTURE_FROM = us_of(2090)
YEAR_2000 = us_of(2000)
THREAD_LIMIT = 500
GONE_ROOT = "_The first message of this thread is not in the export._"
DELETED_ROOT = "_This message was deleted._"
CONTINUES = "_Continues a long thread._"
FILE_MARK = "\ue000%d\ue001"
WORK_ORDER = ("public", "private", "group", "direct")


class People:
    """Who writes as whom."""

    def __init__(self, world):
        self.world = world
        self.by_address = {}
        for account in world.accounts:
            for address in [account.email, *account.aliases]:
                self.by_address[address.lower()] = account
        self.rows = {row[0]: row for row in world.map_rows}
        self.settings = {"departed": "app", "guests": "app", "bots": "app", "unknown": "app", **world.settings}
        self.verdict = {}
        for id in world.people:
            self.verdict[id] = self._decide(world.people[id])

    def active(self, address):
        account = self.by_address.get(address.lower()) if address else None
        return account if account and account.active else None

    def _by_kind(self, person):
        key = {"human": "departed", "guest": "guests", "external": "guests", "bot": "bots", "system": "bots", "unknown": "unknown"}[person.kind]
        return self.settings[key], None

    def _decide(self, person):
        row = self.rows.get(person.id)
        policy, target = (row[4], row[3]) if row else ("", "")
        if not policy and target:
            policy = "map"
        if policy == "map":
            account = self.active(target or person.email)
            return ("map", account) if account else self._by_kind(person)
        if policy:
            return policy, None
        account = self.active(person.email) if person.kind in ("human", "guest", "external") else None
        return ("map", account) if account else self._by_kind(person)

    def policy(self, id):
        return self.verdict.get(id, (self.settings["unknown"], None))[0]

    def account(self, id):
        """The account somebody writes with, or None."""
        policy, account = self.verdict.get(id, ("", None))
        return account if policy == "map" else None

    def name(self, id):
        return self.world.people[id].name if id in self.world.people else id

    def names(self):
        return chat.Names({id: f"users/{account.id}" for id, (policy, account) in self.verdict.items() if policy == "map"},
                          {id: person.name for id, person in self.world.people.items()},
                          {conv.id: conv.name for conv in self.world.convs if conv.name and conv.kind != "direct"})


def cut(text, limit):
    """At most `limit` UTF-16 units, with an ellipsis when something is missing."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return text
    short = units[:2 * (limit - 1)]
    if 0xD8 <= short[-1] <= 0xDB:
        short = short[:-2]
    return short.decode("utf-16-le") + "\u2026"


def today(conv):
    """Today's members; of an archived conversation that lists nobody those of its last archive record."""
    if conv.archived and conv.members_json == []:
        listed = [record.event for record in conv.records if record.event and record.event[1] == "archive"]
        return max(listed, key=lambda event: event[2])[3] if listed else []
    return conv.members


def display_names(world, people):
    """Conversation id -> name of its space."""
    taken, out = set(), {}
    for kind in WORK_ORDER:
        for conv in world.convs:
            if conv.kind != kind:
                continue
            name = conv.name
            if kind in ("group", "direct"):
                name = ", ".join(dict.fromkeys(people.name(id) for id in conv.members)) or name
            name = name or conv.id
            number, tried = 1, cut(name, 128)
            while tried.lower() in taken:
                number += 1
                suffix = f" ({number})"
                tried = cut(name, 128 - len(suffix)) + suffix
            taken.add(tried.lower())
            out[conv.id] = tried
    return out


def without_noncharacters(text):
    return re.sub("[\uFDD0-\uFDEF\uFFFE\uFFFF]", "", text)


def file_name(file):
    return (file.title or file.name) if file.mode in ("quip", "post", "space", "list", "email") else (file.name or file.title)


def file_loss(file):
    """The ledger's code for a file that is not carried."""
    if file.place == "remote":
        return "file-not-fetched"
    if file.mode == "tombstone" or file.access in ("file_deleted", "file_not_found"):
        return "file-deleted"
    return {"hidden_by_limit": "file-hidden-by-limit"}.get(file.mode) or {"access_denied": "file-access-denied"}.get(file.access, "file-no-address")


class Space:
    def __init__(self, world, people, names, conv, display, ledger):
        self.world, self.people, self.names, self.conv, self.display, self.ledger = world, people, names, conv, display, ledger
        self.messages = [record.msg for record in conv.records if record.msg]
        self.out = []
        self.uploads = 0

    def lose(self, code, count=1):
        if count:
            self.ledger[code] = self.ledger.get(code, 0) + count

    def create_time(self):
        known = [msg.us for msg in self.messages] + [r.event[2] for r in self.conv.records if r.event and r.event[1] == "join"]
        if self.conv.created is not None and self.conv.created >= us_of(2013):
            known.append(self.conv.created)
        return max(YEAR_2000, min(known) - SECOND) if known else None

    # Texts.
    def body(self, msg):
        text = without_noncharacters(chat.chat_text(msg.tree, self.names))
        lines, files = ([text] if text else []), []
        for file in msg.files:
            name = without_noncharacters(file_name(file))
            if file.place == "archive":
                lines.append(chat.chat_link(f"https://drive.google.com/file/d/{FILE_MARK % len(files)}/view", name or "file"))
                files.append({"name": name or "file", "size": len(file.data), "sha256": hashlib.sha256(file.data).hexdigest()})
            elif file.place == "external" and file.url:
                lines.append(chat.chat_link(file.url, name))
                self.lose("file-external-link")
            else:
                lines.append(f"[{chat.front_name(name)}: file not carried]" if name else "[file not carried]")
                self.lose(file_loss(file))
        return "\n".join(lines) or "[empty message]", files

    def reactions(self, msg):
        seen, out = set(), []
        for name, users, count in msg.reactions:
            self.lose("reaction-unnamed", max(0, count - len(users)))
            form = emoji_names.unicode_of(name)
            for user in dict.fromkeys(users):
                account = self.people.account(user)
                if form is None:
                    self.lose("reaction-custom")
                elif account is None:
                    self.lose("reaction-unmapped")
                elif (form, account.email) in seen:
                    self.lose("reaction-merged")
                else:
                    seen.add((form, account.email))
                    out.append([form, account.email])
        return sorted(out)

    # Messages.
    def plan(self):
        """(effective time, author id, place in the export, kind, message) in the order of writing."""
        start = self.create_time()
        clamp = lambda us: FUTURE if us >= FUTURE_FROM else max(us, start)
        carried, entries = {}, []
        for msg in self.messages:
            if msg.kind != "deleted" and self.people.policy(msg.author) == "skip":
                self.lose("author-skipped")
                continue
            if msg.root is None:
                carried.setdefault(msg.id, []).append(msg)
        placeholders = {}
        for msg in sorted(self.messages, key=lambda msg: msg.order):
            if msg.kind != "deleted" and self.people.policy(msg.author) == "skip":
                continue
            if msg.root is None:
                entries.append((clamp(msg.us), msg.author, msg.order, msg.kind, msg))
                continue
            if msg.root not in carried and msg.root not in placeholders:
                placeholders[msg.root] = clamp(msg.root_us)
                entries.append((placeholders[msg.root], "", msg.order, "placeholder", msg))
            root_time = placeholders[msg.root] if msg.root in placeholders else clamp(msg.root_us)
            time = clamp(msg.us)
            entries.append((time if time > root_time else root_time + 1, msg.author, msg.order, msg.kind, msg))
        return sorted(entries, key=lambda entry: entry[:3])

    def build(self):
        last = None
        threads = {}  # root id -> [key of the message that opened the thread under way, replies in it]
        twins = {}
        start = self.create_time()
        for time, _, _, kind, msg in self.plan():
            placeholder = kind == "placeholder"
            key = f"{self.conv.id}/{msg.root}/root" if placeholder else f"{self.conv.id}/{msg.id}"
            if not placeholder and self.twin(msg):
                twins[msg.id, msg.author] = twins.get((msg.id, msg.author), 0) + 1
                key += f"/{msg.author}/{twins[msg.id, msg.author]}"
            account, files, reactions = None, [], []
            if placeholder:
                text = GONE_ROOT
                self.lose("placeholder-root")
            elif kind == "deleted":
                text = DELETED_ROOT
                self.lose("deleted-root")
            else:
                account = self.people.account(msg.author)
                text, files = self.body(msg)
                reactions = self.reactions(msg)
                if account is None:
                    text = chat.with_name(msg.shown or self.people.name(msg.author), text)
                    self.lose("author-by-app")
            thread_id = msg.root if placeholder or msg.root is not None else msg.id
            reply = msg.root is not None and not placeholder
            opens = not reply
            if reply:
                if threads[thread_id][1] >= THREAD_LIMIT:
                    text, opens = CONTINUES + "\n" + text, True
                    self.lose("thread-continued")
            elif thread_id in threads:
                thread_id = key  # a twin of a root: nothing hangs on it
            if opens:
                threads[thread_id] = [key, 0]
            if files and chat.size(text) > 29_000:
                raise AssertionError("an upload in a text near the limit: where it is cut depends on the length of ids")
            parts = chat.parts_of(text)
            threads[thread_id][1] += len(parts) - (1 if opens else 0)
            for number, part in enumerate(parts):
                last = time if last is None or time > last else last + 1
                self.out.append({
                    "key": key + (f"#{number + 1}" if number else ""),
                    "author": account.email if account else "app",
                    "time": {"afterCreate": last - FUTURE} if last >= FUTURE else last,
                    "thread": threads[thread_id][0], "reply": not opens or number > 0,
                    "text": part, "files": [f for n, f in enumerate(files) if FILE_MARK % n in part],
                    "reactions": reactions if number == 0 else []})
            self.uploads += len(files)
        return start

    def twin(self, msg):
        if not hasattr(self, "_ids"):
            self._ids = {}
            for other in self.messages:
                self._ids[other.id] = self._ids.get(other.id, 0) + 1
        return self._ids[msg.id] > 1

    def past_members(self, start):
        joins, leaves, order = {}, {}, []
        for record in sorted((r for r in self.conv.records if r.event), key=lambda r: r.us):
            if record.event[1] == "archive":
                continue
            person, what, us = record.event
            (joins if what == "join" else leaves).setdefault(person, []).append(us)
            if person not in order:
                order.append(person)
        out, done = [], set()
        now_in = set(today(self.conv))
        for person in order:
            if person not in leaves or person in now_in or any(us > leaves[person][-1] for us in joins.get(person, [])):
                continue
            account = self.people.account(person)
            if account is None:
                self.lose("past-member-unmapped")
                continue
            if account.email in done:
                continue
            done.add(account.email)
            joined = max(start, joins[person][0]) if person in joins else None
            left = max(leaves[person][-1], start + 1, (joined or 0) + 1)
            out.append({"email": account.email, "from": joined, "to": left})
        return sorted(out, key=lambda row: row["email"])

    def members(self):
        return sorted({account.email for account in map(self.people.account, today(self.conv)) if account})


def space_of(world, people, names, conv, display, ledger):
    space = Space(world, people, names, conv, display, ledger)
    start = space.build()
    plain = lambda text: cut(text, 150)
    purpose = conv.purpose_plain if conv.purpose_plain is not None else conv.purpose
    topic = conv.topic_plain if conv.topic_plain is not None else conv.topic
    members = space.members()
    return {
        "conversation": conv.id, "name": display, "type": "SPACE", "createTime": start, "completed": True,
        "description": plain(purpose or topic), "guidelines": topic if purpose and topic else "",
        "messages": space.out, "past": space.past_members(start), "members": members,
        "folder": {"name": display, "readers": members} if space.uploads else None,
    }


def build(world):
    """The oracle. slackout.entries() must have run, for it fixes the order of the records."""
    people = People(world)
    names = people.names()
    displays = display_names(world, people)
    ledgers, spaces = {}, []
    for kind in WORK_ORDER:
        for conv in world.convs:
            if conv.kind == kind:
                ledger = {}
                spaces.append(space_of(world, people, names, conv, displays[conv.id], ledger))
                ledgers[conv.id] = ledger
    total = {}
    for ledger in ledgers.values():
        for code, count in ledger.items():
            total[code] = total.get(code, 0) + count
    return {"format": 1, "seed": world.seed, "profile": world.profile, "accounts": {a.email: a.id for a in world.accounts},
            "admin": next((a.email for a in world.accounts if a.admin), ""),
            "spaces": spaces}, {"byConversation": ledgers, "total": total}


def summary(world, ledger):
    """What `inspect` must count."""
    rows, totals = [], {}
    skipped = {}
    for conv in sorted(world.convs, key=lambda conv: WORK_ORDER.index(conv.kind)):
        messages = [record.msg for record in conv.records if record.msg]
        for record in conv.records:
            if record.skip:
                skipped[record.skip] = skipped.get(record.skip, 0) + 1
        listed = conv.members if conv.members_json is None or isinstance(conv.members_json, dict) else list(dict.fromkeys(conv.members_json))
        times = [msg.us for msg in messages]
        row = {"id": conv.id, "name": conv.name if conv.kind != "direct" else "", "kind": {"group": "group-direct"}.get(conv.kind, conv.kind),
               "messages": len(messages), "threads": len({msg.root for msg in messages if msg.root}),
               "replies": sum(1 for msg in messages if msg.root), "reactions": sum(len(set(users)) for msg in messages for _, users, _ in msg.reactions),
               "attachments": sum(len(msg.files) for msg in messages), "members": len(listed),
               "joins": sum(1 for r in conv.records if r.event and r.event[1] == "join"),
               "leaves": sum(1 for r in conv.records if r.event and r.event[1] == "leave"),
               "records": len(conv.records), "first": min(times, default=None), "last": max(times, default=None)}
        rows.append(row)
        for key, value in row.items():
            if isinstance(value, int) and key not in ("first", "last"):
                totals[key] = totals.get(key, 0) + value
    return {"conversations": rows, "totals": totals, "skipped": dict(sorted(skipped.items())), "ledger": ledger,
            "coverage": dict(sorted(world.coverage.items()))}
