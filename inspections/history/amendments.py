"""What each amendment of a round changed, read off the two lines of history beside it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inspections.lines import OK, WORDS, lines_of
from inspections.models import Round, RoundEntry
from inspections.models.rounds import usual_team
from inspections.perform import TELLS

Facts = dict[str, Any]
# In the order in which a record says them; an answer goes by its line.
NAMED: dict[str, str | Promise] = {
    "found": _("Hazards found"),
    "whereabouts": _("Where"),
    "inspectors": _("Inspectors"),
    "note": _("Note"),
}


class Change(NamedTuple):
    """One thing the record said, and says now; "" where it said nothing. `line` is the key of the
    line whose answer it was, `name` what it is else; the other is ""."""

    what: str
    before: str
    after: str
    line: str = ""
    name: str = ""


class Amendment(NamedTuple):
    entry: RoundEntry
    changes: list[Change]


def amendments_of(one: Round) -> list[Amendment]:
    """The oldest first; of one that was never amended none, and no question is asked."""
    if not one.amended:
        return []
    entries = one.history.filter(move__in=TELLS).select_related("by").order_by("sequence")
    return [
        Amendment(entry, [*changes(one, before.facts, entry.facts)])
        for before, entry in pairwise(entries)
        if entry.move == "amend"
    ]


def changes(one: Round, before: Facts, after: Facts) -> Iterator[Change]:
    for line in lines_of(one):
        was, now = said(before, line.key), said(after, line.key)
        if was != now:
            yield Change(line.text, was, now, line=line.key)
    usual = {"inspectors": "、".join(map(str, usual_team(one)))}
    for name, label in NAMED.items():
        was, now = (str(facts.get(name) or usual.get(name, "")) for facts in (before, after))
        if was != now:
            yield Change(str(label), was, now, name=name)


def said(facts: Facts, line: str) -> str:
    """The answer in words, with what was noted."""
    result, note = (facts["exceptions"] or {}).get(line, (OK, ""))
    word = str(WORDS[result])
    return f"{word} ({note})" if note else word
