"""The history as the pages tell it: newest first, in sentences, with the photos of each act."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hazards.facts import Sight
from hazards.models import Hazard, HistoryEntry, Supervision
from web.hazards.album import Album
from web.templatetags.words import day, yuan
from workflow.states import Outcome, State

# What the facts of an entry add to its note, in this order; days, amounts and choices in words.
ADDS = (
    ("from_unit", gettext_lazy("from %(told)s")),
    ("to_unit", gettext_lazy("to %(told)s")),
    ("responsible", gettext_lazy("given to %(told)s")),
    ("outcome", gettext_lazy("outcome: %(told)s")),
    ("duplicate_of", gettext_lazy("duplicate of %(told)s")),
    ("transferred_to", gettext_lazy("transferred to %(told)s")),
    ("level", gettext_lazy("level: %(told)s")),
    ("document_number", gettext_lazy("document %(told)s")),
    ("until", gettext_lazy("until %(told)s")),
    ("due_on", gettext_lazy("due %(told)s")),
    ("deadline", gettext_lazy("to be settled by %(told)s")),
    ("delisted_on", gettext_lazy("delisted on %(told)s")),
    ("funds", gettext_lazy("funds %(told)s")),
    ("funds_spent", gettext_lazy("cost %(told)s")),
    ("interim_measures", gettext_lazy("meanwhile: %(told)s")),
    ("contingency", gettext_lazy("contingency plan: %(told)s")),
    ("sample", gettext_lazy("sample: %(told)s")),
)
IN_WORDS = {
    **dict.fromkeys(
        ("until", "due_on", "deadline", "delisted_on"), lambda fact: day(date.fromisoformat(fact))
    ),
    **dict.fromkeys(("funds", "funds_spent"), yuan),
    **dict.fromkeys(
        ("responsible", "duplicate_of", "from_unit", "to_unit"), lambda fact: fact["name"]
    ),
    "outcome": lambda fact: Outcome(fact).label,
    "level": lambda fact: Supervision.Level(fact).label,
}
ATTEMPTS = ("rectify", "fix_on_spot")


class Line:
    """One entry of the history, ready to be read."""

    def __init__(self, entry: HistoryEntry, album: Album, sight: Sight) -> None:
        self.move, self.by, self.at = entry.move, entry.by, entry.at
        self.label = entry.label
        self.attempt = entry.attempt if entry.move in ATTEMPTS else None
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
            yield str(sentence) % {"told": IN_WORDS.get(name, str)(fact)}


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
