# SPDX-License-Identifier: GPL-3.0-or-later
"""What a text looks like in Google Chat, written from chapters 4 and 5 of src/markup/README.md alone.

A text is a list of blocks:
    ("p", inlines) ("h", inlines) ("code", inlines) ("li", inlines, ordered, indent, number) ("quote", blocks) ("hr",)
and inlines are I(kind, text, target, style), style a string of b i s c (u and h are read and dropped).
"""
import collections
import re
import unicodedata
import urllib.parse

import emoji_names

I = collections.namedtuple("I", "kind text target style")
I.__new__.__defaults__ = ("", "", "")
BR = I("br")

ZWSP = "\u200B"
FENCE = "```"
SPACES = set("\t\n\v\f\r \x85\xA0\u1680\u2028\u2029\u202F\u205F\u3000") | {chr(c) for c in range(0x2000, 0x200B)}
ORDER = "bisc"
MARK = {"b": "*", "i": "_", "s": "~", "c": "`"}

_BREAKS = re.compile("\r\n|[\r\u2028\u2029\v\f]")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LONE = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile("https?://", re.I)
_TOKEN = re.compile(r"users/|[a-z][a-z0-9+.-]*:", re.I)
_INLINE_BREAKS = re.compile("\r\n|[\r\n\u2028\u2029\v\f]")
_ENCODED = re.compile("[<>|`\"\x00-\x1f\x7f%s]" % "".join(SPACES))
_PLAIN = re.compile(r"[^*_~`<>\-]*\Z")


def is_word(char):
    return unicodedata.category(char)[0] in "LN"


def clean(text, inline=True):
    text = (_INLINE_BREAKS.sub(" ", text) if inline else _BREAKS.sub("\n", text))
    return _LONE.sub("\uFFFD", _DROPPED.sub("", text))


def neutralised(text, at_start):
    """One line such that Chat shows it as it stands."""
    if _PLAIN.match(text):
        return text
    protected = []
    for match in _ADDRESS.finditer(text):
        start = match.start()
        if start and is_word(text[start - 1]) or protected and start < protected[-1][1]:
            continue
        end = start
        while end < len(text) and text[end] not in SPACES and text[end] not in '<>"`':
            end += 1
        protected.append((start, end))

    def hidden(i):
        return any(start <= i < end for start, end in protected)

    wanted = set()
    last = len(text) - 1
    for i, char in enumerate(text):
        if char not in "*_~`<" or hidden(i):
            continue
        if char == "<":
            if _TOKEN.match(text, i + 1):
                wanted.add(i + 1)
            continue
        if char != "`" and 0 < i < last:
            before, after = text[i - 1], text[i + 1]
            if is_word(before) and is_word(after) or before in SPACES and after in SPACES:
                continue
        if char != "`" and i < last and text[i + 1] in "\uFE0F\u20E3":
            continue
        wanted |= {i, i + 1}
    if at_start:
        for i, char in enumerate(text):
            if char in SPACES:
                continue
            if not hidden(i) and (char == ">" or char in "*-" and (i == last or text[i + 1] in SPACES)):
                wanted |= {i, i + 1}
            break
    out = []
    for i in range(len(text) + 1):
        if i in wanted and not any(start < i < end for start, end in protected) \
                and not (i and text[i - 1] == ZWSP) and not (i <= last and text[i] == ZWSP):
            out.append(ZWSP)
        if i <= last:
            out.append(text[i])
    return "".join(out)


def neutralised_lines(text):
    return "\n".join(neutralised(line, True) for line in clean(text, False).split("\n"))


def encoded_address(address):
    return re.sub(_ENCODED, lambda m: urllib.parse.quote(m.group(), safe=""), address)


def label_of(text):
    text = clean(text).strip("".join(SPACES))
    return neutralised(text.translate({60: 0x2039, 62: 0x203A, 124: 0xA6}), False)


def chat_link(address, label):
    return f"<{encoded_address(address)}|{label_of(label or address)}>"


class Names:
    """Ids of the source as the destination knows them."""

    def __init__(self, accounts=None, people=None, conversations=None):
        self.accounts, self.people, self.conversations = accounts or {}, people or {}, conversations or {}

    def person(self, id, label):
        name = self.people.get(id, "")
        if name and name != id:
            return name
        return label.removeprefix("@") or id

    def conversation(self, id, label):
        return self.conversations.get(id) or label.removeprefix("#") or id


