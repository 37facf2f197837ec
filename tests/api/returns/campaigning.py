"""A campaign around today, and its returns as the units of the cast would fill them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from organizations.models import Unit
from returns import services
from returns.models.campaigns import Campaign
from returns.models.form_templates import FormTemplate
from returns.models.returns import Return
from tests.cast import Cast

DAY = timedelta(days=1)


def opening(**given: Any) -> dict[str, Any]:
    """The windows of a campaign that is running today."""
    today = timezone.localdate()
    told = {
        "title": "安全生产月",
        "activity_from": today - 10 * DAY,
        "activity_through": today + 10 * DAY,
        "hazards_from": today - 10 * DAY,
        "hazards_through": today + 10 * DAY,
        "due_on": today + 5 * DAY,
    }
    return {**told, **given}


def opened(cast: Cast, form: str = "safety-month", **given: Any) -> Campaign:
    template = FormTemplate.objects.get(code=form, retired_on=None)
    told = {"by": cast.auditor, "unit": cast.units["bureau"], "template": template}
    return services.open_campaign(**{**told, **opening(**given)})


def of(campaign: Campaign, unit: Unit) -> Return:
    return Return.objects.current().get(campaign=campaign, unit=unit)


def answers(form: str = "safety-month", **said: Any) -> dict[str, Any]:
    """Every typed blank: 0, yes, and no words; `said` instead."""
    typed = FormTemplate.objects.get(code=form, retired_on=None).form.typed
    kinds = {"int": 0, "money": "0", "yes_no": "yes", "text": ""}
    return {**{one.code: kinds[one.type] for one in typed}, **said}


def handed_in(cast: Cast, campaign: Campaign, place: str, **said: Any) -> Return:
    """Filled in and submitted by the officer of the unit."""
    one, officer = of(campaign, cast.units[place]), cast[f"officer@{place}"]
    form = campaign.template.code
    one = services.fill(one, by=officer, values=answers(form, **said))
    return services.submit(one, by=officer)


def in_state(cast: Cast, campaign: Campaign, state: str) -> Return:
    """The school's return in any of the five states."""
    officer, above = cast.officer, cast["officer@central"]
    one = of(campaign, cast.school)
    if state == "draft":
        return services.fill(one, by=officer, values=answers())
    one = handed_in(cast, campaign, "school")
    if state == "returned":
        return services.return_(one, by=above, reason="请核对")
    if state == "submitted":
        return one
    one = services.accept(one, by=above)
    return one if state == "accepted" else services.correct(one, by=officer, reason="数错了")
