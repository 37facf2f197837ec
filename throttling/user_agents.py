"""What a request says it comes from, in two words somebody recognises their own device by.

It is what the other side claims, so it opens and refuses nothing: it is only shown.
"""

import re

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

LONGEST = 60
BETWEEN = " · "
# The first that fits: each of them also names those after it.
BROWSERS = (
    ("MicroMessenger", gettext_noop("WeChat")),
    ("DingTalk", gettext_noop("DingTalk")),
    ("QQBrowser", gettext_noop("QQ Browser")),
    ("HuaweiBrowser", gettext_noop("Huawei Browser")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", gettext_noop("HarmonyOS")),
    ("OpenHarmony", gettext_noop("HarmonyOS")),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
KNOWN = {word for _sign, word in (*BROWSERS, *SYSTEMS)}
PROGRAM = re.compile(r"[A-Za-z][\w.+-]{0,30}(?:/[\w.+-]{1,20})?", re.ASCII)


def device_of(request: HttpRequest) -> str:
    """`Chrome · Windows` for a browser, `curl/8.5.0` for a program, "" where nothing is said."""
    said = request.META.get("HTTP_USER_AGENT", "")
    found = [
        next((word for sign, word in known if sign in said), None) for known in (BROWSERS, SYSTEMS)
    ]
    words = BETWEEN.join(word for word in found if word)
    program = PROGRAM.match(said)
    if not words and program:
        words = program[0]
    return words[:LONGEST]


def in_words(device: str) -> str:
    """What `device_of` has said, for people, in their language."""
    return BETWEEN.join(_(word) if word in KNOWN else word for word in device.split(BETWEEN))
