# SPDX-License-Identifier: GPL-3.0-or-later
"""What a generated world is made of. The export and the oracle are both derived from these values.

A text is a tree of tuples, see textform.py. Times are microseconds since 1970, UTC.
"""
import dataclasses
import typing


@dataclasses.dataclass
class Person:
    id: str
    handle: str = ""
    real: str = ""
    display: str = ""
    email: str = ""
    kind: str = "human"  # human guest external bot system unknown
    deleted: bool = False
    listed: bool = True  # stands in users.json
    bot_id: str = ""
    ultra: bool = False  # guest of one channel
    mail_in_export: bool = True

    @property
    def name(self):
        return self.display or self.real or self.handle or self.id


@dataclasses.dataclass
class Account:
    id: str
    email: str
    name: str
    aliases: list = dataclasses.field(default_factory=list)
    suspended: bool = False
    archived: bool = False
    guest: bool = False
    admin: bool = False

    @property
    def active(self):
        return not (self.suspended or self.archived or self.guest)


@dataclasses.dataclass
class File:
    id: str
    name: str = ""
    title: str = ""
    mime: str = "application/octet-stream"
    place: str = "gone"  # archive remote external gone
    data: bytes = b""
    url: str = ""
    mode: str = "hosted"
    access: str = ""
    layout: str = "uploads"  # archive only: uploads or attachments


@dataclasses.dataclass
class Msg:
    id: str
    us: int
    author: str
    kind: str = "human"  # human bot deleted
    tree: list = dataclasses.field(default_factory=list)
    shown: str = ""  # a name of its own, beside the person's
    root: typing.Optional[str] = None
    root_us: int = 0
    also: bool = False
    reactions: list = dataclasses.field(default_factory=list)  # (name, [person], count)
    files: list = dataclasses.field(default_factory=list)
    order: tuple = ()  # (file, index) once written
    edited: bool = False


@dataclasses.dataclass
class Rec:
    """One entry of a day file: what stands there and what it means."""
    day: str
    json: typing.Any
    us: int = 0
    msg: typing.Optional[Msg] = None
    skip: str = ""
    event: typing.Optional[tuple] = None  # (person, "join"|"leave", us) or ("", "archive", us, [people])


@dataclasses.dataclass
class Conv:
    id: str
    kind: str  # public private group direct
    name: str = ""
    created: typing.Optional[int] = None
    created_json: typing.Any = None
    creator: str = ""
    archived: bool = False
    members: list = dataclasses.field(default_factory=list)
    members_json: typing.Any = None  # overrides members in the file
    topic: str = ""
    purpose: str = ""
    topic_plain: typing.Optional[str] = None
    purpose_plain: typing.Optional[str] = None
    listed: bool = True
    folder: str = ""
    general: bool = False
    pins: list = dataclasses.field(default_factory=list)
    records: list = dataclasses.field(default_factory=list)
    raw_files: dict = dataclasses.field(default_factory=dict)  # file name -> bytes
    late_order: bool = False  # day files are not sorted by time
    next_counter: int = 0
    used: set = dataclasses.field(default_factory=set)


@dataclasses.dataclass
class World:
    seed: int
    profile: str
    team: str
    domain: str
    people: dict = dataclasses.field(default_factory=dict)
    accounts: list = dataclasses.field(default_factory=list)
    map_rows: list = dataclasses.field(default_factory=list)  # (source_id, name, email, target, policy)
    convs: list = dataclasses.field(default_factory=list)
    root_files: dict = dataclasses.field(default_factory=dict)
    uploads: dict = dataclasses.field(default_factory=dict)  # path in the archive -> bytes
    settings: dict = dataclasses.field(default_factory=dict)
    coverage: dict = dataclasses.field(default_factory=dict)  # what the export is said to contain
