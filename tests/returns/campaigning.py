"""A campaign on the cast's units, and its returns filled in, handed in and reviewed by them."""

from datetime import date, datetime, time
from typing import Any

from organizations.models import Unit, User
from returns import services
from returns.forms.shape import INT, TEXT, Form
from returns.models.campaigns import Campaign
from returns.models.form_templates import FormTemplate
from returns.models.returns import Return
from returns.table.reading import Reading, opened
from returns.table.sheet import Sheet, sheet_of
from tests.cast import Cast
from tests.figures.lives import june, moment

DUE_ON = june(28)
WINDOWS = {
    "activity_from": june(1),
    "activity_through": june(30),
    "hazards_from": june(5),
    "hazards_through": date(2021, 7, 5),
}
REASON = "与台账不符，请核对"


def template(code: str = "safety-month") -> FormTemplate:
    return FormTemplate.objects.get(code=code, retired_on=None)


def campaign_of(by: User, unit: Unit, code: str = "safety-month", **given: Any) -> Campaign:
    """Opened on 4 June 2021, as the notice says."""
    told = {"title": "安全生产月", "due_on": DUE_ON, "at": moment(june(4)), **WINDOWS}
    return services.open_campaign(by=by, unit=unit, template=template(code), **{**told, **given})


def plausible(form: Form, n: int = 1, unit: str = "") -> dict[str, Any]:
    """An answer for every blank a unit types, no two units alike where `unit` is given."""
    kinds: dict[str, Any] = {INT: n, TEXT: f"讲座{unit}"}
    return {i.code: kinds.get(i.type, "yes") for i in form.typed}


class Desk:
    """The people of the cast at work on one campaign. Places are those of the cast."""

    def __init__(self, cast: Cast, campaign: Campaign) -> None:
        self.cast, self.campaign = cast, campaign
        self.form = campaign.form

    def filler(self, place: str) -> User:
        return self.cast.auditor if place == "bureau" else self.cast[f"officer@{place}"]

    def of(self, place: str) -> Return:
        """The current return of a place, read anew."""
        rows = Return.objects.current().for_reading().filter(campaign=self.campaign)
        return rows.get(unit=self.cast.units[place])

    def fill(self, place: str, n: int = 1, **values: Any) -> Return:
        told = {} if place == "bureau" else plausible(self.form, n)
        one, by = self.of(place), self.filler(place)
        return services.fill(one, by=by, values={**told, **values})

    def submit(self, place: str, at: datetime | None = None) -> Return:
        return services.submit(self.of(place), by=self.filler(place), at=at)

    def hand_in(self, place: str, n: int = 1, at: datetime | None = None, **values: Any) -> Return:
        self.fill(place, n, **values)
        return self.submit(place, at)

    def nil(self, place: str, **given: Any) -> Return:
        return services.nil(self.of(place), by=self.filler(place), **given)

    def adjust(self, place: str, code: str, value: Any, reason: str = REASON) -> Return:
        one, by = self.of(place), self.filler(place)
        return services.adjust(one, by=by, code=code, value=value, reason=reason)

    def send_back(self, place: str) -> Return:
        return services.return_(self.of(place), by=self.cast.auditor, reason=REASON)

    def accept(self, place: str) -> Return:
        return services.accept(self.of(place), by=self.cast.auditor)

    def correct(self, place: str) -> Return:
        return services.correct(self.of(place), by=self.filler(place), reason=REASON)

    def sheet(self, place: str) -> Sheet:
        return sheet_of(self.of(place))

    def value(self, place: str, code: str) -> Any:
        return self.sheet(place).values[code]

    def opened(self, place: str, by: User | None = None) -> Reading:
        return opened(self.of(place), by or self.filler(place))

    def remarks(self, place: str) -> dict[tuple[str, str], str]:
        """What the figures say against it: how much it matters, by kind and blank."""
        return {(r.code, r.indicator): r.level for r in self.opened(place).remarks}


def on_time() -> datetime:
    """The last moment of the day a return is due."""
    return moment(DUE_ON, time(23, 59, 59, 999999))
