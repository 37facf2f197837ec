"""Texts nobody can read anything in, each of another kind; put together by hand from the Unicode
character database, not from the rule that refuses them."""

SAYING_NOTHING = {
    "spaces": " \t\n",
    "ideographic space": "\u3000",
    "zero width space": "\u200b",
    "zero width joiners": "\u200c\u200d",
    "byte order mark": "\ufeff",
    "word joiner and invisible times": "\u2060\u2062",
    "soft hyphen": "\u00ad",
    "an override of the direction": "\u202e",
    "isolates": "\u2066\u2069",
    "directional marks": "\u200e\u200f\u061c",
    "empty braille": "\u2800",
    "Hangul fillers": "\u3164\uffa0\u115f\u1160",
    "musical null notehead": "\U0001d159",
    "a place holder of an object": "\ufffc",
    "a variation selector": "\ufe0f",
    "ideographic variation selector": "\U000e0101",
    "a tag": "\U000e0041",
    "combining marks alone": "\u0301\u20dd",
    "Mongolian separators": "\u180e\u180b",
    "controls": "\x07\x1b\x85",
    "line and paragraph separators": "\u2028\u2029",
    "a code point set aside": "\u2065",
    "several of them": "\u200b\u3164 \u2800\u202e\u00ad",
}
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # one picture of three people
LATER, PRIVATE = "\U00031350", "\ue000"  # of a newer edition of Unicode, of somebody's own
SAYING_SOMETHING = (*"堵a7。—√é", "\U00020bb7", "\U0001f600", FAMILY, LATER, PRIVATE)
# Turns the rest of the line around for whoever reads it: "gpj.exe" is read as "exe.jpg".
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