def plain_of(inline, names):
    """Chapter 5: an inline without any markup."""
    kind = inline.kind
    if kind == "br":
        return "\n"
    if kind == "link":
        text = inline.text or re.sub("^mailto:", "", inline.target)
    elif kind == "person":
        text = "@" + names.person(inline.target, inline.text)
    elif kind == "conv":
        text = "#" + names.conversation(inline.target, inline.text)
    elif kind == "group":
        text = "@" + (inline.text.removeprefix("@") or inline.target)
    elif kind == "all":
        text = "@" + inline.text
    elif kind == "emoji":
        text = emoji_names.unicode_of(inline.text) or inline.target or f":{inline.text}:"
    else:
        text = inline.text
    return clean(text)


def plain_text(blocks, names):
    lines = []
    for block in blocks:
        kind = block[0]
        if kind == "hr":
            lines.append("---")
        elif kind == "quote":
            lines.append(plain_text(block[1], names))
        else:
            text = "".join(plain_of(inline, names) for inline in block[1])
            if kind == "li":
                text = "    " * block[3] + (f"{block[4]}. " if block[2] else "\u2022 ") + text
            lines.append(text)
    return "\n".join(lines).strip("".join(SPACES))


def _merged(line):
    out = []
    for inline in line:
        if inline.kind == "text":
            style = "".join(s for s in inline.style if s in ORDER)
            inline = I("text", clean(inline.text), "", "".join(sorted(style, key=ORDER.index)))
            if "c" in style and "`" in inline.text:
                inline = inline._replace(style=inline.style.replace("c", ""))
            if not inline.text:
                continue
            if out and out[-1].kind == "text" and out[-1].style == inline.style:
                out[-1] = inline._replace(text=out[-1].text + inline.text)
                continue
        out.append(inline)
    return out


def _bare_fits(line, i):
    before = line[i - 1] if i else None
    after = line[i + 1] if i + 1 < len(line) else None
    if before is not None and not (before.kind == "text" and (before.text[-1] in SPACES or before.text[-1] == "(")):
        return False
    if after is None:
        return True
    if after.kind != "text":
        return False
    if after.text[0] in SPACES:
        return True
    rest = after.text.lstrip(".,;:!?)")
    return rest != after.text and (not rest or rest[0] in SPACES)


def _link(line, i, at_start):
    inline = line[i]
    address, label = clean(inline.target), clean(inline.text)
    trimmed = label.strip("".join(SPACES))
    same = not trimmed or trimmed in (address, encoded_address(address))
    if not address:
        return neutralised(trimmed, at_start)
    if re.match("https?:", address, re.I):
        if same and not set(inline.style) & set("bis") and _bare_fits(line, i):
            return encoded_address(address)
        return chat_link(address, "" if same else label)
    if re.match("mailto:", address, re.I):
        shown = urllib.parse.unquote(address[7:].partition("?")[0])
        if same or trimmed == shown:
            return neutralised(shown, at_start)
        return neutralised(f"{trimmed} ({shown})", at_start)
    if same:
        return neutralised(address, at_start)
    return neutralised(f"{trimmed} ({address})", at_start)


def _form(line, i, names, at_start):
    """How one inline that is no Text is written."""
    inline = line[i]
    if inline.kind == "link":
        return _link(line, i, at_start)
    if inline.kind == "person" and inline.target in names.accounts:
        return f"<{names.accounts[inline.target]}>"
    if inline.kind == "all":
        return plain_of(inline, names)
    if inline.kind == "emoji" and emoji_names.unicode_of(inline.text):
        return emoji_names.unicode_of(inline.text)
    if inline.kind == "emoji" and inline.target:
        return inline.target
    return neutralised(plain_of(inline, names), at_start)


def _line(line, names):
    line = _merged(line)
    # Pieces: [source inline index or -1, text or None, styles, is spaces].
    pieces = []
    for i, inline in enumerate(line):
        styles = {s for s in inline.style if s in ORDER}
        if inline.kind != "text":
            styles.discard("c")
            if inline.kind == "person" and inline.target in names.accounts:
                styles = set()
            pieces.append([i, None, styles, False])
            continue
        text = inline.text
        core = text.strip("".join(SPACES))
        if not core:
            pieces.append([i, text, None, True])
            continue
        head = text[:text.index(core[0])] if text[0] in SPACES else ""
        tail = text[len(head) + len(core):]
        if head:
            pieces.append([i, head, None, True])
        pieces.append([i, core, styles, False])
        if tail:
            pieces.append([i, tail, None, True])
    for n, piece in enumerate(pieces):
        if piece[3]:
            before = next((p[2] for p in reversed(pieces[:n]) if not p[3]), None)
            after = next((p[2] for p in pieces[n + 1:] if not p[3]), None)
            piece[2] = (before & after) - {"c"} if before is not None and after is not None else set()
    out, stack, only_spaces = "", [], True
    for i, text, styles, spaces in pieces:
        closed = opened = ""
        for depth, style in enumerate(stack):
            if style not in styles:
                closed = "".join(MARK[s] for s in reversed(stack[depth:]))
                del stack[depth:]
                break
        for style in ORDER:
            if style in styles and style not in stack and not spaces:
                opened += MARK[style]
                stack.append(style)
        if spaces:
            form = text
        else:
            start = only_spaces and not opened and not stack
            if text is None:
                form = _form(line, i, names, start)
            elif "c" in styles:
                form = re.sub("<(?=users/)", "<" + ZWSP, text, flags=re.I)
            else:
                form = neutralised(text, start)
        if opened and not closed and out and is_word(out[-1]):
            out += ZWSP
        out += closed
        if closed and not opened and form and is_word(form[0]):
            out += ZWSP
        out += opened + form
        only_spaces = only_spaces and spaces
    return out + "".join(MARK[s] for s in reversed(stack))


