# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a world as a Slack export: a folder tree, or a zip in one of the shapes zips of exports have."""
import json
import os
import random
import zipfile

from slacktime import SECOND

ZIP_STYLES = ("plain", "flagged", "wrapped", "backslash")


def user_json(world, person, team):
    """users.json's row; closed accounts lose most of it."""
    profile = {"real_name": person.real, "real_name_normalized": person.real, "display_name": person.display,
               "display_name_normalized": person.display, "fields": None, "team": team, "title": "", "phone": "", "status_text": ""}
    if person.email and person.mail_in_export:
        profile["email"] = person.email
    if person.bot_id:
        profile.update(bot_id=person.bot_id, api_app_id="A0STOCK", always_active=True)
    if person.real:
        profile["first_name"], _, profile["last_name"] = person.real.partition(" ")
    out = {"id": person.id, "team_id": team, "name": person.handle, "deleted": person.deleted, "profile": profile,
           "is_bot": person.kind == "bot", "is_app_user": False, "updated": 1600000000}
    if not person.deleted:
        out.update(color="9f69e7", real_name=person.real, tz="Europe/Oslo", tz_label="Central European Time", tz_offset=3600, is_admin=False,
                   is_owner=False, is_primary_owner=False, is_restricted=person.kind == "guest", is_ultra_restricted=person.ultra,
                   is_email_confirmed=True, who_can_share_contact_card="EVERYONE")
    return out


def conv_json(conv):
    out = {"id": conv.id}
    if conv.kind != "direct":
        out["name"] = conv.name
    if conv.created_json is not None:
        out["created"] = conv.created_json
    if isinstance(conv.members_json, dict):
        out.update(conv.members_json)
    elif conv.members_json is not None:
        out["members"] = conv.members_json
    else:
        out["members"] = conv.members
    if conv.kind == "direct":
        return out
    out.update(creator=conv.creator, is_archived=conv.archived)
    if conv.kind == "public":
        out["is_general"] = conv.general
    set_by = {"creator": conv.creator, "last_set": 1600000000}
    out["topic"] = {"value": conv.topic, **set_by}
    out["purpose"] = {"value": conv.purpose, **set_by}
    if conv.pins:
        out["pins"] = conv.pins
    return out


def day_files(conv, rng):
    """File name -> records in the order in which they are written; fills in every message's place."""
    days = {}
    for record in conv.records:
        days.setdefault(record.day, []).append(record)
    for day, records in days.items():
        if conv.late_order:
            rng.shuffle(records)
        else:
            records.sort(key=lambda record: record.us)
        for index, record in enumerate(records):
            if record.msg:
                record.msg.order = (f"{day}.json", index)
    return {f"{day}.json": days[day] for day in sorted(days)}


def encode(value, raw):
    """As Slack writes it: \\uXXXX and escaped slashes; or raw UTF-8, as third parties do."""
    if raw:
        text = json.dumps(value, ensure_ascii=False)
        try:
            return text.encode("utf-8")
        except UnicodeEncodeError:
            pass
    return json.dumps(value).replace("/", "\\/").encode("ascii")


def entries(world):
    """Path -> bytes of the whole export, in the order of an official one. Fixes the order of records."""
    rng = random.Random(f"{world.seed}/out")
    slackdump = world.profile == "slackdump"
    out = {}
    lists = {"channels.json": "public", "groups.json": "private", "dms.json": "direct", "mpims.json": "group"}
    for name, kind in lists.items():
        rows = [conv_json(conv) for conv in world.convs if conv.kind == kind and conv.listed]
        if rows or slackdump or kind == "public":
            out[name] = encode(rows, False)
    out["users.json"] = encode([user_json(world, person, world.team) for person in world.people.values() if person.listed], False)
    if not slackdump:
        out["integration_logs.json"] = b"[]    "
    out.update({name: data for name, data in world.root_files.items() if not (slackdump and name == "integration_logs.json")})
    bom = True
    for conv in world.convs:
        for name, records in day_files(conv, rng).items():
            data = encode([record.json for record in records], slackdump or rng.random() < 0.3)
            if bom and conv.name == "random":
                data, bom = b"\xef\xbb\xbf" + data, False
            out[f"{conv.folder}/{name}"] = data
        for name, data in conv.raw_files.items():
            out[f"{conv.folder}/{name}"] = data
    out.update(world.uploads)
    return out


class _Unflagged(zipfile.ZipInfo):
    """UTF-8 names without saying so, as exports have them."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("utf-8"), self.flag_bits & ~0x800


def write_folder(world, path):
    for name, data in entries(world).items():
        target = os.path.join(path, *name.split("/"))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as out:
            out.write(data)


def write_zip(world, path, style="plain"):
    files = entries(world)
    date = (2026, 1, 15, 12, 0, 0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        def add(name, data, folder=False):
            if style == "wrapped":
                name = "Northhouse Slack export/" + name
            if style == "backslash":
                name = name.replace("/", "\\")
            info = (zipfile.ZipInfo if style == "flagged" else _Unflagged)(name, date)
            if style == "backslash":
                info.filename = name  # ZipInfo would not touch it here, but does on systems with another separator
            info.compress_type = zipfile.ZIP_STORED if folder else zipfile.ZIP_DEFLATED
            info.external_attr = (0o40755 << 16 | 0x10) if folder else 0o100644 << 16
            out.writestr(info, data)

        if style == "plain":
            for folder in dict.fromkeys(name.rpartition("/")[0] for name in files if "/" in name):
                add(folder + "/", b"", True)
        for name, data in files.items():
            add(name, data)
        if style == "wrapped":
            for name in list(files)[:5]:
                info = _Unflagged("__MACOSX/Northhouse Slack export/._" + name.replace("/", "_"), date)
                out.writestr(info, b"\x00\x05\x16\x07")
            add(".DS_Store", b"\x00\x00\x00\x01Bud1")


def people_csv(world, path):
    rows = ["source_id,source_name,source_email,target_email,policy"]
    quote = lambda value: '"' + value.replace('"', '""') + '"' if any(c in value for c in ',"\n') else value
    rows += [",".join(quote(cell) for cell in row) for row in world.map_rows]
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write("\r\n".join(rows) + "\r\n")


def accounts_json(world):
    return [{"id": a.id, "email": a.email, "aliases": a.aliases, "name": a.name, "suspended": a.suspended, "archived": a.archived, "guest": a.guest}
            for a in world.accounts]


def accounts_csv(world, path):
    """The same as a table that `chatferry-cli simulator --people` takes."""
    yes = lambda flag: "true" if flag else ""
    rows = ["email,id,aliases,name,suspended,archived,guest,admin"]
    rows += [",".join([a.email, a.id, " ".join(a.aliases), a.name, yes(a.suspended), yes(a.archived), yes(a.guest), yes(a.admin)])
             for a in world.accounts]
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write("\n".join(rows) + "\n")
