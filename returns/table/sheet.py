"""A return as one document: composed live while it is being filled in, read back once frozen.

Both have the same shape, so every page, paper and call reads a draft and a frozen return alike.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.utils import timezone

from figures import definitions
from hazards.snapshot import snapshot
from organizations.models import Unit
from records.rows import ACTIVITY_WINDOW, Row
from returns.forms.shape import RATE, Form
from returns.models.campaigns import Campaign
from returns.models.returns import Return, Submission
from returns.table import aggregation, derivation
from returns.table.aggregation import part_of, together
from returns.table.rollup import Below, below, named

Document = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """`parts` are the figures as they go up the tree, adjustments included."""

    one: Return
    form: Form
    document: Document
    below: Below

    @property
    def as_of(self) -> datetime:
        return datetime.fromisoformat(self.document["as_of"])

    @property
    def rules(self) -> str:
        """The version of the definitions its figures follow."""
        return self.document["definitions"]

    @property
    def values(self) -> dict[str, Any]:
        return self.document["values"]

    @property
    def adjustments(self) -> dict[str, Any]:
        return self.document["adjustments"]

    @property
    def proofs(self) -> dict[str, list[dict[str, str]]]:
        """The files that show what an answer rests on, by its indicator."""
        return self.document.get("proofs", {})

    @cached_property
    def parts(self) -> dict[str, Any]:
        return final_parts(self.form, self.document)

    @cached_property
    def computed(self) -> dict[str, Any]:
        """What counting and summing gives, before any adjustment."""
        return aggregation.values(self.form, self.document["sums"], self.rules)

    @cached_property
    def own(self) -> dict[str, Any]:
        """The unit's own share of each figure."""
        return aggregation.values(self.form, self.document["own"], self.rules)

    @cached_property
    def children_parts(self) -> list[dict[str, Any]]:
        """What each child of the document handed in, in the document's order. Read from the
        submission it was counted by, which nobody can have changed."""
        digests = [child["digest"] for child in self.document["children"]]
        parts = {child.handed_in.digest: child.handed_in.parts for child in self.below.counted}
        if not parts.keys() >= set(digests):
            rows = Submission.objects.filter(digest__in=digests)
            parts |= dict(rows.values_list("digest", "parts"))
        return [parts[digest] for digest in digests]

    @property
    def is_sum(self) -> bool:
        """Does it stand for units below as well?"""
        return bool(self.document["children"] or self.document["coverage"]["expected"])

    @property
    def asks_for_own(self) -> bool:
        """The bureau sums up; what its schools did is asked of the schools."""
        return not self.one.is_the_last_sum


def live(one: Return, at: datetime | None = None, children: Below | None = None) -> Sheet:
    """The return as it would be frozen now; `at` is for records of the past, `children` for those
    who have read them a moment ago."""
    children = children or below(one)
    rows = derivation.rows_at(one.unit, one.campaign, at)
    document = framing(one, at or timezone.now(), children)
    document |= answers(one, rows)
    document |= totals(one.campaign.form, document, children.parts)
    return Sheet(one, one.campaign.form, document, children)


def frozen(one: Return) -> Sheet:
    """The return as it was handed in, with who stands below it now."""
    return Sheet(one, one.campaign.form, json.loads(one.handed_in.document), below(one))


@snapshot(connection)
def sheet_of(one: Return) -> Sheet:
    return live(one) if one.is_fillable else frozen(one)


def framing(one: Return, at: datetime, children: Below) -> Document:
    """What the figures are of, and who says so."""
    campaign = one.campaign
    return {
        "number": one.number,
        "revision": one.revision,
        "campaign": {
            "number": campaign.number,
            "title": campaign.title,
            "due_on": campaign.due_on.isoformat(),
            **windows(campaign),
        },
        "form": {
            "code": campaign.template.code,
            "version": campaign.template.version,
            "digest": campaign.template.digest,
        },
        "definitions": definitions.VERSION,
        "unit": named(one.unit) | {"kind": one.unit.kind, "path": one.unit.path},
        "reports_to": parent(one),
        "as_of": timezone.localtime(at).isoformat(),
        "header": header(one),
        "children": children.told(),
        "coverage": children.coverage(),
    }


def windows(campaign: Campaign) -> dict[str, list[str]]:
    """The days its records are of, the last one included. The activities' are said where a figure
    is counted from them; a form without such a figure has never named them."""
    days = {"hazards": [campaign.hazards_from.isoformat(), campaign.hazards_through.isoformat()]}
    if any(kind.window == ACTIVITY_WINDOW for kind in derivation.kinds_of(campaign.form)):
        last = campaign.activity_through.isoformat()
        days[ACTIVITY_WINDOW] = [campaign.activity_from.isoformat(), last]
    return days


def parent(one: Return) -> dict[str, Any] | None:
    above: Unit | None = None if one.is_the_last_sum else one.unit.parent
    return named(above) if above else None


def header(one: Return) -> dict[str, str]:
    return {
        "unit": one.unit.name,
        "contact_name": one.contact_name,
        "contact_phone": one.contact_phone,
        "filled_on": one.filled_on.isoformat() if one.filled_on else "",
    }


def answers(one: Return, rows: list[Row]) -> Document:
    """The unit's own figures: counted from its records, and typed."""
    form = one.campaign.form
    derived = derivation.own_figures(form, rows)
    typed = {i.code: part_of(i, one.typed.get(i.code), one.unit.code) for i in form.typed}
    return {
        **derivation.answers_of(form, rows),
        "own": {**derived, **typed},
        "adjustments": one.adjustments,
        "summary": one.summary,
        "summary_file": one.summary_file,
        # What has none says nothing of either, as before there were any.
        **({"proofs": one.proofs} if one.proofs else {}),
        **({"stars": one.stars} if one.stars else {}),
    }


def totals(form: Form, document: Document, below_parts: list[dict[str, Any]]) -> Document:
    """Own figures and those of all children put together, then what was adjusted."""
    own = document["own"]
    sums = {
        i.code: together(i, [own.get(i.code), *(parts.get(i.code) for parts in below_parts)])
        for i in form.indicators
        if i.type != RATE
    }
    parts = final_parts(form, document | {"sums": sums})
    return {"sums": sums, "values": aggregation.values(form, parts, document["definitions"])}


def final_parts(form: Form, document: Document) -> dict[str, Any]:
    unit_code = document["unit"]["code"]
    adjusted = {
        code: part_of(form.by_code[code], said["value"], unit_code)
        for code, said in document["adjustments"].items()
    }
    return {**document["sums"], **adjusted}
