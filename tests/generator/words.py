# SPDX-License-Identifier: GPL-3.0-or-later
"""Office talk to fill generated conversations with, in several languages and scripts."""

OPENERS = ["Morning all,", "Quick note:", "Heads up:", "Small update:", "For whoever is on call:", "Done:", "Thanks,", "Right,",
           "Question:", "Reminder:", "Just seen:", "From the workshop:", "As promised:", "Before I forget,", "Good news:", ""]
SUBJECTS = ["the spring order", "the Bergen delivery", "our price list", "the new packing line", "the March invoice", "the audit file",
            "the shop window", "the training plan", "the forklift lease", "the phone system", "the summer rota", "the label printer",
            "ticket 4711", "the harbour project", "the tasting menu", "the warehouse roof", "the annual stock count", "the website text",
            "the customer survey", "the old server room", "the heat pump", "the boat crane", "the visitor badge list"]
VERBS = ["is ready for a second look", "moved to Thursday", "needs a signature from finance", "arrived two days early",
         "is on the shared shelf", "will take until Friday", "came back with three questions", "has been paid in full",
         "is waiting for the customs form", "can go out this afternoon", "was counted twice, so the sum is off by one",
         "looks better with the blue background", "is shorter now, please read it once more", "works again after the restart",
         "stays as it is until the holidays", "should not be moved without gloves"]
CLOSERS = ["Shout if you disagree.", "Thank you for the patience.", "I am in the small meeting room.", "No rush.", "Lunch at twelve?",
           "More tomorrow.", "Could somebody confirm?", "See the sheet for the numbers.", "That is all from me.", "Have a good weekend.",
           "The coffee machine is fixed too.", "Back at three.", ""]
SHORT = ["Yes.", "Done.", "On it.", "Thank you.", "Will do.", "Sounds good.", "Agreed.", "Not yet.", "Tomorrow then.", "Which one?",
         "Fine by me.", "ok", "Looks right.", "One moment.", "Congratulations.", "I can take that.", "Sent.", "Welcome back.", "Sure.",
         "No idea, sorry.", "Half past two works.", "Same here.", "Let us talk at lunch.", "Never mind, found it."]
SCRIPTS = ["Guten Morgen, die Lieferung für Düsseldorf ist um 10:15 Uhr da.", "Ça marche, on se voit à l'entrepôt à côté du café.",
           "Доброе утро, накладная уже в папке.", "今日の会議は三時からに変わりました。", "오늘 회의는 세 시로 바뀌었어요.",
           "会议改到下午三点，请带上样品。", "الاجتماع اليوم في الساعة الثالثة", "הפגישה היום בשלוש", "आज की बैठक तीन बजे है।",
           "วันนี้ประชุมบ่ายสามโมง", "Η συνάντηση είναι στις τρεις.", "Cuộc họp chuyển sang ba giờ chiều.", "კრება სამ საათზეა.",
           "Ժողովը ժամը երեքին է։", "আজকের সভা তিনটায়।", "இன்று கூட்டம் மூன்று மணிக்கு.", "ስብሰባው ሦስት ሰዓት ላይ ነው።"]
CODE = ["SELECT id, total FROM orders WHERE paid = 0;", "for f in *.csv; do wc -l \"$f\"; done", "error 17: paper tray empty",
        "def total(rows):\n    return sum(r.price for r in rows)", "GET /stock/42 HTTP/1.1\nHost: shop.example", "a && b || c <d>",
        "x = a * b * c  # not bold\n_y_ = 1"]
TOPICS = ["Everything around the shop floor", "Orders & deliveries", "Ask here first; answers within a day", "Plans for the harbour site"]
FIRST = ["Astrid", "Bjorn", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Keiko", "Lars", "Maja", "Noor", "Oskar",
         "Petra", "Quentin", "Rosa", "Sven", "Tuva", "Ulla", "Viktor", "Wanda", "Xenia", "Yusuf", "Zoe", "Arne", "Birgit", "Cyril", "Dagny",
         "Emil", "Freya", "Goran", "Hanna", "Ivar", "Judit", "Knut", "Liv", "Milan", "Nadia", "Olaf", "Pia", "Rune", "Signe", "Timo",
         "Una", "Vera", "Wim", "Yara", "Zeno"]
LAST = ["Aalto", "Berg", "Castro", "Dahl", "Engel", "Falk", "Grieg", "Holm", "Iversen", "Jansen", "Koval", "Lind", "Moreau", "Nilsen",
        "Okafor", "Petit", "Quist", "Rossi", "Strand", "Torres", "Urban", "Vance", "Wolff", "Yilmaz", "Zeman"]


def sentence(rng):
    parts = [rng.choice(OPENERS), rng.choice(SUBJECTS) + " " + rng.choice(VERBS) + ".", rng.choice(CLOSERS)]
    return " ".join(part for part in parts if part)


def line(rng):
    roll = rng.random()
    if roll < 0.35:
        return rng.choice(SHORT)
    if roll < 0.95:
        return sentence(rng)
    return rng.choice(SCRIPTS)
