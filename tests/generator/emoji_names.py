# SPDX-License-Identifier: GPL-3.0-or-later
"""A hand-picked part of the emoji short names Slack uses, with their Unicode forms.

Written down by hand from the public emoji set, so that a mistake in the program's own table shows. A name maps to its
fully qualified form; TONED maps the names that take a skin tone to the form with a place for the tone.
"""

SIMPLE = {
    "smile": "\U0001F604", "grinning": "\U0001F600", "joy": "\U0001F602", "slightly_smiling_face": "\U0001F642",
    "wink": "\U0001F609", "heart_eyes": "\U0001F60D", "thinking_face": "\U0001F914", "sob": "\U0001F62D",
    "sweat_smile": "\U0001F605", "tada": "\U0001F389", "rocket": "\U0001F680", "fire": "\U0001F525",
    "eyes": "\U0001F440", "heart": "\u2764\uFE0F", "white_check_mark": "\u2705", "heavy_check_mark": "\u2714\uFE0F",
    "x": "\u274C", "warning": "\u26A0\uFE0F", "coffee": "\u2615", "beers": "\U0001F37B", "pizza": "\U0001F355",
    "cake": "\U0001F370", "birthday": "\U0001F382", "christmas_tree": "\U0001F384", "bulb": "\U0001F4A1",
    "calendar": "\U0001F4C6", "memo": "\U0001F4DD", "bug": "\U0001F41B", "dog": "\U0001F436", "cat": "\U0001F431",
    "sunny": "\u2600\uFE0F", "snowflake": "\u2744\uFE0F", "100": "\U0001F4AF", "sparkles": "\u2728",
    "star": "\u2B50", "lock": "\U0001F512", "ship": "\U0001F6A2", "airplane": "\u2708\uFE0F", "rainbow": "\U0001F308",
    "flag-de": "\U0001F1E9\U0001F1EA", "flag-fr": "\U0001F1EB\U0001F1F7", "de": "\U0001F1E9\U0001F1EA",
    "rainbow-flag": "\U0001F3F3\uFE0F\u200D\U0001F308", "man-woman-girl-boy": "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466",
    "keycap_star": "*\uFE0F\u20E3", "hash": "#\uFE0F\u20E3", "one": "1\uFE0F\u20E3", "melting_face": "\U0001FAE0",
    "octopus": "\U0001F419", "hourglass_flowing_sand": "\u23F3", "arrow_right": "\u27A1\uFE0F", "soon": "\U0001F51C",
}

TONES = {2: "\U0001F3FB", 3: "\U0001F3FC", 4: "\U0001F3FD", 5: "\U0001F3FE", 6: "\U0001F3FF"}
SWATCHES = {f"skin-tone-{number}": tone for number, tone in TONES.items()}  # a tone alone is an emoji of its own

#: "%s" stands where the tone goes; without a tone it vanishes (and U+FE0F stands there where BARE_VS says so).
TONED = {
    "+1": "\U0001F44D%s", "thumbsup": "\U0001F44D%s", "-1": "\U0001F44E%s", "wave": "\U0001F44B%s",
    "clap": "\U0001F44F%s", "pray": "\U0001F64F%s", "raised_hands": "\U0001F64C%s", "muscle": "\U0001F4AA%s",
    "ok_hand": "\U0001F44C%s", "point_up": "\u261D%s", "v": "\u270C%s",
    "female-technologist": "\U0001F469%s\u200D\U0001F4BB", "male-cook": "\U0001F468%s\u200D\U0001F373",
    "shrug": "\U0001F937%s", "face_palm": "\U0001F926%s",
}
BARE_VS = {"point_up", "v"}

CUSTOM = ["party-parrot", "northstar", "shipit-squirrel", "deploy_bot", "blob_wave"]


def unicode_of(name):
    """The Unicode form of a short name ("clap::skin-tone-3"), or None for a custom one."""
    base, _, tone = name.partition("::skin-tone-")
    if base in SWATCHES:
        return SWATCHES[base]
    if base in SIMPLE:
        return SIMPLE[base]  # an emoji without tones loses the tone
    if base in TONED:
        if tone:
            return TONED[base] % TONES[int(tone)]
        return TONED[base] % ("\uFE0F" if base in BARE_VS else "")
    return None
