"""The figures a unit's own records give: counted from them, with the rows behind each.

Which records, on which condition and what of each is said by the form's sources
(`records.sources`). A row is frozen as its record and the digest of that record's last history
entry, so a return hangs on the same chains as the records: whoever changes either is found
(`returns.verification`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from hazards.amounts import ten_thousands
from organizations.models import Unit
from records.registry import declared, kinds
from records.rows import ACTIVITY_WINDOW, Days, Row, RowKind
from records.sources import ANY, DISTINCT, JOINED, MONEY, ROWS, SUM, Source
from returns.forms.shape import Form
from returns.models.campaigns import Campaign

# Rows frozen before there was another kind say none. They were hazards, and are told so for good:
# the same facts stay the same bytes.
FIRST_KIND = "hazard"

FIGURE_OF: dict[str, Callable[[list[Any]], Any]] = {
    ROWS: len,
    ANY: lambda measures: int(bool(measures)),
    SUM: sum,
    MONEY: lambda measures: ten_thousands(sum(measures, Decimal(0))),
    DISTINCT: lambda measures: len(words(measures)),
    JOINED: lambda measures: words(measures) or None,
}


def words(measures: Iterable[str]) -> list[str]:
    """The different ones, first seen first; where none is said there is none."""
    return list(dict.fromkeys(filter(None, measures)))


# --- Which records -------------------------------------------------------------------------


def kinds_of(form: Form) -> list[RowKind]:
    """Whose records a return on this form is made of, in the order they are frozen in."""
    asked = {source.kind.name for source in sources_of(form).values()}
    every = sorted(kinds().values(), key=lambda kind: (not kind.is_in_every_return, kind.name))
    return [kind for kind in every if kind.is_in_every_return or kind.name in asked]


def sources_of(form: Form) -> dict[str, Source]:
    known = declared()
    return {name: known[name] for name in sorted({one.source for one in form.derived})}


def sources_about(form: Form, kind: RowKind) -> dict[str, Source]:
    """Those the form asks of this kind, and those shown beside every count of it."""
    known, asked = declared(), sources_of(form)
    mine = {name for name, source in asked.items() if source.kind is kind}
    return {name: known[name] for name in sorted(mine | set(kind.beside))}


def days_of(campaign: Campaign, kind: RowKind) -> Days:
    if kind.window == ACTIVITY_WINDOW:
        return Days(campaign.activity_from, campaign.activity_to)
    return Days(campaign.hazards_from, campaign.hazards_to)


def rows_at(unit: Unit, campaign: Campaign, at: datetime | None = None) -> list[Row]:
    """The unit's rows as they stood at a moment; None means now."""
    form, found = campaign.form, []
    for kind in kinds_of(form):
        own = kind.in_window(unit, days_of(campaign, kind))
        found += kind.rows(own, sources_about(form, kind), kind.past_at(at))
    return found


def rows_again(unit: Unit, campaign: Campaign, frozen: Collection[Mapping[str, str]]) -> list[Row]:
    """The rows a document names (`told`), as their records' own histories tell them today."""
    form, found = campaign.form, []
    for kind in kinds_of(form):
        entries = entries_of(kind, frozen)
        if not entries:
            continue
        past = kind.up_to(entries.values())
        own = kind.of_unit_then(unit, days_of(campaign, kind), past).filter(pk__in=entries)
        found += kind.rows(own, sources_about(form, kind), past)
    return found


# --- What they give ------------------------------------------------------------------------


def counted(rows: Iterable[Row], name: str) -> Any:
    """The part a source gives: a number, an exact amount in 万元, or texts; None without any."""
    measures = [row.measures[name] for row in rows if name in row.measures]
    return FIGURE_OF[declared()[name].measure](measures)


def own_figures(form: Form, rows: Collection[Row]) -> dict[str, Any]:
    return {i.code: counted(rows, i.source) for i in form.derived}


def answers_of(form: Form, rows: Collection[Row]) -> dict[str, Any]:
    """All that a document says of the rows: themselves, which stand behind each derived figure,
    and what stands beside them."""
    return {
        "rows": [told(row) for row in rows],
        "behind": {
            i.code: [row.pk for row in rows if i.source in row.measures] for i in form.derived
        },
        "beside": {name: counted(rows, name) for kind in kinds_of(form) for name in kind.beside},
    }


def told(row: Row) -> dict[str, str]:
    """A row as it is frozen."""
    said = {"id": row.pk, "entry": row.entry}
    if row.number:
        said["number"] = row.number
    return said if row.kind == FIRST_KIND else {**said, "kind": row.kind, "day": f"{row.day}"}


def entries_of(kind: RowKind, frozen: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Of the frozen rows of this kind: the entry each record stood at, by its key."""
    return {r["id"]: r["entry"] for r in frozen if r.get("kind", FIRST_KIND) == kind.name}
