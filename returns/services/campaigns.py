"""Opening a campaign, and asking for the returns that have not come."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import count

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations import scope
from organizations.models import Unit
from organizations.services import hold_the_tree
from organizations.units import STEP, below
from records import feed
from returns import notifications
from returns.models.campaigns import PHOTOS, Campaign
from returns.models.form_templates import FormTemplate
from returns.models.returns import Return
from workflow import policy
from workflow.errors import NotPermitted

LONGEST_CODE = 7  # signs of a root's code in the number of its campaigns


@transaction.atomic
def open_campaign(
    *,
    by,
    unit: Unit,
    title: str,
    template: FormTemplate,
    activity_from: date,
    activity_through: date,
    hazards_from: date,
    hazards_through: date,
    due_on: date,
    photos_wanted: int = PHOTOS,
    at: datetime | None = None,
    ids: Iterator[uuid.UUID] | None = None,
) -> Campaign:
    """Open a campaign run by `unit`: every unit below it gets its return, and is told.

    `ids` are given to the returns, in the order of their units; they are random otherwise.
    Raises NotPermitted, and ValidationError for windows that end before they begin.
    """
    at = at or timezone.now()
    if not policy.runs_campaigns_of(by, unit):
        raise NotPermitted(_("Campaigns are opened by an auditor of the unit that runs them."))
    refuse_empty_windows(activity_from, activity_through, hazards_from, hazards_through)
    hold_the_tree()  # whoever is asked is neither closed nor merged meanwhile
    campaign = Campaign.objects.create(
        number=next_number(unit, timezone.localdate(at).year),
        title=title,
        template=template,
        unit=unit,
        activity_from=activity_from,
        activity_through=activity_through,
        hazards_from=hazards_from,
        hazards_through=hazards_through,
        due_on=due_on,
        photos_wanted=photos_wanted,
        opened_by=by,
        opened_at=at,
    )
    notifications.send_to_units(ask(campaign, at, ids), campaign, "open", by, at)
    return campaign


def refuse_empty_windows(activity_from, activity_through, hazards_from, hazards_through) -> None:
    """Raises ValidationError naming each end that comes before its beginning."""
    windows = {
        "activity_through": (activity_from, activity_through),
        "hazards_through": (hazards_from, hazards_through),
    }
    sentence = _("The last day comes before the first.")
    wrong = {end: sentence for end, (first, last) in windows.items() if last < first}
    if wrong:
        raise ValidationError(wrong)


def next_number(unit: Unit, year: int) -> str:
    """2021-01 is the first campaign of 2021 of its tree; where trees stand side by side, each but
    the first has its root's code in between (2021-B2-01), and no number tells how many the others
    have. One is opened at a time in a tree."""
    root = Unit.objects.select_for_update(no_key=True).get(path=unit.path[:STEP])
    first = Unit.objects.roots().first()
    prefix = f"{year}-" if root == first else f"{year}-{root.code[:LONGEST_CODE]}-"
    begun = Campaign.objects.filter(below(root.path, "unit__path"), number__startswith=f"{year}-")
    numbers = (f"{prefix}{n:02d}" for n in count(begun.count() + 1))
    return next(one for one in numbers if not Campaign.objects.filter(number=one).exists())


def ask(campaign: Campaign, at: datetime, ids: Iterator[uuid.UUID] | None = None) -> list[Return]:
    """A return for the unit that runs it and for each open unit below that has none yet. Who sums
    for whom is read off the tree, not written down here."""
    asked = Return.objects.filter(campaign=campaign).values("unit")
    units = Unit.objects.below(campaign.unit).filter(closed_on=None).exclude(pk__in=asked)
    ids = ids or iter(uuid.uuid4, None)
    returns = [
        Return(id=pk, campaign=campaign, unit=unit, number=f"{campaign.number}-{unit.code}")
        for unit, pk in zip(units.in_order(), ids, strict=False)
    ]
    feed.note_new(returns, "open", at)
    return Return.objects.bulk_create(returns)


@transaction.atomic
def include_new_units(campaign: Campaign, *, by, at: datetime | None = None) -> int:
    """Ask units founded since the opening as well; how many there were."""
    if not policy.runs_campaigns_of(by, campaign.unit):
        raise NotPermitted(_("Campaigns are opened by an auditor of the unit that runs them."))
    at = at or timezone.now()
    hold_the_tree()
    returns = ask(campaign, at)
    notifications.send_to_units(returns, campaign, "open", by, at)
    return len(returns)


@transaction.atomic
def remind(campaign: Campaign, *, by, units: Iterable[Unit] = ()) -> int:
    """Ask for the returns that have not come, of `units` or of everybody below the posts from
    which `by` directs; how many people were told. Raises NotPermitted."""
    if not any(post.role in policy.DIRECTING for post in scope.posts(by)):
        raise NotPermitted(_("Only officers and auditors remind others of their returns."))
    directed = scope.units_reached_by(by, *policy.DIRECTING)
    wanted = Return.objects.filter(campaign=campaign, unit__in=directed).missing()
    wanted = wanted.exclude(unit=campaign.unit)
    named = [unit.pk for unit in units]
    rows = list((wanted.filter(unit__in=named) if named else wanted).select_related("unit"))
    return notifications.send_to_units(rows, campaign, "remind", by, timezone.now())
