"""Going out: one team, one unit or several, each visit a round with its own result."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections.models import Checklist, Outing, OutingMember, Round
from inspections.models.rounds import split_names
from inspections.services.rounds import FREE, start
from organizations import scope
from organizations.models import Unit, User
from texts.writing import as_entered
from workflow import policy
from workflow.errors import Lack, NotPermitted, SomethingMissing

MOST_UNITS, MOST_PEOPLE, LONGEST_TITLE, LONGEST_OTHERS = 60, 60, 80, 200


@transaction.atomic
def go_out(
    *,
    by: Any,
    units: Iterable[Unit],
    title: str,
    day: date | None = None,
    members: Iterable[User] = (),
    others: str = "",
    kind: str = Round.Kind.VISIT,
    checklist: Checklist | None = None,
    ids: Iterable[uuid.UUID | None] = (),
    at: datetime | None = None,
) -> Outing:
    """Enter that a team of `members` (with `by`) and `others`, names joined by 、, goes to `units`;
    a visit is begun at each, in the order of their codes under these `ids`, as far as they go.
    Raises NotPermitted, NotPossible, SomethingMissing."""
    now, units = at or timezone.now(), list(units)
    visit: dict[str, Any]
    team = {person.pk: person for person in (by, *members)}
    names = split_names(as_entered(others))
    told = (as_entered(title), "、".join(names))
    require(units, told, len(team) + len(names), kind)
    outing = Outing(
        unit=sender(by, units[0]),
        title=told[0],
        day=day or timezone.localdate(now),
        others=told[1],
        people=len(team) + len(names),
        started_by=by,
        started_at=now,
        id=uuid.uuid4(),
    )
    outing.save(force_insert=True)
    OutingMember.objects.bulk_create(OutingMember(outing=outing, user=one) for one in team.values())
    visited = sorted({unit.pk: unit for unit in units}.values(), key=lambda unit: unit.code)
    for unit, key in zip_longest(visited, list(ids)[: len(visited)]):
        visit = {"by": by, "unit": unit, "outing": outing, "checklist": checklist}
        start(**visit, id=key, kind=kind, day=outing.day, at=now)
    return outing


def sender(by: Any, unit: Unit) -> Unit:
    """The unit of the role somebody goes out with."""
    post = scope.nearest_post(by, unit, *policy.INSPECTING)
    if post is None:
        raise NotPermitted(_("You may not inspect this unit."))
    return Unit.objects.get(pk=post.unit_id)


def require(units: list[Unit], told: tuple[str, str], people: int, kind: str) -> None:
    title, others = told
    lacking = []
    if not 1 <= len(units) <= MOST_UNITS:
        lacking.append(Lack("units", _("1 to %(most)s units") % {"most": MOST_UNITS}))
    if not title or len(title) > LONGEST_TITLE:
        lacking.append(Lack("title", _("what for, in 80 characters at most")))
    if people > MOST_PEOPLE or len(others) > LONGEST_OTHERS:
        lacking.append(Lack("team", _("%(most)s people at most") % {"most": MOST_PEOPLE}))
    if kind not in FREE:
        lacking.append(Lack("kind", _("a kind of free round there is")))
    if lacking:
        raise SomethingMissing(lacking)
