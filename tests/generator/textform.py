# SPDX-License-Identifier: GPL-3.0-or-later
"""A text tree (see chat.py) in the two forms a Slack export has: mrkdwn in `text`, rich_text in `blocks`."""
import collections

import emoji_names
import words
from chat import BR, I, SPACES

Choices = collections.namedtuple("Choices", "people convs")
GROUPS = [("S0DELIVER1", "@delivery-team"), ("S0NIGHT002", "@night-shift")]
_SPACES = "".join(SPACES)


def text(value, style=""):
    return I("text", value, "", style)


def p(*inlines):
    return ("p", [text(i) if isinstance(i, str) else i for i in inlines])


def lines(value):
    """Plain text of several lines as paragraphs."""
    return [p(line) if line else p() for line in value.split("\n")]


def code(value):
    out = []
    for n, line in enumerate(value.split("\n")):
        if n:
            out.append(BR)
        if line:
            out.append(text(line))
    return ("code", out)


# mrkdwn ------------------------------------------------------------------------------------------------------------

def escape(value):
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def token(inline, handles=None):
    """The form of an inline that is no plain text."""
    kind, label, target = inline.kind, inline.text, inline.target
    if kind == "link":
        return f"<{escape(target)}|{escape(label)}>" if label else f"<{escape(target)}>"
    if kind == "person":
        if handles and target in handles and not label:
            label = handles[target]
        return f"<@{target}|{label}>" if label else f"<@{target}>"
    if kind == "conv":
        return f"<#{target}|{label}>"
    if kind == "group":
        return f"<!subteam^{target}|{label}>" if label else f"<!subteam^{target}>"
    if kind == "all":
        return f"<!{label}|{label}>" if handles else f"<!{label}>"
    if kind == "emoji":
        return f":{label}:"
    if kind == "date":
        return f"<!date^1700000000^{{date_short}}|{escape(label)}>"
    raise ValueError(kind)


def _mrkdwn_line(inlines, handles):
    out, stack = "", []
    marks = {"b": "*", "i": "_", "s": "~"}
    for inline in inlines:
        value = inline.text if inline.kind == "text" else None
        style = "" if inline.kind in ("person", "all") else inline.style
        head = value[:len(value) - len(value.lstrip(_SPACES))] if value else ""
        body = value[len(head):] if value is not None else token(inline, handles)
        keep = [s for s in stack if s in style]
        if keep == stack:
            out += head
        closing = ""
        while stack and (stack[-1] not in style or stack[:len(keep)] != keep[:len(stack)]):
            closing += marks[stack.pop()]
        tail = out[len(out.rstrip(_SPACES)):] if closing else ""
        if closing:
            out = out[:len(out) - len(tail)] + closing + tail
        if keep != stack or closing:
            out += head
        for s in "bis":
            if s in style and s not in stack:
                out += marks[s]
                stack.append(s)
        if value is None:
            out += body
        elif "c" in style:
            out += "`" + escape(body) + "`"
        else:
            out += escape(body)
    return out + "".join(marks[s] for s in reversed(stack))


def _mrkdwn_lines(inlines, handles):
    line, out = [], []
    for inline in inlines:
        if inline is BR or inline.kind == "br":
            out.append(_mrkdwn_line(line, handles))
            line = []
        else:
            line.append(inline)
    out.append(_mrkdwn_line(line, handles))
    return out


def mrkdwn(tree, handles=None):
    out = []
    for block in tree:
        kind = block[0]
        if kind in ("p", "h"):
            out += _mrkdwn_lines(block[1], handles)
        elif kind == "li":
            mark = f"{block[4]}. " if block[2] else "\u2022 "
            out += ["    " * block[3] + mark + line for line in _mrkdwn_lines(block[1], handles)]
        elif kind == "code":
            inner = "".join("\n" if i.kind == "br" else escape(i.text) if i.kind == "text" else token(i, handles) for i in block[1])
            out += ("```\n" + inner + "\n```").split("\n")
        elif kind == "quote":
            out += ["&gt; " + line for line in mrkdwn(block[1], handles).split("\n")]
        else:
            out.append("---")
    return "\n".join(out)


