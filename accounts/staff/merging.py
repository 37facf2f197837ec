"""Units merged and split: their people keep their roles at the unit that takes over, and what is
open goes along, in one step."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.rights import changing
from accounts.staff.roles import end_role
from organizations.administrators import an_administrator_remains
from organizations.models import Membership, Unit, User
from organizations.services import found_unit, hold_the_tree, hold_units, move_unit
from organizations.unit_life import stakes, told
from organizations.unit_life.closing import end_in, open_units_under, to_be_merged
from organizations.unit_life.stakes import Passing

DAY = timedelta(days=1)


@transaction.atomic
def merge_unit(unit: Unit, *, into: Unit, on: date, by: Any, request: Any = None) -> Unit:
    """Let `into` take the place of `unit` from the day `on` on; answers the unit that is closed.

    Its people have the same roles there, the units below it report there, everything open goes
    over, and its names find the successor. Raises ValidationError.
    """
    unit, into = to_be_merged(unit, into, on)
    with an_administrator_remains():
        held = roles_not_over(unit, on)
        give(held, into, on, by, request)
        for below in open_units_under(unit):
            move_unit(below, under=into, since=on, by=by, request=request)
        stakes.pass_on(Passing(unit, into, on, by, reason_of_merging(unit, into)))
        end(held, on, by, request)
        end_in(unit, into=into, on=on)
    stakes.refuse_what_is_stranded(unit)
    stakes.refuse_what_is_stranded(into)
    days = {"other": into.name, "day": on.isoformat()}
    told.record(unit, "merged", by=by, request=request, **days)
    return unit


@transaction.atomic
def pass_on_what_is_left(unit: Unit, *, by: Any, request: Any = None) -> Unit:
    """What has been opened anew at a unit that was merged goes to its successor as well.

    Raises ValidationError where it has none that is open.
    """
    hold_the_tree()
    unit = Unit.objects.select_related("merged_into").get(pk=unit.pk)
    into = unit.merged_into and hold_units(unit, unit.merged_into)[1]
    if into is None or into.closed_on is not None:
        raise ValidationError(_("It has no successor that is open."))
    today = timezone.localdate()
    stakes.pass_on(Passing(unit, into, today, by, reason_of_merging(unit, into)))
    days = {"other": into.name, "day": today.isoformat()}
    told.record(unit, "passed_on", by=by, request=request, **days)
    return unit


class NewUnit(NamedTuple):
    code: str
    name: str
    kind: str


@transaction.atomic
def split_unit(
    unit: Unit,
    new: NewUnit,
    *,
    on: date,
    by: Any,
    roles: Iterable[Membership] = (),
    chosen: dict[str, Collection[Any]] | None = None,
    request: Any = None,
) -> Unit:
    """Found a unit beside `unit` on the day `on`, which takes over `roles` of its people and what
    of it is `chosen`, by the names of the stakes. Raises ValidationError."""
    hold_the_tree()
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    if unit.parent is None or unit.closed_on is not None:
        raise ValidationError(_("Only an open unit below the bureau can be split."))
    founded = found_unit(*new, unit.parent, on, by=by, request=request)
    keys = [role.pk for role in roles]
    with an_administrator_remains():
        held = [role for role in roles_not_over(unit, on) if role.pk in keys]
        give(held, founded, on, by, request)
        reason = reason_of_splitting(unit, founded)
        stakes.pass_on(Passing(unit, founded, on, by, reason, chosen=chosen or {}))
        end(held, on, by, request)
    stakes.refuse_what_is_stranded(unit)
    stakes.refuse_what_is_stranded(founded)
    days = {"other": founded.name, "day": on.isoformat()}
    told.record(unit, "split", by=by, request=request, **days)
    return founded


def roles_not_over(unit: Unit, on: date) -> list[Membership]:
    """Those held on the day `on` or from a later day on; what was over before stays as it was."""
    held = Membership.objects.not_over(on).filter(unit=unit)
    return list(held.select_related("user", "unit").order_by("user", "role"))


def give(held: list[Membership], into: Unit, on: date, by: Any, request: Any) -> None:
    """The same roles at `into`, from the day `on` on. Whoever has one there already keeps it, for
    as long as the longer of the two lasts."""
    for person, roles in by_person(held).items():
        with changing(person, by=by, request=request):
            for role in roles:
                _give(role, into, on)


def _give(role: Membership, into: Unit, on: date) -> None:
    first = max(filter(None, (role.starts_on, on)))
    there = Membership.objects.filter(user=role.user, unit=into, role=role.role).first()
    if there is None:
        kept = {name: getattr(role, name) for name in ("title", "post", "stands_in_for", "reason")}
        days = {"starts_on": first, "ends_on": role.ends_on}
        Membership.objects.create(user=role.user, unit=into, role=role.role, **kept, **days)
        return
    if there.ends_on is not None and (role.ends_on is None or role.ends_on > there.ends_on):
        there.ends_on = role.ends_on
    if there.starts_on is not None:
        there.starts_on = min(there.starts_on, first)
    there.save(update_fields=["starts_on", "ends_on"])


def end(held: list[Membership], on: date, by: Any, request: Any) -> None:
    """They end on the day before; what would only have begun then never was."""
    for person, roles in by_person(held).items():
        with changing(person, by=by, request=request):
            for role in roles:
                end_role(role, on - DAY)


def by_person(held: list[Membership]) -> dict[User, list[Membership]]:
    people: dict[User, list[Membership]] = {}
    for role in held:
        people.setdefault(role.user, []).append(role)
    return people


def reason_of_merging(unit: Unit, into: Unit) -> str:
    """As the histories say it: in the language of the ledger, whoever does it."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("%(unit)s was merged into %(into)s") % {"unit": unit.name, "into": into.name}


def reason_of_splitting(unit: Unit, founded: Unit) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("%(new)s was split off %(unit)s") % {"new": founded.name, "unit": unit.name}
