"""The history as the pages tell it: newest first, in sentences, with the photos of each act."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hazards.models import Hazard, HistoryEntry, Supervision
from web.album import Album
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

    def __init__(self, entry: HistoryEntry, album: Album, unseen: set[str]) -> None:
        self.move, self.by, self.at = entry.move, entry.by, entry.at
        self.label = entry.label
        self.attempt = entry.attempt if entry.move in ATTEMPTS else None
        self.reached = entry.after if entry.before != entry.after else ""
        self.note, self.additions = note_of(entry), list(additions(entry, unseen))
        self.pictures = album.named_in(entry.facts)


def note_of(entry: HistoryEntry) -> str:
    """The note; a report's is what was found, a listing's stands in its facts."""
    if entry.move == "report":
        return entry.facts.get("description", "")
    return "" if entry.move == "list_for_supervision" else entry.note


def additions(entry: HistoryEntry, unseen: set[str]) -> Iterator[str]:
    for name, sentence in ADDS:
        fact = entry.facts.get(name)
        if fact is not None and not (name == "duplicate_of" and fact["id"] in unseen):
            told = IN_WORDS.get(name, str)(fact)
            yield str(sentence) % {"told": told}


def lines(hazard: Hazard, album: Album, reader) -> list[Line]:
    entries = list(hazard.history.select_related("by").order_by("-sequence"))
    unseen = originals_out_of_sight(entries, reader)
    return [Line(entry, album, unseen) for entry in entries]


def originals_out_of_sight(entries: list[HistoryEntry], reader) -> set[str]:
    """What this one was called a duplicate of and the reader may not know to exist."""
    named = {
        entry.facts["duplicate_of"]["id"] for entry in entries if "duplicate_of" in entry.facts
    }
    seen = Hazard.objects.visible_to(reader).filter(pk__in=named) if named else ()
    return named - {str(hazard.pk) for hazard in seen}


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