# blocks ------------------------------------------------------------------------------------------------------------

_STYLES = {"b": "bold", "i": "italic", "s": "strike", "c": "code", "u": "underline", "h": "highlight"}


def leaf(inline):
    kind = inline.kind
    if kind == "br":
        out = {"type": "text", "text": "\n"}
    elif kind == "text":
        out = {"type": "text", "text": inline.text}
    elif kind == "link":
        out = {"type": "link", "url": inline.target}
        if inline.text:
            out["text"] = inline.text
    elif kind == "person":
        out = {"type": "user", "user_id": inline.target}
    elif kind == "conv":
        out = {"type": "channel", "channel_id": inline.target}
    elif kind == "group":
        out = {"type": "usergroup", "usergroup_id": inline.target}
    elif kind == "all":
        out = {"type": "broadcast", "range": inline.text}
    elif kind == "emoji":
        name, _, tone = inline.text.partition("::skin-tone-")
        out = {"type": "emoji", "name": name}
        if tone:
            out["skin_tone"] = int(tone)
        form = inline.target or emoji_names.unicode_of(inline.text)
        if form:
            out["unicode"] = "-".join(f"{ord(c):x}" for c in form)
    elif kind == "date":
        out = {"type": "date", "timestamp": 1700000000, "format": "{date_short}", "fallback": inline.text}
    else:
        raise ValueError(kind)
    if inline.style:
        out["style"] = {_STYLES[s]: True for s in inline.style}
    return out


def leaves(inlines):
    out = []
    for inline in inlines:
        item = leaf(inline)
        if item["type"] == "text" and out and out[-1]["type"] == "text" and item["text"] == "\n":
            out[-1] = dict(out[-1], text=out[-1]["text"] + item["text"])
        else:
            out.append(item)
    return out


def _elements(tree, rng):
    out = []
    n = 0
    while n < len(tree):
        kind = tree[n][0]
        if kind == "p":
            inlines = []
            first = n
            while n < len(tree) and tree[n][0] == "p":
                if n > first:
                    inlines.append(BR)
                inlines += tree[n][1]
                n += 1
            if n < len(tree) and rng and rng.random() < 0.5:
                inlines.append(BR)
            out.append({"type": "rich_text_section", "elements": leaves(inlines)})
        elif kind == "li":
            first = tree[n]
            items = []
            while n < len(tree) and tree[n][0] == "li" and tree[n][2:4] == first[2:4] and \
                    (not first[2] or tree[n][4] == first[4] + len(items)):
                items.append({"type": "rich_text_section", "elements": leaves(tree[n][1])})
                n += 1
            element = {"type": "rich_text_list", "elements": items, "style": "ordered" if first[2] else "bullet", "indent": first[3]}
            if first[2] and first[4] > 1:
                element["offset"] = first[4] - 1
            if not rng or rng.random() < 0.5:
                element["border"] = 0
            out.append(element)
        elif kind == "code":
            out.append({"type": "rich_text_preformatted", "elements": leaves(tree[n][1]), "border": 0})
            n += 1
        elif kind == "quote":
            inner = tree[n][1]
            if all(block[0] == "p" for block in inner):
                inlines = []
                for m, block in enumerate(inner):
                    if m:
                        inlines.append(BR)
                    inlines += block[1]
                out.append({"type": "rich_text_quote", "elements": leaves(inlines)})
            else:
                out += [dict(element, border=1) for element in _elements(inner, None)]
            n += 1
        else:
            raise ValueError(kind)
    return out


def blocks(tree, rng=None):
    """One rich_text block; now and then two, cut where two elements meet."""
    elements = _elements(tree, rng)
    groups = [elements]
    if rng and len(elements) > 2 and rng.random() < 0.1:
        groups = [elements[:1], elements[1:]]
        last = groups[0][-1]["elements"][-1] if groups[0][-1]["type"] == "rich_text_section" else {}
        if last.get("type") == "text" and last["text"].endswith("\n"):
            groups = [elements]
    return [{"type": "rich_text", "block_id": f"b{n}", "elements": group} for n, group in enumerate(groups)]


