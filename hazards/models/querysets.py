"""Facts about many hazards, as adjectives that chain."""

from datetime import date, timedelta
from functools import cache
from typing import Any
from unicodedata import normalize

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import Exact
from django.utils import timezone

from hazards.ledger.query_hints import unindexed
from hazards.search import index
from hazards.worklist import auditor
from hazards.worklist.waiting import Waiting
from organizations import scope
from organizations.models import Unit
from records.permanence import KeepsEverything
from texts.folding import folded_words
from workflow import deadlines, policy, turns
from workflow.states import OPEN, State
from workflow.turns import queries

MANNED = {rung: f"manned_{n}" for n, rung in enumerate(turns.RUNGS_OF_HAZARDS)}
ASKED, OFFERED = Q(decision="requested"), Q(decision="offered")
NAMES = ("username", "name", "service_since")
SHOWN = {
    "unit": ("code", "name", "kind", "path"),
    "category": ("code", "label", "icon", "photo_required"),
    "clause": ("code", "section", "text"),
    "responsible": NAMES,
    "reporter": NAMES,
    "rectified_by": NAMES,
    "closed_by": NAMES,
}


class HazardQuerySet(KeepsEverything, Waiting):
    """The one way to read hazards: start with `visible_to`."""

    def visible_to(self, user):
        return self.filter(policy.visible_to(user))

    def under(self, unit: Unit, on: date | None = None):
        """Hazards of `unit` and all units below it (in the tree of the day `on`)."""
        if on is None and unit.holds_all:
            return self  # not looked for unit by unit
        return self.filter(unit__in=Unit.objects.below(unit, on=on))

    def open(self):
        return self.filter(state__in=OPEN)

    def not_ended(self):
        """The open ones, for a list that shows the first of them in an order of its own or that
        something else narrows far more: SQLite would walk all of them by an index of states."""
        return self.exclude(state__in=[state for state in State if state not in OPEN])

    def overdue(self, on: date | None = None):
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def overdue_of(self, user):
        """Of what waits for one person: few of all overdue ones, unless they reach everything and
        much may come up to them."""
        if scope.reaches_everything(user) and not auditor.is_little_for(user):
            return self.overdue()
        return self.not_ended().filter(due_on__lt=timezone.localdate())

    def not_overdue(self, on: date | None = None):
        day = on or timezone.localdate()
        return self.exclude(state__in=OPEN, due_on__lt=day)

    def due_soon(self, on: date | None = None):
        day = on or timezone.localdate()
        last = day + timedelta(days=deadlines.SOON)
        return self.open().filter(due_on__range=(day, last))

    def listed(self):
        """Listed for supervision and not delisted; there is at most one such listing of each."""
        return self.filter(supervisions__isnull=False, supervisions__delisted_on=None)

    def asked_for_more_time(self):
        """Being repaired, with a request for more time that has no answer yet."""
        # Not a bare column: SQLite would walk the state, and those who ask are far fewer.
        at_repair = Exact(unindexed("state"), State.ASSIGNED)
        return self.filter(at_repair, pk__in=self._beside("extensions", ASKED))

    def controlled(self):
        """Not closed yet, and kept safe by an interim control until it is repaired."""
        return self.not_ended().filter(pk__in=self._beside("interim_controls"))

    def offered(self):
        """Offered to another unit that has not answered yet."""
        return self.filter(pk__in=self._beside("transfers", OFFERED))

    def _beside(self, link: str, *conditions: Q):
        """Inside a query: the hazards that have such a row beside them."""
        rows: Any = self.model._meta.get_field(link).related_model
        return rows.objects.filter(*conditions).values("hazard")

    def with_marks(self):
        """What stands beside the state in a list: `asked_until` (the deadline asked for),
        `controlled_at` (since when people are kept safe meanwhile), `offered_to` (a unit)."""
        here = Q(hazard=OuterRef("pk"))
        asked = self._beside("extensions", here & ASKED).values("until")
        controls = self._beside("interim_controls", here).order_by("recorded_at")
        offers = self._beside("transfers", here & OFFERED).values("to_unit__name")
        return self.annotate(
            asked_until=Subquery(asked[:1]),
            controlled_at=Subquery(controls.values("recorded_at")[:1]),
            offered_to=Subquery(offers[:1]),
        )

    def with_turns(self):
        """On which rungs somebody stands who may act now, for `hazards.expected`: of a list that is
        not long, for each row is asked about."""
        able = turns.OF_HAZARDS[State.RECTIFIED]  # before a repair is shown nobody is kept out
        return self.annotate(
            **{name: queries.somebody_on(rung, able) for rung, name in MANNED.items()}
        )

    def for_rows(self):
        """With all that a row of a list says. For the few that are shown: of a whole ledger while
        it is sorted, a database would look up the marks of every hazard."""
        return self.for_list().with_marks().with_turns()

    def with_beside(self):
        """Says of each whether it `has_…` rows of the kinds that may stand beside it."""
        here = Q(hazard=OuterRef("pk"))
        kinds = ("extensions", "supervisions", "interim_controls", "transfers")
        return self.annotate(**{f"has_{kind}": Exists(self._beside(kind, here)) for kind in kinds})

    def awaiting_repair_by(self, user):
        return self.filter(state=State.ASSIGNED, responsible=user)

    def found_between(self, first: date | None, end: date | None):
        """Found in the half-open period [first, end); None leaves a side open."""
        period = Q(found_on__gte=first) if first else Q()
        return self.filter(period & (Q(found_on__lt=end) if end else Q()))

    def mentioning(self, words: str, reader=None):
        """The hazard of that very number; else those that have all the words, each somewhere in
        their number, former number, place or description (`hazards.search.searchable`). For a
        `reader` of a few units theirs are sooner gone through than the index of all is asked."""
        if (named := self.filter(number=normalize("NFKC", words).strip())).exists():
            return named
        folded = folded_words(words)[: index.MOST_WORDS]
        is_wide = reader is None or scope.reaches_everything(reader)
        said = [Q(searchable__contains=word) for word in folded]
        return self.filter(index.may_say(folded) if is_wide else Q(), *said)

    def for_list(self):
        """With the unit, the kind and the people of each row; of people only what names them,
        for most of the time a list takes goes into columns nobody reads."""
        known = (f"{name}__{column}" for name, columns in SHOWN.items() for column in columns)
        return self.select_related(*SHOWN).only(*_own_columns(self.model), *known)


@cache
def _own_columns(model: type[models.Model]) -> tuple[str, ...]:
    names = [field.name for field in model._meta.concrete_fields]
    return tuple(name for name in names if name != "searchable")  # read by the database alone
