# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything an export can hold that ordinary talk does not: one small scene for each oddity.

A scene writes records into one conversation with a Writer and says by its name what it covers.
"""
import emoji_names
import textform
from chat import BR, I
from model import Msg
from slacktime import SECOND, ts_of, us_of
from textform import code, lines, p, text

MINUTE = 60 * SECOND


class Scenes:
    def __init__(self, writer, cast, files, start):
        self.w, self.cast, self.files, self.now = writer, cast, files, start
        self.world, self.rng, self.conv = writer.world, writer.rng, writer.conv
        self.people = cast.mapped

    def tick(self, seconds=None):
        self.now += (seconds or self.rng.randint(5, 900)) * SECOND + self.rng.randrange(SECOND)
        return self.now

    def who(self):
        return self.rng.choice(self.people)

    def say(self, tree, author=None, **extra):
        if isinstance(tree, str):
            tree = lines(tree)
        return self.w.say(self.tick(), author or self.who(), tree, **extra)

    def cover(self, name):
        self.world.coverage[name] = self.world.coverage.get(name, 0) + 1

    def run_all(self):
        for name in sorted(dir(self)):
            if name.startswith("scene_"):
                getattr(self, name)()
                self.cover(name[6:])

    # Texts -----------------------------------------------------------------------------------------------------------

    def scene_literal_markup(self):
        """Text that looks like markup; in blocks it is text and must be shown as it stands."""
        for value in ["<users/all>", "<users/123>", "ping <USERS/ALL> now", "*a*", "_a_ and ~b~", "a *b* c", "2*3*4 = 24", "2 * 3 * 4",
                      "snake_case_name", "_leading", "trailing_", "* bullet by hand", "*", "- dash", "-dash", ">quoted by hand", "> q", "   > q",
                      "`tick`", "``two``", "```three```", "a`b", "<https://x.example|y>", "<mailto:a@x.example>", "<b>html</b>", "a < b > c",
                      "x | y", "zero\u200Bwidth", "\u200B*a*\u200B", "*\u200Ba*", "https://x.example/a_b_c*d*e", "(https://x.example/~me)",
                      "seehttps://x.example/*a*", "&amp; &lt; stays", ":not an emoji", "12:30:45", ":+1", "***", "_*~`", "1. one", "1) one", "#5",
                      "@here is text", "\\*escaped\\*", "tab\tinside", "  two spaces in front", "two behind  ", "a\u00A0*b*", "ä*ö*ü", "日*本*語",
                      "*日本*", "\U0001F600*a*\U0001F600", "{\"a\": [1, 2]}", "$HOME/*.txt", "C:\\dir\\*", "---", "[x](https://x.example)", "||", "_ _"]:
            self.say([p(value)], blocks=True)
        self.say([p("first"), p("> second"), p("* third"), p("```"), p("fourth")], blocks=True)

    def scene_styles(self):
        """Styled pieces that touch each other and their surroundings."""
        self.say([p("pre", text("bold", "b"), "post")], blocks=True)
        self.say([p(text("bold ", "b"), text("both", "bi"), text(" bold", "b"))], blocks=True)
        self.say([p(text("a", "b"), text("b", "i"), text("c", "s"), text("d", "c"))], blocks=True)
        self.say([p(text(" padded ", "b"), "x")], blocks=True)
        self.say([p(text("one", "b"), " ", text("two", "b"))], blocks=True)
        self.say([p(text("under", "u"), " ", text("high", "h"), " ", text("boldunder", "bu"))], blocks=True)
        self.say([p(text("tick ` inside", "c"), " ", text("<users/all>", "c"), " ", text("*not bold*", "c"))], blocks=True)
        self.say([p(text("line one", "b"), BR, text("line two", "b"))], blocks=True)
        self.say([p(text("5", "b"), "th of May")], blocks=True)
        self.say([p("(", text("aside", "i"), "), ", text("done", "s"), "!")], blocks=True)
        self.say([p(text("*", "b"), " ", text("a*b", "b"), " ", text("_x_", "i"))], blocks=True)
        self.say([p(text("<link>", "b"), I("link", "styled", "https://x.example/", "b"), I("link", "", "https://x.example/", "i"))], blocks=True)

    def scene_links(self):
        url = "https://shop.example/a?b=1&c=2"
        self.say([p(I("link", "", url))])
        self.say([p("see ", I("link", "", url), ".")])
        self.say([p("see ", I("link", "", url), "...")])
        self.say([p("(", I("link", "", url), ")")])
        self.say([p("glued", I("link", "", url), "glued")], blocks=True)
        self.say([p("same ", I("link", url, url), " again")])
        self.say([p("a ", I("link", "pipe | angle <b> *bold*", "https://x.example/p"), " z")], blocks=True)
        self.say([p(I("link", "spaces and \"quotes\"", "https://x.example/a b<c>d|e`f\"g"))], blocks=True)
        self.say([p("write ", I("link", "ann@x.example", "mailto:ann@x.example"), " or ", I("link", "Ann", "mailto:ann@x.example?subject=Hi"))])
        self.say([p("call ", I("link", "", "tel:+4712345678"), " or ", I("link", "the desk", "tel:+4712345678"))])
        self.say([p("odd ", I("link", "file", "smb://server/share"), " and ", I("link", "", "slack://channel?id=1"))])
        self.say([p(I("link", "", url), " ", I("link", "", url), ", ", I("link", "x", url))])
        self.say([p("under_score ", I("link", "", "https://x.example/_a_*b*~c~"))])

    def scene_mentions(self):
        a, b = self.who(), self.who()
        self.say([p("Hello ", I("person", "", a), " and ", I("person", "", b), "!")])
        self.say([p(I("person", "", self.rng.choice(self.cast.hushed)), " left us")])
        self.say([p("unknown ", I("person", "", "U0NEVERSEEN"), " bot ", I("person", "", self.cast.bots["stock-bot"]))], blocks=True)
        self.say([p("bold ", I("person", "", a, "b"), " stays plain")], blocks=True)
        self.say([p(text("in bold ", "b"), I("person", "", a), text(" too", "b"))], blocks=True)
        self.say([p("label ", I("person", "Old Name", "U0NEVERSEEN"), " and ", I("person", "@handle", "U0NEVERSEE2"))], blocks=False)
        conv = self.world.convs[0]
        self.say([p("in ", I("conv", "", conv.id), " or ", I("conv", "", "C0NOTHERE"))], blocks=True)
        self.say([p("in ", I("conv", "old-name", conv.id), " or ", I("conv", "secret", "C0NOTHERE"))], blocks=False)
        self.say([p(I("all", "here"), " ", I("all", "channel"), " ", I("all", "everyone"))])
        self.say([p("group ", I("group", "@delivery-team", "S0DELIVER1"), " and ", I("group", "", "S0NIGHT002"))], blocks=False)
        self.say([p("group ", I("group", "", "S0DELIVER1"))], blocks=True)

    def scene_tokens(self):
        """mrkdwn whose meaning is no tree of ours: (source, what it shows)."""
        for source, tree in [
            ("<!group>", [p(I("all", "channel"))]),
            ("<!here|@here> now", [p(I("all", "here"), " now")]),
            ("<@here> old", [p(I("all", "here"), " old")]),
            ("<!date^1392734382^Posted {date_num}^https://x.example/|Feb 18, 2014>", [p(I("date", "Feb 18, 2014"))]),
            ("<!date^1392734382^{date}>", [p(I("date", "2014-02-18 14:39 UTC"))]),
            ("<!something|shown>", [p("shown")]),
            ("&amp;lt;b&amp;gt; &lt;b&gt; &amp; &quot;", [p("&lt;b&gt; <b> & &quot;")]),
            ("*bold* _it_ ~no~ `code`", [p(text("bold", "b"), " ", text("it", "i"), " ", text("no", "s"), " ", text("code", "c"))]),
            ("*not*bold and 2*3*4 and snake_case_name", [p("*not*bold and 2*3*4 and snake_case_name")]),
            ("* not bold * and _ _", [p("* not bold * and _ _")]),
            ("*<https://x.example/|linked>*", [p(I("link", "linked", "https://x.example/", "b"))]),
            ("`a *b* &lt;c&gt;`", [p(text("a *b* <c>", "c"))]),
            ("one\n```two\nthree```\nfour", [p("one"), code("two\nthree"), p("four")]),
            ("&gt; quoted\n&gt; more\nnot", [("quote", [p("quoted"), p("more")]), p("not")]),
            ("before\n&gt;&gt;&gt; all\nthe\nrest", [p("before"), ("quote", [p("all"), p("the"), p("rest")])]),
            (":wave::skin-tone-2: :not_an_emoji_at_all: 12:30:45", [p(I("emoji", "wave::skin-tone-2"), " ", I("emoji", "not_an_emoji_at_all"), " 12:30:45")]),
            ("\u2022 one\n    \u2022 two\n1. three", [p("\u2022 one"), p("    \u2022 two"), p("1. three")]),
            ("<#C0NOTHERE|> and <#C0NOTHERE>", [p(I("conv", "", "C0NOTHERE"), " and ", I("conv", "", "C0NOTHERE"))]),
            ("<mailto:a@x.example|a@x.example>", [p(I("link", "a@x.example", "mailto:a@x.example"))]),
            ("<https://x.example/?a=1&amp;b=2|R&amp;D [\u2026]>", [p(I("link", "R&D [\u2026]", "https://x.example/?a=1&b=2"))]),
            ("line\r\nbreaks\rold", [p("line"), p("breaks"), p("old")]),
            ("\n\nempty lines around\n\n", [p(), p(), p("empty lines around"), p(), p()]),
            ("control\x00 \x07chars", [p("control chars")]),
            ("<not a token> <>", [p("<not a token> <>")]),
        ]:
            msg = self.say(tree, blocks=False)
            self.w.record_of(msg)["text"] = source

    def scene_scripts_and_emoji(self):
        for value in ["مرحبا بالعالم \u200F(123)\u200F", "שלום \u202Bעולם\u202C", "\u2067RTL isolate\u2069 x", "e\u0301 n\u0303 a\u0300\u0301",
                      "\U0001D54F\U0001D550 \U00020BB7野家", "\U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F3F3\uFE0F\u200D\U0001F308 \U0001F1F3\U0001F1F4",
                      "क्षत्रिय ज़िन्दगी", "ព្រះរាជាណាចក្រ", "Z̧̢̛a̸l̵g̶o̷", "ﷺ ﬁ Ǆ", "\u00AD soft\u00ADhyphen", "word\u2060joiner \uFEFFbom inside", "\U0010FFFD private \uE000",
                      "ＦＵＬＬ　ＷＩＤＴＨ", "\u0644\u0627", "🇩🇪🇫🇷🇯🇵", "👩🏽‍🚀 1️⃣ ©️", "*\uFE0F\u20E3 keycap *\u20E3", "non\uFDD0charac\uFFFEters\uFFFF"]:
            self.say(value)
        lone = self.say([p("lone \ud83d end and \udc00 start")], blocks=False)
        lone.tree = [p("lone \uFFFD end and \uFFFD start")]
        lone = self.say([p("x")], blocks=True)
        self.w.record_of(lone)["blocks"][0]["elements"][0]["elements"] = [{"type": "text", "text": "cut \ud83d"}]
        lone.tree = [p("cut \uFFFD")]
        every = [I("emoji", name) for name in list(emoji_names.SIMPLE)[:20]]
        self.say([("p", sum(([e, text(" ")] for e in every), [])[:-1])])
        self.say([p("tone ", I("emoji", "+1::skin-tone-6"), " ", I("emoji", "point_up::skin-tone-3"), " ", I("emoji", "point_up"))])
        self.say([p("new ", I("emoji", "not-in-any-table", "\U0001FAE8"), " ", I("emoji", "party-parrot"))], blocks=True)

    def scene_lists_and_quotes(self):
        li = lambda value, ordered=False, indent=0, number=1: ("li", [text(value)] if isinstance(value, str) else value, ordered, indent, number)
        self.say([p("List:"), li("a"), li("b", indent=1), li("c", indent=2), li("d")], blocks=True)
        self.say([li("one", True), li("two", True, 0, 2), li("sub", False, 1), li("three", True, 0, 3), p("after")], blocks=True)
        self.say([li("seven", True, 0, 7), li("eight", True, 0, 8)], blocks=True)
        self.say([li([text("first line"), BR, text("second line")]), li([text("b", "b"), text(" rest")])], blocks=True)
        self.say([("quote", [p("q1"), p(), p("q3")]), p("x"), ("quote", [p("again")])], blocks=True)
        self.say([("quote", [li("in a quote"), li("second")]), p("x")], blocks=True)
        self.say([("quote", [code("in a quote\n\n  indented")])], blocks=True)
        self.say([code("only code\n\twith a tab\n\nand ``` inside"), p("after")], blocks=True)
        self.say([p("code:"), ("code", [text("see "), I("link", "label", "https://x.example/"), text(" "), I("person", "", self.who())])], blocks=True)
        self.say([code("<users/all> *a* _b_ `c` > d")], blocks=True)
        self.say([li("* star"), li("> angle"), li("- dash")], blocks=True)

    def scene_unusual_blocks(self):
        msg = self.say([p("colour ", "#FF8800", " team ", "T0NORTH01")], blocks=True)
        self.w.record_of(msg)["blocks"][0]["elements"][0]["elements"] = [
            {"type": "text", "text": "colour "}, {"type": "color", "value": "#FF8800"}, {"type": "text", "text": " team "}, {"type": "team", "team_id": "T0NORTH01"}]
        msg = self.say([p("from a newer world")], blocks=True)
        self.w.record_of(msg)["blocks"][0]["elements"][0]["elements"] = [{"type": "hologram", "text": "from a newer world"}]
        msg = self.say([p("text counts when blocks are unreadable")], blocks=False)
        self.w.record_of(msg)["blocks"] = [{"type": "rich_text", "elements": []}]
        msg = self.say([p("one block"), p("and another")], blocks=True)
        self.w.record_of(msg)["blocks"] = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": t}]}]}
                                           for t in ("one block", "and another")]

    def scene_empty(self):
        for extra in ({"text": ""}, {"text": None}, {"text": 17}, {"text": "   "}):
            self.say([], blocks=False, **extra)
        msg = self.say([], blocks=False)
        del self.w.record_of(msg)["text"]

    def scene_me_message(self):
        self.say([p(text("waves and sits down", "i"))], blocks=False, subtype="me_message", text="waves and sits down")

    # Long texts ------------------------------------------------------------------------------------------------------

    def scene_long_lines(self):
        self.say("\n".join(f"{n}: the quick brown fox jumps over the lazy dog" for n in range(1500)), blocks=False)
        self.say("\n".join(f"{n} \u00e4\u00f6\u00fc \u65e5\u672c\u8a9e \U0001F600" for n in range(2200)), blocks=True)

    def scene_long_single_line(self):
        self.say("x" * 70_000, blocks=False)
        self.say("\u65e5" * 25_000, blocks=True)
        self.say("\U0001F600" * 9_000, blocks=True)
        self.say(" ".join("word%05d" % n for n in range(9000)), blocks=True)

    def scene_long_code(self):
        self.say([p("log:"), code("\n".join(f"{n:06d} INFO started <users/all> *x*" for n in range(1800))), p("end of log")], blocks=True)
        self.say([code("y" * 65_000)], blocks=True)
        self.say([p("z" * 29_990), code("right at the border\nsecond line"), p("tail")], blocks=True)

    def scene_long_by_app(self):
        """The name in front counts, and the thread's replies too."""
        author = self.cast.role["departed"][1]
        root = self.say("a" * 29_999, author=author, blocks=True)
        self.w.reply(self.tick(), self.who(), root, lines("short reply"))
        self.w.reply(self.tick(), author, root, lines("b" * 40_000), blocks=True)
        self.say("a" * (30_000 - len(self.world.people[author].name) - 4), author=author, blocks=True)
        self.say("exact " + "e" * 29_994, blocks=True)
        self.say("one over" + "e" * 29_993, blocks=True)

    # Authors ---------------------------------------------------------------------------------------------------------

    def bot_say(self, author, tree, shown="", **extra):
        us = self.w.free(self.tick())
        msg = Msg(ts_of(us), us, author, "bot", tree, shown)
        record = {"type": "message", "subtype": "bot_message", "ts": msg.id, "text": textform.mrkdwn(tree)}
        record.update(extra)
        self.w.put(us, {k: v for k, v in record.items() if v is not None}, msg)
        return msg

    def scene_bots(self):
        bots = self.cast.bots
        self.bot_say(bots["stock-bot"], lines("Stock is low: labels"), subtype=None, user=bots["stock-bot"], bot_id="B0STOCK01", app_id="A0STOCK")
        self.bot_say(bots["stock-bot"], lines("By its B id alone"), bot_id="B0STOCK01")
        self.bot_say(bots["build-bot"], lines("Build 12 failed"), subtype=None, user=bots["build-bot"], bot_id="B0BUILD01")
        for shown in ("Weather", "Weather <North>", "Wea*ther*", "  Two  \n lines ", "\U0001F327 Rain"):
            self.bot_say(bots["hook"], lines("Sunny, 12 degrees"), shown, bot_id="B0HOOK001", username=shown)
        self.bot_say(bots["profiled"], lines("Meeting in 5 minutes"), "Calendar Sync", bot_id="B0PROF001",
                     bot_profile={"id": "B0PROF001", "name": "Calendar Sync", "app_id": "A1"})
        self.bot_say(bots["nameless"], lines("Who am I"), bot_id="B0NONAME1")
        self.bot_say(bots["only-a-name"], lines("New entry"), "rss-reader", username="rss-reader")
        self.bot_say("USLACKBOT", lines("I heard that"), subtype="slackbot_response", user="USLACKBOT")
        self.bot_say(bots["hook"], [code("stack trace")], "Weather", bot_id="B0HOOK001", username="Weather", text="```stack trace```")
        self.bot_say(bots["hook"], [("quote", [p("quoted")])], "Weather", bot_id="B0HOOK001", username="Weather", text="&gt; quoted")
        self.bot_say(bots["hook"], [], "Weather", bot_id="B0HOOK001", username="Weather", text="")

    def scene_bot_contents(self):
        """What bots put into blocks and legacy attachments."""
        hook = dict(bot_id="B0HOOK001", username="Weather")
        say = lambda tree, **extra: self.bot_say(self.cast.bots["hook"], tree, "Weather", **hook, **extra)
        say([p("Forecast"), p(I("link", "Storm warning", "https://w.example/1", "b")), p("Gusts of *90* km/h".replace("*90*", "90")),
             p(text("Area:", "b"), " ", "North"), p(text("Level:", "b"), " ", "3"), p(text("Weather office", "i"))],
            text="", attachments=[{"pretext": "Forecast", "title": "Storm warning", "title_link": "https://w.example/1", "text": "Gusts of 90 km/h",
                                   "fields": [{"title": "Area", "value": "North", "short": True}, {"title": "Level", "value": 3}],
                                   "footer": "Weather office", "color": "#f00", "ts": 1500000000, "fallback": "Storm warning"}])
        say([p("See the map"), p("only a fallback")], text="See the map", attachments=[{"fallback": "only a fallback"}, None, 5])
        say([("h", [text("Deploy")]), p(text("web", "b"), " done"), ("hr",), p("by Ann")], text="Deploy done", blocks=[
            {"type": "header", "text": {"type": "plain_text", "text": "Deploy"}},
            {"type": "section", "text": {"type": "mrkdwn", "text": "*web* done"}},
            {"type": "divider"},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "by Ann"}, {"type": "image", "image_url": "https://w.example/i.png", "alt_text": "i"}]}])
        say([p("[Approve] ", I("link", "Open", "https://w.example/o"))], text="x", blocks=[
            {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Approve"}},
                                             {"type": "button", "text": {"type": "plain_text", "text": "Open"}, "url": "https://w.example/o"}]}])
        say([p("fallback text")], text="fallback text", blocks=[{"type": "divider"}])

    def scene_link_previews(self):
        self.say([p("see ", I("link", "", "https://news.example/1"))], attachments=[
            {"from_url": "https://news.example/1", "original_url": "https://news.example/1", "title": "News", "text": "must not appear", "fallback": "x"}])
        quoted = self.who()
        msg = self.say([p("look")], blocks=True, attachments=[
            {"is_msg_unfurl": True, "is_share": True, "author_id": quoted, "author_name": self.world.people[quoted].handle, "text": "what was said",
             "ts": "1500000000.000100", "fallback": "x", "channel_id": "C0OTHER"}])
        msg.tree = [p("look"), ("quote", [p(text(self.world.people[quoted].handle, "b")), p("what was said")])]

    def scene_unknown_authors(self):
        for author in self.cast.role["unknown"] + self.cast.role["external"]:
            self.say("Hello from outside", author=author)
        for role in ("departed", "suspended", "archived-account", "guest", "guest-account", "app-by-hand", "skip", "map-to-nobody", "no-address",
                     "guest-with-account", "one-account-twice", "closed-but-mapped", "csv", "alias"):
            self.say("Hello, I am one of those: " + role, author=self.cast.role[role][0])

    # Threads ---------------------------------------------------------------------------------------------------------

    def scene_threads(self):
        root = self.say("Root with replies")
        one = self.w.reply(self.tick(), self.who(), root, lines("first"))
        self.w.reply(self.tick(), self.who(), root, lines("second"), subtype="thread_broadcast", root={"ts": root.id}).also = True
        late = self.w.say(root.us - 5 * MINUTE, self.who(), lines("dated before its root"), thread_ts=root.id)
        self.w.hang(late, root)
        self.cover("reply-before-root")
        lone = self.say("Root whose replies are gone")
        self.w.record_of(lone).update(thread_ts=lone.id, reply_count=3, replies=[{"user": self.who(), "ts": ts_of(lone.us + SECOND)}])
        us = self.w.free(self.tick())
        self.w.put(us, {"type": "message", "subtype": "reply_broadcast", "user": one.author, "ts": ts_of(us), "text": "", "thread_ts": root.id}, skip="broadcast-shell")

    def scene_orphans(self):
        missing = self.tick() - 3 * 86_400 * SECOND
        for n in range(3):
            msg = self.w.say(self.tick(), self.who(), lines(f"orphan reply {n}"), thread_ts=ts_of(missing), parent_user_id=self.who())
            msg.root, msg.root_us = ts_of(missing), missing
        gone = us_of(2019, 1, 1)
        msg = self.w.say(self.tick(), self.who(), lines("orphan of long ago"), thread_ts=ts_of(gone))
        msg.root, msg.root_us = ts_of(gone), gone
        later = self.tick() + 86_400 * SECOND
        msg = self.w.say(self.tick(), self.who(), lines("orphan before its missing root"), thread_ts=ts_of(later))
        msg.root, msg.root_us = ts_of(later), later
        joined = self.w.join(self.tick(), self.who())
        msg = self.w.say(self.tick(), self.who(), lines("welcome, said under the join"), thread_ts=ts_of(joined))
        msg.root, msg.root_us = ts_of(joined), joined
        elsewhere = self.world.convs[0].records
        other = next((r.msg for r in elsewhere if r.msg), None)
        if other and other.us not in self.conv.used:
            msg = self.w.say(self.tick(), self.who(), lines("thread of another conversation"), thread_ts=other.id)
            msg.root, msg.root_us = other.id, other.us

    def scene_skipped_root(self):
        skipped = self.cast.role["skip"][0]
        root = self.say("left behind", author=skipped)
        self.w.react(root, [("+1", [self.people[0]], None)])
        self.w.attach(root, [self.files.archive()])
        self.w.reply(self.tick(), self.who(), root, lines("reply to somebody who is left"))
        self.w.reply(self.tick(), skipped, root, lines("left too"))
        lonely = self.say("left behind with only such a reply", author=skipped)
        self.w.reply(self.tick(), skipped, lonely, lines("left as well"))

    def scene_tombstones(self):
        us = self.w.free(self.tick())
        msg = Msg(ts_of(us), us, "USLACKBOT", "deleted")
        self.w.put(us, {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "hidden": True, "text": "This message was deleted.", "ts": msg.id,
                        "thread_ts": msg.id, "reply_count": 1}, msg)
        reply = self.w.say(self.tick(), self.who(), lines("reply to a deleted message"), thread_ts=msg.id, parent_user_id="USLACKBOT")
        self.w.hang(reply, msg)
        us = self.w.free(self.tick())
        self.w.put(us, {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "hidden": True, "text": "This message was deleted.", "ts": ts_of(us)},
                   skip="deleted")

    # Reactions -------------------------------------------------------------------------------------------------------

    def scene_reactions(self):
        a, b, c = self.rng.sample(self.people[:30], 3)
        twin, other = self.cast.role["one-account-twice"]
        gone = self.cast.role["departed"][0]
        self.w.react(self.say("standard and alias of one emoji"), [("+1", [a, b], None), ("thumbsup", [b, c], None)])
        self.w.react(self.say("tones"), [("clap::skin-tone-2", [a], None), ("clap::skin-tone-5", [a, b], None), ("clap", [a], None)])
        self.w.react(self.say("custom"), [("party-parrot", [a, b], None), ("northstar", [gone], None)])
        self.w.react(self.say("unknown people"), [("heart", [a, "U0NEVERSEEN", gone], None)])
        self.w.react(self.say("cut list"), [("eyes", [a, b], 60), ("party-parrot", [a], 9)])
        self.w.react(self.say("two ids, one account"), [("wave", [twin, other], None)])
        msg = self.say("listed twice")
        self.w.react(msg, [("tada", [a, b], None)])
        self.w.record_of(msg)["reactions"][0]["users"] = [a, b, a, None]
        msg = self.say("broken reactions")
        self.w.react(msg, [("rocket", [c], None)])
        self.w.record_of(msg)["reactions"] += [None, {"name": "x"}, {"users": [a]}, 5]
        deleted = self.cast.role["skip"][0]
        self.w.react(self.say("by somebody who is left"), [("fire", [deleted, a], None)])
        self.w.react(self.say("by a bot"), [("white_check_mark", [self.cast.bots["stock-bot"]], None)])
        long = self.say("\n".join("reaction on a long one %d" % n for n in range(1500)), blocks=False)
        self.w.react(long, [("100", [a, b], None)])

    # Files -----------------------------------------------------------------------------------------------------------

    def scene_files(self):
        f = self.files
        attach = lambda tree, *files, **extra: self.w.attach(self.say(tree, **extra), list(files))
        attach("one upload", f.archive("report.pdf", "application/pdf", b"%PDF-1.4 report"))
        attach([], f.archive("photo.jpg", "image/jpeg", b"\xff\xd8photo"), blocks=False)
        attach("two alike", f.archive("image.png", "image/png", b"one"), f.archive("image.png", "image/png", b"two"))
        attach("standard layout", f.archive("plan.txt", "text/plain", b"plan", layout="attachments"))
        attach("strange names", f.archive("a b (1) *x* [y].txt", data=b"strange"), f.archive("narrow\u202Fspace 10.15.png", data=b"narrow"),
               f.archive("Ärger & Söhne.txt", data=b"umlauts"), f.archive("emoji \U0001F600.txt", data=b"emoji"))
        attach("title differs", f.archive("q3-final.xlsx", data=b"q3", title="Third quarter | <final>"))
        attach("no title", f.archive("only-name.bin", data=b"name", title=""))
        attach("empty file", f.archive("empty.txt", "text/plain", b""))
        attach("large one", f.archive("large.bin", data=self.rng.randbytes(700_000)))
        attach("remote", f.remote())
        attach("external", f.external("Delivery plan | 2024"), f.external("", "https://docs.example/d/1?a=b c"))
        attach("hidden", f.gone("hidden_by_limit"))
        attach("deleted", f.gone("tombstone"))
        attach("access", f.gone("hosted", "check_file_info"), f.gone("hosted", "access_denied", "secret.pdf"), f.gone("hosted", "file_not_found"))
        attach("mixed", f.archive("first.txt", data=b"1"), f.gone("tombstone"), f.external("Second"), f.archive("third.txt", data=b"3"))
        shared = f.archive("shared.txt", "text/plain", b"shared twice")
        attach("shared here", shared)
        attach("and again here", shared)
        msg = self.say("null beside a file")
        self.w.attach(msg, [f.archive("real.txt", data=b"real")])
        self.w.record_of(msg)["files"] = [None, *self.w.record_of(msg)["files"], 7]
        self.w.record_of(msg)["x_files"] = ["F0LINKED1"]
        attach([], f.archive("by-app.txt", data=b"by app"), author=self.cast.role["departed"][0], blocks=False)
        attach("with text", f.external("Sheet"), author=self.cast.role["departed"][0])
        attach([code("code"), p("and file")], f.archive("after-code.txt", data=b"c"), blocks=True)
        attach([code("only code")], f.archive("after-only-code.txt", data=b"c2"), blocks=True)

    def scene_old_files(self):
        author = self.who()
        file = self.files.archive("old.txt", "text/plain", b"old style")
        msg = self.say([], author=author, blocks=False)
        self.w.attach(msg, [file], old_style=True)
        self.w.record_of(msg)["text"] = f"<@{author}|x> uploaded a file: <https://x.example/{file.id}|old.txt>"
        msg = self.say([p("said with it")], author=author, blocks=False)
        self.w.attach(msg, [self.files.remote("old-remote.doc")], old_style=True)
        record = self.w.record_of(msg)
        record["text"] = f"<@{author}> uploaded a file: <https://x.example/|old-remote.doc> and commented: said with it"
        record["file"]["initial_comment"] = {"id": "Fc1", "user": author, "comment": "said with it"}
        record["username"] = "not-to-be-shown"
        us = self.w.free(self.tick())
        msg = Msg(ts_of(us), us, author, tree=lines("a comment on the file"))
        self.w.put(us, {"type": "message", "subtype": "file_comment", "ts": msg.id, "text": f"<@{author}> commented on a file",
                        "comment": {"id": "Fc2", "user": author, "comment": "a comment on the file"}, "file": self.w.file_json(file, msg)}, msg)
        msg = self.say([p("mentions a file")], author=author, blocks=False, subtype="file_mention")
        self.w.record_of(msg)["file"] = self.w.file_json(file, msg)

    # Events and broken records ---------------------------------------------------------------------------------------

    def event(self, subtype, skip, text_="", **extra):
        us = self.w.free(self.tick())
        self.w.put(us, {"type": "message", "subtype": subtype, "user": self.who(), "ts": ts_of(us), "text": text_, **extra}, skip=skip)

    def scene_events(self):
        for subtype in ("channel_topic", "channel_purpose", "channel_name", "group_topic", "group_purpose", "group_name", "group_unarchive", "channel_unarchive",
                        "channel_convert_to_private", "channel_convert_to_public", "channel_posting_permissions", "pinned_item", "unpinned_item",
                        "channel_tab_added", "channel_tab_removed", "channel_canvas_updated", "bot_add", "bot_remove", "bot_enable", "bot_disable"):
            self.event(subtype, "channel-state", f"did {subtype}")
        for subtype in ("joiner_notification", "joiner_notification_for_inviter", "welcome_party", "reminder_add", "document_mention", "list_record_edited",
                        "sla_started"):
            self.event(subtype, "system", f"did {subtype}")
        self.event("ekm_access_denied", "system")
        self.say("text of it is shown", subtype="ekm_access_denied", blocks=False)
        for subtype in ("sh_room_created", "sh_room_shared", "huddle_thread"):
            self.event(subtype, "call", room={"id": "R1", "created_by": self.who(), "date_start": 1500000000, "date_end": 1500000700})
        self.event("message_changed", "edit-log", message={"text": "new"}, previous_message={"text": "old"})
        self.event("message_deleted", "edit-log", deleted_ts="1500000000.000001", previous_message={"text": "old"})
        self.event("message_replied", "edit-log")
        self.event("brand_new_event", "unknown-subtype")
        us = self.w.free(self.tick())
        starter = self.who()
        huddle = Msg(ts_of(us), us, starter, tree=[p(text("Huddle, 12 min", "i"))])
        self.w.put(us, {"type": "message", "subtype": "huddle_thread", "user": "USLACKBOT", "ts": huddle.id, "text": "", "thread_ts": huddle.id,
                        "room": {"id": "R2", "created_by": starter, "date_start": 1600000000, "date_end": 1600000720}}, huddle)
        self.w.reply(self.tick(), self.who(), huddle, lines("notes of the huddle"))
        self.say("an unknown kind with a text", subtype="brand_new_kind", blocks=False)

    def scene_broken_records(self):
        us = self.w.free(self.tick())
        day = self.w.day_of(us)
        for json, skip in ((None, "unreadable"), ("a string", "unreadable"), (5, "unreadable"), ([], "unreadable"), ([{"type": "message"}], "unreadable"),
                           ({}, "not-a-message"), ({"type": "message", "user": self.who(), "text": "no ts"}, "no-time"),
                           ({"type": "message", "user": self.who(), "text": "x", "ts": None}, "no-time"), ({"type": "message", "text": "x", "ts": "soon"}, "no-time"),
                           ({"type": "message", "text": "x", "ts": {}}, "no-time"), ({"type": "file", "ts": ts_of(us), "text": "no message"}, "not-a-message"),
                           ({"id": "F0CANVAS2", "mimetype": "application/vnd.slack-docs", "title": "x"}, "not-a-message")):
            self.w.put(us, json, skip=skip, day=day)
        # Readable all the same.
        odd = self.say("a number for a time", blocks=False)
        plain = self.w.free(odd.us // SECOND * SECOND + 61 * SECOND + 500_000)
        odd.us, odd.id = plain, ts_of(plain)
        record = self.w.record_of(odd)
        record["ts"] = plain / SECOND
        for r in self.conv.records:
            if r.msg is odd:
                r.us, r.day = plain, self.w.day_of(plain)
        odd = self.say("trimmed zeros", blocks=False)
        plain = self.w.free(odd.us // SECOND * SECOND + 62 * SECOND + 250_000)
        odd.us, odd.id = plain, ts_of(plain)
        self.w.record_of(odd)["ts"] = f"{plain // SECOND}.{plain % SECOND:06d}".rstrip("0")
        for r in self.conv.records:
            if r.msg is odd:
                r.us, r.day = plain, self.w.day_of(plain)
        wrong = self.say("wrong types beside a good text", blocks=False)
        self.w.record_of(wrong).update(reactions=5, files="none", attachments={"a": 1}, blocks="x", edited=True, thread_ts=None, user_profile=[], subtype=None)

    # Times -----------------------------------------------------------------------------------------------------------

    def scene_twins(self):
        us = self.w.free(self.tick())
        for author in self.rng.sample(self.people[:40], 3):  # one moment, three authors
            self.w.say(us, author, lines(f"at the same moment, {author}"), exact=True, client_msg_id=f"twin-{author}")
        us = self.w.free(self.tick())
        author = self.who()
        for n in range(3):  # one moment, one author, three texts
            self.w.say(us, author, lines(f"same moment, same author, text {n}"), exact=True, client_msg_id=f"same-{us}-{n}")
        self.w.say(us + 1, author, lines("a microsecond later"), exact=True)
        us = self.w.free(self.tick())
        first, second = sorted(self.rng.sample(self.people[:40], 2))
        root = self.w.say(us, first, lines("twin that replies hang on"), exact=True, client_msg_id="r1")
        self.w.say(us, second, lines("its twin"), exact=True, client_msg_id="r2")
        self.w.reply(self.tick(), self.who(), root, lines("reply to the first twin"))

    def scene_duplicates(self):
        msg = self.say("written twice into the export")
        record = self.w.record_of(msg)
        self.w.put(msg.us, dict(record), skip="duplicate")
        old = self.say("text before the edit", blocks=False, client_msg_id="edited-one")
        edited = dict(self.w.record_of(old), text="text after the edit", edited={"user": old.author, "ts": f"{old.us // SECOND + 9}.000000"})
        old.tree, old.edited = lines("text after the edit"), True
        for record in self.conv.records:
            if record.msg is old:
                record.msg, record.skip = None, "duplicate"
        self.w.put(old.us, edited, old)

    def scene_old_and_future(self):
        self.w.say(us_of(1999, 12, 31, 23, 59, 59, 5), self.people[0], lines("before the year 2000"), exact=True)
        self.w.say(us_of(1999, 12, 31, 23, 59, 59, 6), self.people[1], lines("also before"), exact=True)
        for n in (3, 1, 2):
            self.w.say(us_of(2099, 5, n), self.people[n], lines(f"from the future {n}"), exact=True)
        root = self.w.say(us_of(2098), self.people[5], lines("future root"), exact=True)
        self.w.reply(us_of(2097), self.people[6], root, lines("future reply"))


def long_thread(scenes, replies):
    """A thread that must be continued twice or more; with replies of several parts and by the app in it."""
    root = scenes.say("Root of a very long thread")
    for n in range(replies):
        if n == 300:
            scenes.w.reply(scenes.tick(20), scenes.who(), root, lines("\n".join(f"part filler {n} {m}" for m in range(2600))), blocks=False)
        elif n % 97 == 5:
            scenes.w.reply(scenes.tick(20), scenes.cast.role["departed"][1], root, [code(f"reply {n}")])
        else:
            scenes.w.reply(scenes.tick(20), scenes.who(), root, lines(f"reply number {n}"))
    scenes.cover("long-thread")
