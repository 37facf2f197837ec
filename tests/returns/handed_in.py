"""A campaign of the cast with its returns, filled in and handed in through the services."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from returns import services
from returns.forms.shape import INT, TEXT, Form
from returns.models.campaigns import Campaign
from returns.models.form_templates import FormTemplate
from returns.models.returns import Return
from returns.table.sheet import Sheet, sheet_of
from tests.cast import Cast


def answers_to(form: Form) -> dict[str, Any]:
    """Every typed blank with an answer of its own, so that a figure in another's place shows."""
    typed = [i for i in form.typed if not i.source.startswith("hazards.")]
    told: dict[str, Any] = {i.code: 100 + place for place, i in enumerate(typed) if i.type == INT}
    told |= {i.code: f"{i.label}甲" for i in typed if i.type == TEXT}
    told |= {i.code: "yes" for i in typed if i.type not in (INT, TEXT)}
    return (
        told | {"tipsters_rewarded": 3, "news_from_leads": 2} if "tips_received" in told else told
    )


class HandedIn:
    """`HandedIn(cast).submitted("school")`"""

    def __init__(self, cast: Cast, code: str = "safety-month", **dates: date) -> None:
        self.cast = cast
        today = timezone.localdate()
        month = {"activity_from": today - timedelta(20), "activity_through": today}
        hazards = {"hazards_from": today - timedelta(20), "hazards_through": today + timedelta(10)}
        self.campaign: Campaign = services.open_campaign(
            by=cast.auditor,
            unit=cast.units["bureau"],
            title="2021年“安全生产月”活动",
            template=FormTemplate.objects.get(code=code, retired_on=None),
            **{**month, **hazards, "due_on": today + timedelta(4), **dates},
        )

    def of(self, place: str) -> Return:
        """As the database has it now."""
        rows = Return.objects.for_reading().filter(campaign=self.campaign).current()
        return rows.get(unit=self.cast.units[place])

    def sheet(self, place: str) -> Sheet:
        return sheet_of(self.of(place))

    def who(self, place: str):
        return self.cast.auditor if place == "bureau" else self.cast[f"officer@{place}"]

    def filled(self, place: str, **values: Any) -> Return:
        told = {**answers_to(self.campaign.form), **values}
        services.fill(self.of(place), by=self.who(place), values=told)
        return self.of(place)

    def submitted(self, place: str, **values: Any) -> Return:
        self.filled(place, **values)
        services.submit(self.of(place), by=self.who(place))
        return self.of(place)

    def handed_up(self, place: str) -> Return:
        """As it stands, nothing typed: the bureau's table, or a form that is counted only."""
        services.submit(self.of(place), by=self.who(place))
        return self.of(place)
