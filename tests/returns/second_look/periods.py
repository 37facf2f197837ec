"""Campaigns of one month after the other on one form, each handed in by units of the cast."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.cast import Cast
from tests.returns.campaigning import Desk, campaign_of

CODE = "media_reports"


def desk_of_month(cast: Cast, month: int, code: str = "safety-month") -> Desk:
    first, last = date(2021, month, 1), date(2021, month, 28)
    days = {"activity_from": first, "activity_through": last}
    hazards = {"hazards_from": first, "hazards_through": last}
    told: dict[str, Any] = {"title": f"2021年{month}月", "due_on": last, **days, **hazards}
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"], code, **told))


def said_before(cast: Cast, place: str, figures: Iterable[int], code: str = CODE) -> list[Desk]:
    """One month after another from January on, in each of which the unit said one of these."""
    desks = [desk_of_month(cast, month) for month, _ in enumerate(figures, 1)]
    for desk, figure in zip(desks, figures, strict=True):
        desk.hand_in(place, **{code: figure})
    return desks
