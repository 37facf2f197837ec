"""An activity as the pages show it: its numbers in words, its photos, what was done to it."""

from functools import cached_property
from typing import Any, NamedTuple

from django.urls import reverse

from activities.kinds import ActivityKind
from activities.models import Activity
from returns.forms.shape import Indicator
from returns.models.form_templates import FormTemplate
from web.hazards.album import Address, Picture
from workflow import policy

NOTICE = "safety-month"  # the form whose blanks the kinds name


class Counted(NamedTuple):
    """A number with the word for what was counted."""

    n: int
    unit: str


def counted(one: Activity) -> list[Counted]:
    kind = one.declared
    told = [Counted(one.sessions, str(kind.number.unit))] if kind.number else []
    return told + ([Counted(one.people, str(kind.people.unit))] if kind.people else [])


class Line:
    """A record in a list."""

    def __init__(self, one: Activity) -> None:
        self.one, self.kind = one, one.declared
        self.url = reverse("web:activity", args=[one.pk])

    @property
    def counted(self) -> list[Counted]:
        """Nobody is told that none took part where nobody asked."""
        return [each for each in counted(self.one) if each.n]

    @property
    def again(self) -> str:
        return f"{reverse('web:log_activity')}?again={self.one.pk}"


class ActivityPage(Line):
    def __init__(self, one: Activity, reader: Any) -> None:
        super().__init__(one)
        self.reader = reader

    @property
    def may_correct(self) -> bool:
        return not self.one.superseded_by_id and policy.corrects_activity(self.one, self.reader)

    @property
    def may_log(self) -> bool:
        is_open = self.one.unit.closed_on is None
        return is_open and policy.logs_activities_of(self.reader, self.one.unit)

    @property
    def before(self) -> Activity | None:
        return getattr(self.one, "supersedes", None)

    @cached_property
    def blanks(self) -> list[Indicator]:
        return blanks_of(self.kind)

    @cached_property
    def pictures(self) -> list[Picture]:
        return [Picture(row.photo, address_in(self.one)) for row in self.one.photos.all()]

    @property
    def lines(self) -> list[Any]:
        return list(reversed(self.one.history.all()))


def address_in(one: Activity) -> Address:
    """Where a photo of the activity is shown to whoever sees the activity."""
    return lambda photo, size: reverse("web:activity_photo", args=[one.pk, photo.pk, size])


def blanks_of(kind: ActivityKind) -> list[Indicator]:
    """The blanks of the notice's form, as it is in use, that a record of the kind goes into."""
    if not kind.feeds:
        return []
    template = FormTemplate.objects.filter(code=NOTICE, retired_on=None).first()
    known = template.form.by_code if template else {}
    return [known[code] for code in kind.feeds.values() if code in known]