# random texts ------------------------------------------------------------------------------------------------------

def _emoji(rng):
    name = rng.choice(list(emoji_names.SIMPLE) + list(emoji_names.TONED))
    if name in emoji_names.TONED and rng.random() < 0.4:
        name += f"::skin-tone-{rng.randint(2, 6)}"
    return I("emoji", name)


def _rich(rng, choices, with_blocks):
    """One line with something in it besides text; every piece stands between spaces."""
    words_ = words.sentence(rng).split(" ")
    at = rng.randrange(len(words_))
    before, after = " ".join(words_[:at]), " ".join(words_[at:])
    before = before + " " if before else ""
    after = " " + after if after else ""
    roll = rng.randrange(13)
    if roll < 4:
        style = rng.choice(["b", "i", "s", "c", "b", "i", "bi", "bs", "bis", "is"] + (["u", "h", "bc", "ic"] if with_blocks else []))
        middle = [text(rng.choice(["important", "two pallets", "by Friday", "not today", "42", "Größe", "重要"]), style)]
    elif roll < 6:
        middle = [I("person", "", rng.choice(choices.people))]
    elif roll == 6:
        conv = rng.choice(choices.convs)
        middle = [I("conv", conv.name if not with_blocks else "", conv.id)]
    elif roll == 7:
        middle = [I("link", "", f"https://shop.example/orders/{rng.randint(1, 9999)}")]
    elif roll == 8:
        middle = [I("link", rng.choice(["the order", "Q&A page", "<draft>", "a|b"[:1] + " list"]),
                    f"https://shop.example/search?q={rng.randint(1, 99)}&page=2")]
    elif roll == 9:
        middle = [_emoji(rng)]
    elif roll == 10:
        middle = [I("emoji", rng.choice(emoji_names.CUSTOM))]
    elif roll == 11:
        group = rng.choice(GROUPS)
        middle = [rng.choice([I("group", group[1] if not with_blocks else "", group[0]), I("all", rng.choice(["here", "channel", "everyone"]))])]
    else:
        middle = [rng.choice([I("date", "Nov 14, 2023"), I("link", "orders@shop.example", "mailto:orders@shop.example")])]
    return ("p", ([text(before)] if before else []) + middle + ([text(after)] if after else []))


def random_tree(rng, choices, with_blocks):
    roll = rng.random()
    if roll < 0.62:
        return [p(words.line(rng))]
    if roll < 0.84:
        return [_rich(rng, choices, with_blocks)]
    if roll < 0.89:
        out = [p(words.sentence(rng))]
        for _ in range(rng.randint(1, 4)):
            out.append(p() if rng.random() < 0.2 else p(words.sentence(rng)))
        return out + [p("Thanks")]
    if roll < 0.92:
        quote = ("quote", [p(words.sentence(rng)) for _ in range(rng.randint(1, 3))])
        return [quote, p(words.line(rng))] if rng.random() < 0.8 else [quote]
    if roll < 0.95:
        block = code(rng.choice(words.CODE))
        return rng.choice([[block], [p("Look:"), block], [p("Look:"), block, p("That is it.")]])
    if not with_blocks:
        return [p("\u2022 " + words.sentence(rng)), p("    \u2022 " + rng.choice(words.SHORT)), p("1. " + words.sentence(rng))]
    if roll < 0.98:
        ordered = rng.random() < 0.4
        out = [p("To do:")] if rng.random() < 0.6 else []
        for number in range(1, rng.randint(3, 6)):
            item = _rich(rng, choices, True)[1] if rng.random() < 0.3 else [text(rng.choice(words.SUBJECTS))]
            out.append(("li", item, ordered, 0, number if ordered else 1))
            if rng.random() < 0.3:
                out.append(("li", [text(rng.choice(words.VERBS))], False, 1, 1))
        return out
    return [p(text("Mixed: ", "b"), text("a", "b"), text("b", "i"), text("c", "s"), text(" and "), text("x<y", "c"), text(" done"))]