def _inlines(inlines, names):
    lines, line = [], []
    for inline in inlines:
        if inline.kind == "br":
            lines.append(line)
            line = []
        else:
            line.append(inline)
    lines.append(line)
    return [_line(line, names) for line in lines]


def _code(inlines, names):
    text = "".join(plain_of(inline, names) for inline in inlines)
    text = re.sub("`(?=`)", "`" + ZWSP, text)
    return re.sub("<(?=users/)", "<" + ZWSP, text, flags=re.I)


def _quoted_code(inlines, names):
    text = "".join(plain_of(inline, names) for inline in inlines)
    return "\n".join(_line([I("text", line, "", "c")], names) if line.strip("".join(SPACES)) else line
                     for line in text.split("\n"))


def _block(block, names, quoted):
    kind = block[0]
    if kind == "hr":
        return "---"
    if kind == "quote":
        inner = _blocks(block[1], names, True)
        return inner if quoted else "\n".join(">" + line for line in inner.split("\n"))
    if kind == "code":
        return _quoted_code(block[1], names) if quoted else f"{FENCE}\n{_code(block[1], names)}\n{FENCE}"
    if kind == "h":
        return "\n".join(_inlines([i._replace(style=i.style + "b") for i in block[1]], names))
    lines = _inlines(block[1], names)
    if kind == "li":
        mark = f"{block[4]}. " if block[2] else "* "
        return "    " * block[3] + mark + ("\n" + "    " * (block[3] + 1)).join(lines)
    return "\n".join(lines)


def _blocks(blocks, names, quoted):
    return "\n".join(_block(block, names, quoted) for block in blocks)


def chat_text(blocks, names):
    lines = _blocks(blocks, names, False).split("\n")
    while lines and not lines[0].strip("".join(SPACES)):
        del lines[0]
    return "\n".join(lines).rstrip("".join(SPACES))


def front_name(name):
    name = re.sub("[%s]+" % re.escape("".join(SPACES)), " ", name).strip(" ")
    return neutralised(clean(name), False)


def with_name(name, text):
    if not text:
        return f"*{front_name(name)}:*"
    lead = text.lstrip("".join(SPACES))
    block = lead.startswith((FENCE, ">", "* ")) or re.match(r"[0-9]+\. ", lead)
    return f"*{front_name(name)}:*" + ("\n" if block else " ") + text


def size(text):
    return len(text.encode("utf-8"))


def parts_of(text, limit=30000):
    """Chapter 4.7."""
    if size(text) <= limit:
        return [text]
    parts, part, used, coded = [], [], 0, False
    queue = collections.deque(text.split("\n"))
    while queue:
        line = queue.popleft()
        coded_after = coded != (line == FENCE)
        reserve = 4 if coded_after else 0
        head = used + 1 if part else 0
        if head + size(line) + reserve <= limit:
            part.append(line)
            used = head + size(line)
            coded = coded_after
        elif part != ([FENCE] if coded else []):
            if coded and part[-1] == FENCE:
                part.pop()
            elif coded:
                part.append(FENCE)
            if part:
                parts.append("\n".join(part))
            part, used = ([FENCE], 3) if coded else ([], 0)
            queue.appendleft(line)
        else:
            cut, dropped = _cut(line, limit - reserve - head)
            part.append(line[:cut])
            used = head + size(line[:cut])
            queue.appendleft(line[cut + dropped:])
    if part:
        parts.append("\n".join(part))
    return parts


def _cut(line, room):
    """(characters before the cut, characters dropped at it)."""
    raw = line.encode("utf-8")
    end = room
    while end and raw[end] & 0xC0 == 0x80:
        end -= 1
    space = raw.rfind(b" ", 1, room + 1)
    if space > 0:
        return len(raw[:space].decode("utf-8")), 1
    return len(raw[:end].decode("utf-8")), 0
