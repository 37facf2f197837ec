"""The figures a unit's own hazards give: counted from the ledger, with the rows behind each.

A row is frozen as the hazard's id and the digest of its last history entry, so a return hangs on
the same chain as the ledger: whoever changes either is found (`returns.verification`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from figures.history.as_of import from_history, until
from hazards.amounts import ten_thousands
from hazards.models import Hazard, HistoryEntry, Supervision, Transfer
from organizations.models import Unit
from returns.forms.shape import Form
from returns.models.campaigns import Campaign
from returns.table.sources import BESIDE, SOURCES

LISTING, TAKEN_OVER = "list_for_supervision", "accept_transfer"


@dataclass(frozen=True)
class Behind:
    """One hazard behind a unit's figures, as it stood: which sources count it, what it cost."""

    pk: str
    number: str
    entry: str
    counted_by: frozenset[str]
    yuan: Decimal

    def told(self) -> dict[str, str]:
        return {"id": self.pk, "number": self.number, "entry": self.entry}


def whole_past() -> QuerySet[HistoryEntry]:
    """Everything that has happened to a hazard, inside a query about hazards."""
    return HistoryEntry.objects.filter(hazard=OuterRef("pk"))


def up_to(digests: Iterable[str]) -> QuerySet[HistoryEntry]:
    """The past up to the entries of these digests: what a frozen return was made of."""
    last = HistoryEntry.objects.filter(hazard=OuterRef("hazard"), digest__in=list(digests))
    return whole_past().filter(sequence__lte=Subquery(last.values("sequence")[:1]))


def past_at(at: datetime | None) -> QuerySet[HistoryEntry]:
    return until(at) if at else whole_past()


def in_window(unit: Unit, campaign: Campaign) -> QuerySet[Hazard]:
    """The unit's own hazards found in the campaign's hazard window, whatever became of them."""
    own = Hazard.objects.filter(unit=unit)
    return own.found_between(campaign.hazards_from, campaign.hazards_to)


def of_unit_then(unit: Unit, campaign: Campaign, past: QuerySet[HistoryEntry]) -> QuerySet[Hazard]:
    """Found in the window and the unit's own at the end of `past`, though it may have changed
    hands since: the history says whose it was."""
    left_it = Transfer.objects.filter(from_unit=unit).values("hazard")
    known = Hazard.objects.filter(Q(unit=unit) | Q(pk__in=left_it))
    known = known.alias(seen=Subquery(past.order_by("-sequence").values("sequence")[:1]))
    later = whole_past().filter(move=TAKEN_OVER, sequence__gt=OuterRef("seen"))
    whose = Cast(KT("facts__from_unit__id"), BigIntegerField())
    then = Subquery(later.order_by("sequence").annotate(whose=whose).values("whose")[:1])
    known = known.alias(unit_then=Coalesce(then, F("unit"), output_field=BigIntegerField()))
    found = known.found_between(campaign.hazards_from, campaign.hazards_to)
    return found.filter(unit_then=unit.pk)


def rows_behind(hazards: QuerySet[Hazard], form: Form, past: QuerySet) -> list[Behind]:
    """The hazards in the order of their numbers, in two queries. Most units have found nothing in a
    window; asking that first costs a tenth of asking how each hazard stood."""
    if not hazards.exists():
        return []
    names = sources_of(form)
    listed = past.filter(move=LISTING)
    stood = from_history(hazards, past).alias(
        was_listed=Exists(listed),
        was_listed_by_province=Exists(listed.filter(facts__level=Supervision.Level.PROVINCE)),
    )
    flags = {f"is_{place}": flag(SOURCES[name].condition) for place, name in enumerate(names)}
    last = past.order_by("-sequence").values("digest")[:1]
    rows = stood.annotate(entry=Subquery(last), yuan=stood_funds(), **flags).order_by("number")
    columns = ("pk", "number", "entry", "yuan", *flags)
    return [behind(row, names) for row in rows.values_list(*columns)]


def stood_funds() -> Any:
    return Case(When(stood_funds__isnull=False, then="stood_funds"))


def flag(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def behind(row: tuple[Any, ...], names: list[str]) -> Behind:
    pk, number, entry, yuan, *flags = row
    counted_by = frozenset(
        name for name, is_counted in zip(names, flags, strict=True) if is_counted
    )
    return Behind(str(pk), number, entry, counted_by, yuan or Decimal(0))


def sources_of(form: Form) -> list[str]:
    """Those the form asks for, and those shown beside every count of hazards."""
    return sorted({indicator.source for indicator in form.derived} | set(BESIDE))


def counted(rows: list[Behind], source: str) -> int | str:
    """The figure of a source: a number, or an exact amount in 万元."""
    mine = [row for row in rows if source in row.counted_by]
    if SOURCES[source].is_money:
        return ten_thousands(sum((row.yuan for row in mine), Decimal(0)))
    return int(bool(mine)) if SOURCES[source].is_any else len(mine)


def own_figures(form: Form, rows: list[Behind]) -> dict[str, int | str]:
    return {i.code: counted(rows, i.source) for i in form.derived}


def ids_behind(form: Form, rows: list[Behind]) -> dict[str, list[str]]:
    """For each derived figure the ids of the hazards it counts."""
    return {i.code: [row.pk for row in rows if i.source in row.counted_by] for i in form.derived}


def beside(rows: list[Behind]) -> dict[str, int | str]:
    """Found, rectified, closed and open: what one blank with two verbs leaves unsaid."""
    return {source: counted(rows, source) for source in BESIDE}
