"""What the same unit said before: its returns to earlier campaigns on the same form, as they were
handed in."""

import json
import uuid
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from returns.models.returns import Return
from returns.table.sheet import Document

PERIODS = 4  # before the one that is looked at


class Earlier(NamedTuple):
    """One earlier period; `month` is that of its last day."""

    return_id: uuid.UUID
    campaign_id: int
    title: str
    due_on: date
    month: date
    document: Document

    @property
    def values(self) -> dict[str, Any]:
        return self.document["values"]


def earlier_of(returns: Collection[Return], user) -> dict[uuid.UUID, list[Earlier]]:
    """For each return the last periods before it, oldest first, as far as the user may see them.

    A period is a campaign on a form of the same code that was due before. What was sent back or is
    being corrected is not what the unit says, and is left out. One query for all of them."""
    rows = list(newest(handed_in_before(returns, user), len(returns)))
    return {one.pk: list(before(one, rows))[:PERIODS][::-1] for one in returns}


def handed_in_before(returns: Collection[Return], user) -> QuerySet[Return]:
    """Of these units on these forms, before the last of these campaigns was due."""
    seen = (
        Return.objects.visible_to(user)
        .counted()
        .filter(
            unit__in={one.unit_id for one in returns},
            campaign__template__code__in={one.campaign.template.code for one in returns},
            campaign__due_on__lt=max((one.campaign.due_on for one in returns), default=date.min),
        )
    )
    light = seen.select_related("campaign__template", "submission")
    return light.only(
        *("unit", "campaign__title", "campaign__due_on", "campaign__activity_through"),
        *("campaign__template__code", "submission__document"),
    )


def newest(returns: QuerySet[Return], asked: int) -> QuerySet[Return]:
    """So many of each unit that the periods before each of those `asked` for are among them."""
    order = [F("campaign__due_on").desc(), F("campaign").desc()]
    of_unit = Window(RowNumber(), [F("unit"), F("campaign__template__code")], order)
    numbered = returns.annotate(place=of_unit).filter(place__lt=PERIODS + max(asked, 1))
    return numbered.order_by("-campaign__due_on", "-campaign")


def before(one: Return, rows: Collection[Return]) -> Iterator[Earlier]:
    for row in rows:
        told = row.campaign
        is_same = (row.unit_id, told.template.code) == (one.unit_id, one.campaign.template.code)
        if is_same and told.due_on < one.campaign.due_on:
            document = json.loads(row.handed_in.document)
            month = told.activity_through
            yield Earlier(row.pk, told.pk, told.title, told.due_on, month, document)
