"""What the facts of a line of history name, each declared once, and who may be told of it.

A fact that is not declared here is shown to nobody: a new one that names a record out of reach is
withheld until somebody has said what it names.
"""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from hazards.law import LAW
from hazards.models.hazard import Hazard
from hazards.models.history import HistoryEntry
from organizations import scope
from workflow import policy
from workflow.declarations import fields
from workflow.declarations.moves import fields_of


class Names(Enum):
    """What a fact names. Whoever reads the history reads the hazard."""

    NOTHING = "nothing"  # words, days, amounts and choices of this very hazard
    ITS_OWN = "its own"  # the hazard's photos, and the file and row it came from
    REFERENCE = "reference"  # a category or a clause: the same for everybody
    PARTY = "party"  # a unit or a person that has had a part in this hazard
    HAZARD = "hazard"  # another hazard: for those who reach that one, too
    RECHECK = "recheck"  # the key of a result in a sample: for those who audit the unit


# What the answer to a field of a move or an action names, by the kind of the field.
BY_KIND = {
    **dict.fromkeys(
        (fields.ShortText, fields.Text, fields.Day, fields.Money, fields.Choice), Names.NOTHING
    ),
    **dict.fromkeys((fields.Person, fields.AnotherUnit), Names.PARTY),
    fields.AnotherHazard: Names.HAZARD,
    fields.ClauseInForce: Names.REFERENCE,
    fields.Photos: Names.ITS_OWN,
}
NAMED = {
    **{name: BY_KIND[type(field)] for name, field in fields_of(LAW.values()).items()},
    # What nobody is asked for with a move: told with a report, or by what an act makes.
    **dict.fromkeys(
        (
            *("place", "description", "severity", "found_on", "source", "is_violation"),
            *("number", "former_number", "was_found_by_bureau", "report_digest"),
            *("holds", "sample"),  # of a sample its name: why somebody came
        ),
        Names.NOTHING,
    ),
    "origin": Names.ITS_OWN,
    "category": Names.REFERENCE,
    **dict.fromkeys(("from_unit", "to_unit"), Names.PARTY),
    "repeat_of": Names.HAZARD,
    "recheck": Names.RECHECK,
}
SAID_OF = {"repeat_days": "repeat_of"}  # what says something of a record that another fact names


class Sight:
    """How far `reader`, who sees their hazard, may be told the facts of `entries`."""

    def __init__(self, entries: Iterable[HistoryEntry], reader) -> None:
        self.reader = reader
        self.seen = _in_sight({pk for entry in entries for pk in _hazards_in(entry)}, reader)

    def told(self, entry: HistoryEntry) -> dict[str, Any]:
        """The facts, None in the place of each that is withheld."""
        return {
            name: fact if self._shows(entry, name) else None for name, fact in entry.facts.items()
        }

    def withheld(self, entry: HistoryEntry) -> list[str]:
        """The names of the facts the reader is not told: without these they cannot compute the
        digest of the entry, which covers them."""
        return [name for name in entry.facts if not self._shows(entry, name)]

    def _shows(self, entry: HistoryEntry, name: str) -> bool:
        name = SAID_OF.get(name, name)
        named = NAMED.get(name)
        if named is Names.HAZARD:
            return _key_of(entry.facts.get(name)) in self.seen
        if named is Names.RECHECK:
            return policy.is_auditor(entry.hazard, self.reader)
        return named is not None


def _hazards_in(entry: HistoryEntry) -> set[str]:
    """The keys of the other hazards an entry names."""
    facts = (fact for name, fact in entry.facts.items() if NAMED.get(name) is Names.HAZARD)
    return {key for key in map(_key_of, facts) if key}


def _key_of(fact: Any) -> str:
    return fact["id"] if fact else ""


def _in_sight(keys: set[str], reader) -> set[str]:
    """Those of the hazards that `reader` sees; no query where that is none or, for somebody who
    reaches everything, all: no hazard is ever deleted."""
    if not keys or scope.reaches_everything(reader):
        return keys
    seen = Hazard.objects.visible_to(reader).filter(pk__in=keys)
    return {str(pk) for pk in seen.values_list("pk", flat=True)}
