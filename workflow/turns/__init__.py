"""Whose turn it is, declared once (handbook, sections 2 and 4): for each state of a hazard and of a
return, and for what waits beside the state, who is expected.

A matter waits for each of its turns whose condition the record meets. A turn is a ladder: the first
rung on which somebody stands who may do it has it, so that where nobody is left the level above
does. The worklist's SQL (`workflow.turns.queries`), who is told, the level in 卡在哪里 and the
sentence 「现在等谁」 (`workflow.turns.words`) are all made of this. Who *may* is the law's to say
(`workflow.policy`): whoever is expected may, and often others as well.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations import scope
from organizations.models import Role, Unit, User
from organizations.units import ABOVE_DISTRICTS, AUTHORITIES
from workflow import policy
from workflow.states import ReturnState, Severity, State
from workflow.turns.conditions import meets, read
from workflow.turns.terms import Matter, Rung, Turn, Where, held

NO_OFFICER = _("no safety officer of the unit can do it now, so the level above has it")
GONE = _("%(person)s cannot repair it any more")

INSPECTING_AT_OR_ABOVE = held(policy.INSPECTING, Where.AT_OR_ABOVE)

OFFICER = Rung("officer", Role.OFFICER.label, held(policy.OFFICERS, Where.HERE), passed=NO_OFFICER)
OFFICER_ABOVE = Rung("officer_above", _("Safety officer above"), held(policy.OFFICERS, Where.ABOVE))
# The level of the bureau is the nearest one above; what nobody there can do the next one has.
AUDITOR = Rung("auditor", Role.AUDITOR.label, ((Role.AUDITOR, Where.IN_DISTRICT),))
AUDITOR_OF_CITY = Rung("auditor_of_city", _("auditor of the city"), ((Role.AUDITOR, Where.CITY),))
AUDITOR_OF_PROVINCE = Rung(
    "auditor_of_province", _("auditor of the province"), ((Role.AUDITOR, Where.PROVINCE),)
)
CITY = Rung("city", _("safety officer or auditor of the city"), held(policy.DIRECTING, Where.CITY))
PROVINCE = Rung(
    "province",
    _("safety officer or auditor of the province"),
    held(policy.DIRECTING, Where.PROVINCE),
)
CENTRAL_SCHOOL = Rung("central_school", _("central school"), held(policy.OFFICERS, Where.CENTRAL))
FINDER = Rung("finder", _("finder"), INSPECTING_AT_OR_ABOVE, person="reporter")
RESPONSIBLE = Rung(
    "responsible",
    Role.RESPONSIBLE.label,
    ((Role.RESPONSIBLE, Where.HERE), *INSPECTING_AT_OR_ABOVE),
    person="responsible",
    passed=GONE,
    is_named=True,
)
OFFICERS = (OFFICER, OFFICER_ABOVE, AUDITOR, CITY, PROVINCE)
AUDITORS = (AUDITOR, AUDITOR_OF_CITY, AUDITOR_OF_PROVINCE)

MAJOR = Q(severity=Severity.MAJOR.value)
GENERAL = Q(severity=Severity.GENERAL.value)
FOUND_BY_BUREAU = Q(was_found_by_bureau=True)
FOR_THE_BUREAU = MAJOR | FOUND_BY_BUREAU
IS_THE_LAST_SUM = Q(unit_id=F("campaign__unit_id"))
IS_AN_AUTHORITYS = reduce(or_, (Q(unit__kind=str(kind)) for kind in AUTHORITIES))
AUDITOR_FILLS = IS_THE_LAST_SUM | IS_AN_AUTHORITYS

OF_HAZARDS: dict[State, Matter] = {
    State.REPORTED: Matter(
        (
            Turn(OFFICERS),
            # What is the bureau's own is known to its auditors from the first day.
            Turn(AUDITORS, when=MAJOR, leads=True),
            Turn(AUDITORS, when=FOUND_BY_BUREAU),
        )
    ),
    State.ASSIGNED: Matter((Turn((RESPONSIBLE, *OFFICERS)),)),
    State.RECTIFIED: Matter(
        (
            Turn(AUDITORS, when=MAJOR, leads=True),
            Turn(AUDITORS, when=FOUND_BY_BUREAU, leads=True),
            Turn((CENTRAL_SCHOOL,), when=FOUND_BY_BUREAU & GENERAL),
            Turn(OFFICERS, when=~FOR_THE_BUREAU),
            Turn((FINDER,), when=~FOR_THE_BUREAU),
        ),
        besides=("rectified_by", "rectified_for"),
    ),
}
RUNGS_OF_HAZARDS = tuple(
    dict.fromkeys(rung for matter in OF_HAZARDS.values() for rung in matter.rungs)
)
# More time is asked for: of a hazard, beside whoever asked (a field of the request).
EXTENSION = Matter((Turn(AUDITORS, when=MAJOR), Turn(OFFICERS, when=GENERAL)))
# Of an offer to another unit, not of the hazard.
OFFER = Matter((Turn(OFFICERS),), unit="to_unit", besides=("offered_by",))

# A struck-off hazard somebody was given to look at again, of a sample's row.
RECHECKER = Rung(
    "rechecker",
    _("re-checker"),
    INSPECTING_AT_OR_ABOVE,
    person="rechecker",
    passed=_("%(person)s cannot look at it any more"),
    is_named=True,
)
RECHECK = Matter((Turn((RECHECKER,), when=~Q(rechecker=None)),), unit="hazard__unit")
# What the re-checker is gone for, and what does not hold, is for the auditors of the unit the
# sample is of: nobody below knows what was drawn.
AUDITED_SAMPLE = Matter((Turn(AUDITORS),), unit="sample__unit")

# Who does a round that has come due: whoever is in the post its checklist is for, else those who
# look after safety there.
IN_POST = Rung("in_post", _("in the post"), held(Role, Where.HERE), post="checklist__post")
LOOKING = Rung(
    "looking", Role.INSPECTOR.label, held((Role.INSPECTOR, *policy.OFFICERS), Where.HERE)
)
ROUND = Matter((Turn((IN_POST, LOOKING)),))

# A tip waits for those named at the unit that verifies it; it is never the unit's own it is about.
TIP_HANDLER = Rung(
    "tip_handler",
    Role.TIP_HANDLER.label,
    held((Role.TIP_HANDLER,), Where.HERE),
    passed=_("no tip handler of that unit can do it now, so the level above has it"),
)
TIP_HANDLER_ABOVE = Rung(
    "tip_handler_above", _("Tip handler above"), held((Role.TIP_HANDLER,), Where.ABOVE)
)
TIP = Matter((Turn((TIP_HANDLER, TIP_HANDLER_ABOVE)),), unit="verifier")

# Nobody but the unit itself says what its figures are: what no officer is left for waits until
# somebody is given the role.
FILLERS = Matter(
    (
        Turn((replace(OFFICER, passed=""),), when=~AUDITOR_FILLS),
        Turn((replace(AUDITOR, held=((Role.AUDITOR, Where.HERE),)),), when=AUDITOR_FILLS),
    )
)
REVIEWER = Rung(
    "reviewer",
    pgettext_lazy("of the unit above", "Safety officer or auditor there"),
    held(policy.DIRECTING, Where.HERE),
    passed=_("nobody there can do it now, so the level above has it"),
)
OF_RETURNS: dict[ReturnState, Matter] = {
    ReturnState.DRAFT: FILLERS,
    ReturnState.RETURNED: FILLERS,
    ReturnState.SUBMITTED: Matter(
        (Turn((REVIEWER, *AUDITORS), when=~IS_THE_LAST_SUM),),
        unit="reports_to",
        besides=("submitted_by",),
    ),
}
RUNGS = (*RUNGS_OF_HAZARDS, REVIEWER)  # by their names, each once


def turns_of(record: Any, matter: Matter) -> Iterator[Turn]:
    return (turn for turn in matter.turns if meets(record, turn.when))


def lies_at_the_bureau(state: State) -> Q:
    """When what is in this state lies at the level of the bureau; else it is its unit's."""
    leading = (turn.when for turn in OF_HAZARDS[state].turns if turn.leads)
    return reduce(or_, leading, Q(pk__in=[]))


