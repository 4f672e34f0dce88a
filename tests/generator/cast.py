# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of a generated workspace, their accounts at the destination and the map between the two."""
from model import Account, Person
import words

HOME = "corp.example"
SECOND = "sub.corp.example"
ADMIN = f"chat-admin@{HOME}"


class Cast:
    """Ids by the part somebody plays."""

    def __init__(self):
        self.mapped, self.hushed, self.bots = [], [], {}
        self.role = {}


def build(world, rng, count=44):
    cast = Cast()
    names = [(first, last) for first in words.FIRST for last in words.LAST]
    rng.shuffle(names)

    def human(role, listed=True, mail="auto", domain=HOME, prefix="U", **more):
        first, last = names.pop()
        number = len(world.people) + 1
        handle = f"{first}.{last}".lower()
        email = f"{handle}@{domain}" if mail == "auto" else mail
        person = Person(f"{prefix}0{number:04d}{rng.randrange(16 ** 4):04X}", handle, f"{first} {last}",
                        rng.choice(["", first, f"{first} {last}", handle]), email, listed=listed, **more)
        world.people[person.id] = person
        cast.role.setdefault(role, []).append(person.id)
        return person

    def account(person, email=None, **more):
        email = email or person.email.lower()
        world.accounts.append(Account(f"{100000000000000000000 + 7919 * (len(world.accounts) + 1)}", email, person.real, **more))
        return world.accounts[-1]

    for n in range(count):
        person = human("mapped", domain=SECOND if n % 9 == 8 else HOME, prefix="W" if n % 11 == 10 else "U")
        account(person)
        if n % 7 == 6:  # written differently in the two places
            person.email = person.email.title()
        cast.mapped.append(person.id)
    for _ in range(4):  # the export knows an alias
        person = human("alias")
        account(person, f"x{person.email}", aliases=[person.email, f"old.{person.email}"])
        cast.mapped.append(person.id)
    for n in range(4):  # no address in the export; the map names one, with and without a policy
        person = human("csv", mail="")
        email = f"{person.handle}@{HOME}"
        account(person, email)
        world.map_rows.append((person.id, person.real, "", email, "map" if n % 2 else ""))
        cast.mapped.append(person.id)
    twin = human("one-account-twice")  # two ids of one person after a change of workspaces
    other = human("one-account-twice", mail=twin.email, prefix="W")
    account(twin)
    cast.mapped += [twin.id, other.id]
    closed = human("closed-but-mapped", deleted=True)
    account(closed)
    cast.mapped.append(closed.id)
    owned = human("guest-with-account", kind="guest")
    account(owned)
    cast.mapped.append(owned.id)

    def hush(person):
        cast.hushed.append(person.id)
        return person

    for n in range(4):
        hush(human("departed", deleted=True, mail="" if n == 0 else "auto"))
    hush(human("no-address", mail=""))
    for _ in range(2):
        account(hush(human("suspended")), suspended=True)
    account(hush(human("archived-account")), archived=True)
    hush(human("guest", kind="guest", mail="visitor@partner.example", ultra=True))
    account(hush(human("guest-account", kind="guest")), guest=True)
    for _ in range(3):
        hush(human("external", listed=False, mail="", kind="external"))
    by_app = hush(human("app-by-hand"))
    account(by_app)
    world.map_rows.append((by_app.id, by_app.real, by_app.email, "", "app"))
    skipped = hush(human("skip"))
    account(skipped)
    world.map_rows.append((skipped.id, skipped.real, skipped.email, "", "skip"))
    bad_map = hush(human("map-to-nobody"))
    world.map_rows.append((bad_map.id, bad_map.real, "", f"nobody.here@{HOME}", "map"))
    world.map_rows.append(("UNOBODY00", "Nobody at all", "", "", "app"))
    for n in range(2):
        person = Person(f"U0UNKNOWN{n}", kind="unknown", listed=False)
        world.people[person.id] = person
        cast.role.setdefault("unknown", []).append(person.id)
        cast.hushed.append(person.id)

    def bot(role, id, name="", listed=True, bot_id=""):
        person = Person(id, role if listed else "", name, "", "", "bot", listed=listed, bot_id=bot_id)
        world.people[id] = person
        cast.bots[role] = id

    bot("stock-bot", "U0BOTSTOCK", "Stock Bot", bot_id="B0STOCK01")
    bot("build-bot", "U0BOTBUILD", "Build *Bot* _v2_", bot_id="B0BUILD01")
    bot("hook", "B0HOOK001", "Weather", listed=False)
    bot("profiled", "B0PROF001", "Calendar Sync", listed=False)
    bot("nameless", "B0NONAME1", "", listed=False)
    bot("only-a-name", "bot:rss-reader", "rss-reader", listed=False)
    world.people["USLACKBOT"] = Person("USLACKBOT", "slackbot", "Slackbot", "", "", "system", listed=False)
    for n in range(5):  # accounts that have nothing to do with the export
        world.accounts.append(Account(f"{200000000000000000000 + n}", f"stranger{n}@{HOME}", f"Stranger {n}"))
    world.accounts.append(Account("300000000000000000001", ADMIN, "Chat administrator", admin=True))
    rng.shuffle(world.accounts)
    return cast
