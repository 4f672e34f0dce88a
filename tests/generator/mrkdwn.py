# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads Slack's mrkdwn into a text tree (see chat.py), written from chapter 1 of src/markup/README.md alone.

The generator needs no reader, since it starts from trees; this one exists to hold the program's against it.
"""
import datetime
import re

from chat import BR, I, SPACES, is_word

_TOKEN = re.compile("<([^<>\n]+)>")
_ENTITY = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITIES = re.compile("&(?:lt|gt|amp);")
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")
_EMOJI = re.compile(r":[a-z0-9_+'-]+(?:::skin-tone-[2-6](?:-[2-6])?)?:(?![A-Za-z0-9])")
_BROADCAST = {"@here": "here", "@channel": "channel", "@everyone": "everyone", "!here": "here", "!channel": "channel", "!everyone": "everyone", "!group": "channel"}
_STYLE = {"*": "b", "_": "i", "~": "s"}


def unescaped(value):
    return _ENTITIES.sub(lambda match: _ENTITY[match.group()], value)


def token(inner):
    head, _, label = inner.partition("|")
    whole = I("text", unescaped(f"<{inner}>"))
    head, label = unescaped(head), unescaped(label)
    if head in _BROADCAST:
        return I("all", _BROADCAST[head])
    if head.startswith("@") and len(head) > 1:
        return I("person", label, head[1:])
    if head.startswith("#") and len(head) > 1:
        return I("conv", label, head[1:])
    if head.startswith("!subteam^"):
        return I("group", label, head[9:])
    if head.startswith("!date^"):
        seconds = head.split("^")[1]
        if not re.fullmatch("-?[0-9]+", seconds):
            return whole
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=int(seconds))
        return I("date", label or moment.strftime("%Y-%m-%d %H:%M UTC"))
    if head.startswith("!"):
        return I("text", label) if label else whole
    return I("link", label, head) if _SCHEME.match(head) else whole


class Unit:
    """A character, perhaps an escaped one, or something that counts as one punctuation character."""
    __slots__ = ("char", "escaped", "inline")

    def __init__(self, char, escaped=False, inline=None):
        self.char, self.escaped, self.inline = char, escaped, inline

    def plain(self, char):
        return self.inline is None and not self.escaped and self.char == char


def units(text):
    out, at = [], 0
    for match in re.finditer("<([^<>\n]+)>|&(?:lt|gt|amp);", text):
        out += [Unit(char) for char in text[at:match.start()]]
        at = match.end()
        out.append(Unit("", inline=token(match.group(1))) if match.group(1) is not None else Unit(_ENTITY[match.group()], True))
    return out + [Unit(char) for char in text[at:]]


def only_spaces(part):
    return all(unit.inline is None and unit.char in SPACES for unit in part)


def emphasised(part, style):
    """1.6 for one line or what stands inside an emphasis."""
    def opens(i, mark):
        if i:
            before = part[i - 1]
            if before.inline is None and not before.escaped and before.char not in SPACES and (is_word(before.char) or before.char in "@)]}\\" + mark):
                return False
        return i + 1 < len(part) and not (part[i + 1].inline is None and not part[i + 1].escaped and (part[i + 1].char in SPACES or part[i + 1].char == mark))

    def closes(i, mark):
        before = part[i - 1]
        if before.inline is None and not before.escaped and (before.char in SPACES or before.char == mark):
            return False
        after = part[i + 1] if i + 1 < len(part) else None
        return after is None or after.inline is not None or after.escaped or not (is_word(after.char) or after.char == mark)

    out, i = [], 0
    while i < len(part):
        unit = part[i]
        end = None
        if unit.inline is None and not unit.escaped and unit.char in _STYLE and opens(i, unit.char):
            for j in range(i + 1, len(part)):
                if part[j].plain(unit.char):
                    if closes(j, unit.char):
                        end = j
                        break
                    if opens(j, unit.char):
                        break
        if end is not None:
            out += emphasised(part[i + 1:end], style + _STYLE[unit.char])
            i = end + 1
            continue
        inline = unit.inline if unit.inline is not None else I("text", unit.char)
        out.append(inline._replace(style=inline.style + style))
        i += 1
    return out


def line(part):
    """The inlines of one line."""
    out, i = [], 0
    while i < len(part):  # 1.5
        end = None
        if part[i].plain("`"):
            end = next((j for j in range(i + 1, len(part)) if part[j].plain("`")), None)
        if end is None or end == i + 1:
            out.append(part[i])
            i += 1
            continue
        for unit in part[i + 1:end]:
            inline = unit.inline if unit.inline is not None else I("text", unit.char)
            out.append(Unit("", inline=inline._replace(style="c")))
        i = end + 1
    # 1.7, over runs of characters as they stand in the text.
    joined = "".join(unit.char if unit.inline is None and not unit.escaped else "\0" for unit in out)
    part, i = [], 0
    ascii_word = lambda char: char.isascii() and char.isalnum()
    while i < len(out):
        match = _EMOJI.match(joined, i) if joined[i] == ":" else None
        if match and not (i and ascii_word(joined[i - 1])):
            part.append(Unit("", inline=I("emoji", match.group()[1:-1])))
            i = match.end()
        else:
            part.append(out[i])
            i += 1
    return emphasised(part, "")


def parse(source):
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        return []
    all_ = units(text)
    blocks = []

    def emit(block, quoted):
        if not quoted:
            blocks.append(block)
        elif blocks and blocks[-1][0] == "quote" and joins[0]:
            blocks[-1][1].append(block)
        else:
            blocks.append(("quote", [block]))
        joins[0] = quoted

    joins = [False]
    fence = lambda at: at + 3 <= len(all_) and all(all_[at + k].plain("`") for k in range(3))
    i, rest = 0, False
    while True:
        quoted = rest
        mark = lambda at: at < len(all_) and all_[at].inline is None and all_[at].char == ">"
        if not rest and mark(i):
            if mark(i + 1) and mark(i + 2):
                rest, i = True, i + 3
                joins[0] = False
            else:
                i += 1
            quoted = True
            if i < len(all_) and all_[i].plain(" "):
                i += 1
        start, after_code = i, False
        while i < len(all_) and not all_[i].plain("\n"):
            close = next((j for j in range(i + 4, len(all_)) if fence(j)), None) if fence(i) else None
            if close is None:
                i += 1
                continue
            if not only_spaces(all_[start:i]):
                emit(("p", line(all_[start:i])), quoted)
            inner = all_[i + 3:close]
            if inner and inner[0].plain("\n"):
                inner = inner[1:]
            if inner and inner[-1].plain("\n"):
                inner = inner[:-1]
            emit(("code", [BR if u.plain("\n") else u.inline if u.inline is not None else I("text", u.char) for u in inner]), quoted)
            i = start = close + 3
            after_code = True
        if not after_code or not only_spaces(all_[start:i]):
            emit(("p", line(all_[start:i])), quoted)
        if i >= len(all_):
            return blocks
        i += 1