def hazard_lies_at_the_bureau(hazard: Any) -> bool:
    """The same of one hazard that is open."""
    return any(turn.leads for turn in turns_of(hazard, OF_HAZARDS[State(hazard.state)]))


def conditions_for(role: Role) -> list[Q]:
    """The conditions under which somebody of that role is asked first, whatever the state."""
    found = [
        turn.when
        for matter in (*OF_HAZARDS.values(), EXTENSION)
        for turn in matter.turns
        if turn.rungs[0].held[0][0] == role
    ]
    return [condition for place, condition in enumerate(found) if condition not in found[:place]]


def expected(record: Any, matter: Matter, *besides: int | None) -> list[User]:
    """Those whose turn it is, each once: active, of a role held today at a unit that is not closed.
    `besides` are the keys of more people who may not."""
    kept_out = _kept_out(record, matter) | {*besides}
    people: dict[int, User] = {}
    for turn in turns_of(record, matter):
        standing = (_standing(record, rung, matter, kept_out) for rung in turn.rungs)
        people |= {person.pk: person for person in next(filter(None, standing), [])}
    return list(people.values())


def officers_of(unit: Unit, *besides: int | None) -> list[User]:
    """Those who see to what is the unit's: its officers, else those above."""
    return expected(_OfUnit(unit), Matter((Turn(OFFICERS),)), *besides)


