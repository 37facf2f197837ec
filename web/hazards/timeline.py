"""The history as the pages tell it: newest first, in sentences, with the photos of each act."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hazards.facts import Sight
from hazards.law import LAW
from hazards.models import Hazard, HistoryEntry
from web.hazards.album import Album
from web.templatetags.words import day, yuan
from workflow.declarations import fields
from workflow.declarations.moves import fields_of
from workflow.states import Stage, State

FIELDS = fields_of(LAW.values())
# What the facts of an entry add to its note, in this order; days, amounts and choices in words.
ADDS = (
    ("from_unit", gettext_lazy("from %(told)s")),
    ("to_unit", gettext_lazy("to %(told)s")),
    *((name, field.told_as) for name, field in FIELDS.items() if field.told_as),
    ("sample", gettext_lazy("sample: %(told)s")),
)


def in_words(name: str, fact: Any) -> Any:
    """A fact as a page says it; what names a record or a unit has a name."""
    field = FIELDS.get(name)
    if isinstance(field, fields.Day):
        return day(date.fromisoformat(fact))
    if isinstance(field, fields.Money):
        return yuan(fact)
    if isinstance(field, fields.Choice):
        return field.choices(fact).label
    return fact["name"] if isinstance(fact, dict) else str(fact)


def is_attempt(move: str) -> bool:
    """Does a line of this name show a repair, so that it says which attempt it was?"""
    declared = LAW.get(move)
    return declared is not None and declared.shows == Stage.AFTER


class Line:
    """One entry of the history, ready to be read."""

    def __init__(self, entry: HistoryEntry, album: Album, sight: Sight) -> None:
        self.move, self.by, self.at = entry.move, entry.by, entry.at
        self.label = entry.label
        self.attempt = entry.attempt if is_attempt(entry.move) else None
        self.reached = entry.after if entry.before != entry.after else ""
        self.note, self.additions = note_of(entry), list(additions(sight.told(entry)))
        self.pictures = album.named_in(entry.facts)


def note_of(entry: HistoryEntry) -> str:
    """The note; a report's is what was found, a listing's stands in its facts."""
    if entry.move == "report":
        return entry.facts.get("description", "")
    return "" if entry.move == "list_for_supervision" else entry.note


def additions(told: dict[str, Any]) -> Iterator[str]:
    """In words, of the facts a reader may be told."""
    for name, sentence in ADDS:
        fact = told.get(name)
        if fact is not None:
            yield str(sentence) % {"told": in_words(name, fact)}


def lines(hazard: Hazard, album: Album, reader) -> list[Line]:
    entries = list(hazard.history.select_related("by").order_by("-sequence"))
    sight = Sight(entries, reader)
    return [Line(entry, album, sight) for entry in entries]


def why_it_came_back(hazard: Hazard, told: list[Line]) -> tuple[str, str] | None:
    """The question and the answer, from the newest return of a hazard that is being rectified."""
    if hazard.state != State.ASSIGNED or hazard.attempts == 1:
        return None
    asked = {
        "send_back": _("Why it was sent back last time"),
        "reopen": _("Why it was reopened"),
    }
    line = next((line for line in told if line.move in asked), None)
    return (asked[line.move], line.note) if line else None
