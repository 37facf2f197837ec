"""What hangs on a unit of hazards: the open ones go along when it is merged or split, and offers of
them and to it end; nothing open is left on nobody's desk."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hazards.models.hazard import Hazard
from hazards.models.transfers import Transfer
from hazards.services.with_the_unit import lapse, pass_on
from notifications import kinds
from notifications.models import tell
from organizations.models import Unit, User
from organizations.unit_life import stakes
from organizations.unit_life.stakes import CLOSED, MERGED, SPLIT, Passing, UnitStake
from records.perform import locked
from workflow import turns
from workflow.states import State
from workflow.turns import Matter, queries

HAZARDS, OFFERS = "hazards", "offers"
ONE, SEVERAL = "pass_on", "pass_on_n"
kinds.declare(
    {
        ONE: gettext_noop("“%(title)s” has gone from %(from_unit)s to %(unit)s."),
        SEVERAL: gettext_noop("%(n)s open hazards have gone from %(from_unit)s to %(unit)s."),
    }
)


def open_hazards(unit: Unit) -> QuerySet[Hazard]:
    """Its own; those below it are theirs."""
    return Hazard.objects.filter(unit=unit).open()


def open_offers(unit: Unit) -> QuerySet[Transfer]:
    """Those it made and those made to it."""
    return Transfer.objects.open().filter(Q(from_unit=unit) | Q(to_unit=unit))


def end_offers(passing: Passing) -> None:
    """Those of it and to it, or of what is chosen: whoever offered may offer anew."""
    offers = open_offers(passing.unit).select_related("hazard").order_by("hazard")
    for offer in offers:
        if passing.takes(HAZARDS, offer.hazard_id):
            hazard = locked(offer.hazard)
            if hazard.open_transfer is not None:  # it may have been answered while we waited
                lapse(hazard, by=passing.by, reason=passing.reason, at=passing.at)


def pass_hazards_on(passing: Passing) -> None:
    """Each as it stands once it is ours: it may have been moved or closed while we waited."""
    passed = []
    for found in open_hazards(passing.unit).order_by("pk"):
        if not passing.takes(HAZARDS, found.pk):
            continue
        hazard = locked(found)
        if hazard.unit_id == passing.unit.pk and hazard.is_open:
            told = {"by": passing.by, "reason": passing.reason, "at": passing.at}
            passed.append(pass_on(hazard, unit=passing.into, **told).hazard)
    announce(passed, passing)


def announce(passed: list[Hazard], passing: Passing) -> None:
    """One message to each of those who see to them now, however many went: all of them to the
    officers, and to who repairs some of them those."""
    theirs: dict[User, list[Hazard]] = {}
    for hazard in passed:
        if hazard.state == State.ASSIGNED and hazard.responsible:
            theirs.setdefault(hazard.responsible, []).append(hazard)
    for officer in turns.officers_of(passing.into) if passed else ():
        theirs[officer] = passed
    for person, hazards in theirs.items():
        if person.is_active and person != passing.by:
            send(person, hazards, passing)


def send(person: User, hazards: list[Hazard], passing: Passing) -> None:
    first, n = hazards[0], len(hazards)
    params: dict[str, Any] = {
        "title": first.description,
        "number": first.number,
        "n": n,
        "unit": str(passing.into),
        "from_unit": str(passing.unit),
    }
    kind = ONE if n == 1 else SEVERAL
    tell([person], kind=kind, params=params, about=first.pk, at=passing.at)


def on_nobodys_desk(unit: Unit) -> int:
    """Of its open hazards, those whose turn is nobody's as things stand."""
    return open_hazards(unit).filter(~has_somebody(turns.OF_HAZARDS.items())).count()


def has_somebody(matters: Iterable[tuple[State, Matter]]) -> Q:
    """Of a hazard: does anybody stand on a rung of a turn it waits for?"""
    return reduce(
        or_,
        (
            Q(state=state) & turn.when & queries.somebody_on(rung, matter)
            for state, matter in matters
            for turn in matter.turns
            for rung in turn.rungs
        ),
    )


ENDED = _("end; whoever made one may offer anew")
stakes.register(
    OFFERS,
    UnitStake(
        _("open offers to other units and from them"),
        lambda unit: open_offers(unit).count(),
        {MERGED: ENDED, SPLIT: _("end for the hazards that go")},
        end_offers,
    ),
)
stakes.register(
    HAZARDS,
    UnitStake(
        _("open hazards"),
        lambda unit: open_hazards(unit).count(),
        {
            MERGED: _("become the successor’s, with number, deadlines, photos and history"),
            SPLIT: _("go along where they are chosen"),
            CLOSED: _("stay, and the level above sees to them"),
        },
        pass_hazards_on,
        on_nobodys_desk,
    ),
)