def auditors_of(unit: Unit, *besides: int | None) -> list[User]:
    """Those at the nearest level of a bureau where somebody is."""
    return expected(_OfUnit(unit), Matter((Turn(AUDITORS),)), *besides)


class _OfUnit(NamedTuple):
    unit: Unit


def is_manned(record: Any, rung: Rung, matter: Matter) -> bool:
    """Does anybody stand on the rung who may do it? For one record; for a list the database is
    asked along with it (`workflow.turns.queries`)."""
    return bool(_standing(record, rung, matter, _kept_out(record, matter)))


def _kept_out(record: Any, matter: Matter) -> set[int | None]:
    return {getattr(record, f"{name}_id") for name in matter.besides}


def _standing(
    record: Any, rung: Rung, matter: Matter, kept_out: Iterable[int | None]
) -> list[User]:
    unit: Unit | None = getattr(record, matter.unit)
    if unit is None:
        return []
    if rung.person:
        named = getattr(record, rung.person)
        people = [named] if named and holds(named, rung, unit) else []
    elif rung.post:
        closed, name = unit.closed_on, read(record, rung.post)
        people = [] if closed else list(scope.people_in_post(unit, name))
    else:
        people = [person for held in rung.held for person in _people(unit, *held)]
    return [person for person in people if person.pk not in kept_out]


def _people(unit: Unit, role: Role, where: Where) -> Iterable[User]:
    if where == Where.HERE:
        return [] if unit.closed_on else scope.people_at(unit, role)
    if where == Where.CENTRAL:
        return scope.people_above(unit, role, kind=Unit.Kind.CENTRAL_SCHOOL)
    return scope.people_over(unit, role, kinds=KINDS.get(where, ()))


# The kinds of units a role is held at, where not every one will do.
OF_A_DISTRICT = tuple(kind for kind in Unit.Kind.values if kind not in ABOVE_DISTRICTS)
KINDS: dict[Where, tuple[str, ...]] = {
    Where.ABOVE: OF_A_DISTRICT,
    Where.IN_DISTRICT: OF_A_DISTRICT,
    Where.CENTRAL: (Unit.Kind.CENTRAL_SCHOOL.value,),
    Where.CITY: (Unit.Kind.CITY.value,),
    Where.PROVINCE: (Unit.Kind.PROVINCE.value,),
}
HOLDS: dict[Where, Callable[[User, Role, Unit], bool]] = {
    Where.HERE: lambda user, role, unit: scope.holds_at(user, role, unit=unit),
    Where.AT_OR_ABOVE: lambda user, role, unit: scope.holds(user, role, over=unit),
}


def holds(user: User, rung: Rung, unit: Unit) -> bool:
    """Does a named person still hold a role that lets them act at the unit?"""
    is_there = any(HOLDS[where](user, role, unit) for role, where in rung.held)
    return is_there and not user.is_service
