"""Takes names and phone numbers out of what somebody wrote, before it is shown to everybody."""

import re
from collections.abc import Iterable

from django.db.models import Q

from figures.tally.reading import highest
from organizations.models import Unit, User
from organizations.units import below, lineage

MASK = "＊＊＊"
DIGIT = "[0-9０-９〇零一二三四五六七八九幺]"
# Six digits or more, however they are parted: a phone, an identity card, a short number. A day
# written in figures is lost with them; that is the smaller harm.
NUMBER = re.compile(rf"(?:[+＋]\s*)?{DIGIT}(?:[\s\-－—–·.()（）]{{0,2}}{DIGIT}){{5,}}")
MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
SHORTEST = 2  # letters of a name


class Masker:
    """Counts what it hides. `names` are those of people; the longest are looked for first."""

    def __init__(self, names: Iterable[str]) -> None:
        known = {name.strip() for name in names if len(name.strip()) >= SHORTEST}
        self.names = sorted(known, key=lambda name: (-len(name), name))
        self.hidden_names = self.hidden_numbers = 0

    def __call__(self, text: str) -> str:
        text, numbers = NUMBER.subn(MASK, text)
        text, mails = MAIL.subn(MASK, text)
        self.hidden_numbers += numbers + mails
        for name in self.names:
            if name in text:
                self.hidden_names += text.count(name)
                text = text.replace(name, MASK)
        return text


def names_around(units: Iterable[Unit]) -> list[str]:
    """Everybody with a role at one of the units, below it or above it, also those who have left."""
    near = Q()
    for path in highest({unit.path for unit in units}):
        near |= Q(memberships__unit__in=Unit.objects.filter(below(path)))
        near |= Q(memberships__unit__path__in=lineage(path)[:-1])
    return list(User.objects.filter(near).values_list("name", flat=True).distinct())
