"""A hazard, with all that stands beside it, made again out of its history alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from hazards.law import LAW
from hazards.models.classification import Clause
from hazards.models.evidence import Photo
from hazards.models.hazard import Hazard
from hazards.models.history import HistoryEntry
from hazards.perform import HAZARDS
from hazards.reading import BESIDE
from hazards.services.reporting import ADDED, TOLD
from organizations.models import Unit, User
from records.fold import REFUSALS, does_not_follow, replay, stand_in, value_of
from records.kinds import Performing
from workflow.declarations import fields
from workflow.declarations.beginnings import BEGINNINGS
from workflow.declarations.former_names import name_today
from workflow.declarations.moves import Action, Declared, fields_of

LINKS = {Hazard._meta.get_field(link).related_model: link for link in BESIDE}
REPORTED = (*TOLD, *ADDED, "former_number")
# The row beside a hazard that an act answers or ends: there is never more than one.
ACTED_UPON = {"extension": "open_extension", "transfer": "open_transfer"}
ENDED = {"delist": "listing", "lapse": "open_transfer"}


def named(model: type[models.Model]) -> Callable[[Any], models.Model]:
    return lambda fact: stand_in(model, fact["id"])


# Facts back into values, by the kind of the field; other facts are the values themselves.
READ: dict[type[fields.Field], Callable[[Any], Any]] = {
    fields.Day: date.fromisoformat,
    fields.Money: lambda fact: Decimal(str(fact)),
    fields.Person: named(User),
    fields.AnotherUnit: named(Unit),
    fields.AnotherHazard: named(Hazard),
    fields.ClauseInForce: named(Clause),
}
READ_BY_NAME = {
    name: READ[type(one)] for name, one in fields_of(LAW.values()).items() if type(one) in READ
}


@dataclass
class Folded:
    """What the history leads to. `untold` are columns of the hazard it does not speak of."""

    hazard: Hazard
    photos: list[Photo] = field(default_factory=list)
    untold: set[str] = field(default_factory=set)

    def beside(self, link: str) -> list[Any]:
        return vars(self.hazard)["_prefetched_objects_cache"][link]


def fold(entries: Iterable[HistoryEntry]) -> Folded | None:
    """The hazard its entries, oldest first, lead to; None where one of them is of a move this
    version does not have. Raises DoesNotFollow."""
    folded: Folded | None = None
    for entry in entries:
        what = LAW.get(name_today(entry.move))
        if what is None:
            return None
        folded = folded or Folded(blank(entry))
        try:
            follow(folded, what, entry)
        except REFUSALS as refusal:
            raise does_not_follow(entry) from refusal
        said = (entry.after, entry.attempt)
        if said != (folded.hazard.state, folded.hazard.attempts):
            raise does_not_follow(entry)
    return folded


def blank(entry: HistoryEntry) -> Hazard:
    """Nothing stands beside it yet, which its own properties read from there."""
    hazard = Hazard(id=entry.hazard_id, version=0)
    vars(hazard)["_prefetched_objects_cache"] = {link: [] for link in BESIDE}
    return hazard


def follow(folded: Folded, what: Declared, entry: HistoryEntry) -> None:
    """One line further."""
    hazard = folded.hazard
    doing = Performing(what, hazard, stand_in(User, entry.by_id), entry.at)
    doing.values, doing.new = values_of(entry), photos_of(entry)
    doing.facts = dict(doing.values)
    doing.beside = acted_upon(hazard, what)
    if what.name in BEGINNINGS:
        begin(folded, doing, entry)
    else:
        replay(doing)
    folded.photos += doing.new if what.shows else []
    if doing.beside is not None and doing.beside._state.adding:
        keep(folded.beside(LINKS[type(doing.beside)]), doing.beside)


def begin(folded: Folded, doing: Performing, entry: HistoryEntry) -> None:
    """How it was entered: what was told, by whom and when."""
    hazard = folded.hazard
    hazard.reporter, hazard.reported_at, hazard.version = doing.by, doing.at, 1
    for name in REPORTED:
        column: Any = Hazard._meta.get_field(name)
        if name in entry.facts:
            setattr(hazard, name, value_of(column, entry.facts[name]))
        elif not (column.null or column.blank):
            folded.untold.add(name)
    HAZARDS.place(doing)
    HAZARDS.settle(doing)


def values_of(entry: HistoryEntry) -> dict[str, Any]:
    """What was given with the move. An offer's unit has two names in the history."""
    facts = {name: fact for name, fact in entry.facts.items() if name != "photos"}
    if "to_unit" in facts:
        facts["unit"] = facts["to_unit"]
    reads = READ_BY_NAME
    return {name: reads[name](fact) if name in reads else fact for name, fact in facts.items()}


def photos_of(entry: HistoryEntry) -> list[Photo]:
    by = stand_in(User, entry.by_id)
    return [
        Photo(
            id=stand_in(Photo, told["id"]).pk,
            sha256=told["sha256"],
            display_sha256=told.get("display"),
            thumb_sha256=told.get("thumb"),
            uploaded_by=by,
        )
        for told in entry.facts.get("photos", ())
    ]


def acted_upon(hazard: Hazard, what: Declared) -> Any:
    """The row the act answers or ends. Raises LookupError where history knows of none."""
    of = ACTED_UPON.get(what.of) if isinstance(what, Action) else None
    name = of or ENDED.get(what.name)
    if name is None:
        return None
    found = getattr(hazard, name)
    if found is None:
        raise LookupError(name)
    return found


def keep(rows: list[Any], row: Any) -> None:
    if row not in rows:
        rows.append(row)
