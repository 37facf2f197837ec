"""Who may see a hazard or a return, and who may move it (handbook, sections 1, 2 and 4). Nothing
else does."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from organizations import scope
from organizations.administration import administers_unit
from organizations.models import Role, Unit
from organizations.people import Person
from workflow.states import COUNTED

# Roles by what they may: a new one is named here, and where `workflow.turns` asks for one alone.
OFFICERS = (Role.OFFICER,)
DIRECTING = (*OFFICERS, Role.AUDITOR)  # they assign, review and answer
INSPECTING = (Role.INSPECTOR, *DIRECTING)  # they look at things on site


def visible_to(user: Person) -> Q:
    """The hazards of the units a person's roles reach, those they reported, those they must fix."""
    return in_reach_or(user, "reporter", "responsible")


def in_reach_or(user: Person, *named: str) -> Q:
    """Records of the units a person's roles reach, and those that name them in these fields."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    if scope.reaches_everything(user):
        return Q()
    here = Q(scope.in_reach_of(user)) if scope.posts(user) else Q(pk__in=[])
    return reduce(or_, (Q(**{name: user.pk}) for name in named), here)


def sees_photo_data(user: Person, hazard: Any) -> bool:
    """Camera time, place and device of a photo are for officers and auditors."""
    return scope.holds(user, *DIRECTING, over=hazard.unit)


def reads_offers_to(unit: Unit, user: Person) -> bool:
    """An officer of the unit or above, or an auditor: whoever may assign there."""
    return scope.holds(user, *DIRECTING, over=unit)


def letters_visible_to(user: Person) -> Q:
    """Offers of a hazard to or from the units a person may assign at."""
    if not scope.posts(user):
        return Q(pk__in=[])
    directed = scope.units_reached_by(user, *DIRECTING)
    return Q(to_unit__in=directed) | Q(from_unit__in=directed)


def may_report_for(user: Person, unit: Unit) -> bool:
    """An inspector, officer or auditor of the unit or above."""
    return scope.holds(user, *INSPECTING, over=unit)


def issues_papers_to(user: Person, unit: Unit) -> bool:
    """An officer of the unit or above, or an auditor."""
    return scope.holds(user, *DIRECTING, over=unit)


def passes_it_on(hazard: Any, user: Person) -> bool:
    """An administrator of the unit or above, when the unit is merged or split."""
    return administers_unit(user, hazard.unit)


def ends_the_offer(hazard: Any, user: Person) -> bool:
    """An administrator of one of the two units or above, when that unit is merged or split."""
    offer = hazard.open_transfer
    sides = (offer.from_unit, offer.to_unit) if offer else (hazard.unit,)
    return any(administers_unit(user, unit) for unit in sides)


def directs_the_unit(hazard: Any, user: Person) -> bool:
    """An officer of the unit or above, or an auditor."""
    return scope.holds(user, *DIRECTING, over=hazard.unit)


def is_auditor(hazard: Any, user: Person) -> bool:
    """An auditor."""
    return scope.holds(user, Role.AUDITOR, over=hazard.unit)


def is_above_the_unit(hazard: Any, user: Person) -> bool:
    """An auditor, or an officer above the unit."""
    above = scope.holds_above(user, *OFFICERS, unit=hazard.unit)
    return above or is_auditor(hazard, user)


def did_not_report_it(hazard: Any, user: Person) -> bool:
    """An officer of the unit or above, or an auditor, who did not report it."""
    return directs_the_unit(hazard, user) and hazard.reporter_id != user.pk


def repairs_at(user: Person, unit: Unit) -> bool:
    """A responsible person of this very unit, or who may report for it: whoever put something right
    on the spot answers for it as well."""
    return scope.holds_at(user, Role.RESPONSIBLE, unit=unit) or may_report_for(user, unit)


def may_rectify(hazard: Any, user: Person) -> bool:
    """The responsible person, as long as they hold a role there, or an officer of this very unit
    for them."""
    if hazard.responsible_id == user.pk and repairs_at(user, hazard.unit):
        return True
    return scope.holds_at(user, *OFFICERS, unit=hazard.unit)


def is_theirs_to_repair(hazard: Any, user: Person) -> bool:
    """The person it was given to: repairing is the main thing for them, not for all who may."""
    return hazard.responsible_id in (None, user.pk)


def is_service(user: Person) -> bool:
    """A program of somebody else's: it reads and reports. What was repaired, a person looks at."""
    return getattr(user, "is_service", False)


def is_finder(hazard: Any, user: Person) -> bool:
    """Who reported it, as long as they may report for the unit that has it now. Once it belongs
    to a unit where they have no part they still see it, and move it no more."""
    return hazard.reporter_id == user.pk and may_report_for(user, hazard.unit)


def may_fix_on_spot(hazard: Any, user: Person) -> bool:
    """The finder while they inspect the unit that has it, or the unit's own responsible person or
    officer."""
    if is_finder(hazard, user):
        return True
    return scope.holds_at(user, Role.RESPONSIBLE, *OFFICERS, unit=hazard.unit)


def is_reviewer(hazard: Any, user: Person) -> bool:
    """Major: an auditor. Found by the bureau: an auditor or the central school's officer.
    General: an officer of the unit or above, the finder while they inspect the unit that has it,
    or an auditor."""
    if is_auditor(hazard, user):
        return True
    if hazard.is_major:
        return False
    if hazard.was_found_by_bureau:
        central = Unit.Kind.CENTRAL_SCHOOL
        return scope.holds_above(user, *OFFICERS, unit=hazard.unit, kind=central)
    if is_service(user):
        return False
    return is_finder(hazard, user) or directs_the_unit(hazard, user)


def is_reviewer_who_did_not_rectify(hazard: Any, user: Person) -> bool:
    """Major: an auditor. Found by the bureau: an auditor or the central school's officer. General:
    an officer of the unit or above, the finder, or an auditor. Never who rectified it, nor whom an
    officer rectified it for."""
    return is_reviewer(hazard, user) and user.pk not in (
        hazard.rectified_by_id,
        hazard.rectified_for_id,
    )


def draws_samples_of(user: Person, unit: Unit) -> bool:
    """An auditor of the unit or above."""
    return scope.holds(user, Role.AUDITOR, over=unit)


def names_recheckers(sample: Any, user: Person) -> bool:
    """An auditor of the unit or above."""
    return draws_samples_of(user, sample.unit)


def may_recheck(hazard: Any, user: Person) -> bool:
    """An inspector, officer or auditor of the unit or above; in a sample the one it was given to
    or an auditor, and never who rectified it, had it rectified for them, or closed it."""
    return may_report_for(user, hazard.unit) and not is_service(user)


def rechecks_it(drawn: Any, user: Person) -> bool:
    """Who may re-check a sampled hazard: two persons' rule, for the closure that was drawn and
    for one that came after it."""
    hazard = drawn.hazard
    done_by = (drawn.rectified_by_id, drawn.rectified_for_id, drawn.closed_by_id)
    since = (hazard.rectified_by_id, hazard.rectified_for_id, hazard.closed_by_id)
    return may_recheck(hazard, user) and user.pk not in (*done_by, *since)


def records_recheck(drawn: Any, user: Person) -> bool:
    """The re-checker it was given to, or an auditor."""
    is_theirs = drawn.rechecker_id == user.pk or is_auditor(drawn.hazard, user)
    return is_theirs and rechecks_it(drawn, user)


def activities_visible_to(user: Person) -> Q:
    """The activities of the units a person's roles reach, and those they logged."""
    return in_reach_or(user, "reported_by")


def logs_activities_of(user: Person, unit: Unit) -> bool:
    """An inspector, officer or auditor of this very unit: each records its own."""
    return scope.holds_at(user, *INSPECTING, unit=unit)


def corrects_activity(activity: Any, user: Person) -> bool:
    """Whoever may log it."""
    return logs_activities_of(user, activity.unit)


def returns_visible_to(user: Person) -> Q:
    """The returns of the units a person's roles reach, and those that stand in such a unit's sum
    though the unit that handed them in has moved away since."""
    if not user.is_authenticated or not scope.posts(user):
        return Q(pk__in=[])
    reached = scope.units_reached_by(user)
    return Q(unit__in=reached) | Q(reports_to__in=reached, state__in=COUNTED)


def runs_campaigns_of(user: Person, unit: Unit) -> bool:
    """An auditor of the unit the campaign is run by."""
    return scope.holds_at(user, Role.AUDITOR, unit=unit)


def fills_it(one: Any, user: Person) -> bool:
    """An officer of this very unit; at a bureau, which sums up, an auditor."""
    roles = (Role.AUDITOR,) if one.is_the_last_sum or one.unit.is_authority else OFFICERS
    return scope.holds_at(user, *roles, unit=one.unit)


def reviews_it(one: Any, user: Person) -> bool:
    """An officer of the unit it reports to, or an auditor; never who submitted it."""
    if one.is_the_last_sum or one.submitted_by_id == user.pk:
        return False
    above = one.reports_to
    is_theirs = above is not None and scope.holds_at(user, *OFFICERS, unit=above)
    return is_theirs or scope.holds_above(user, Role.AUDITOR, unit=one.unit)


def has_it_in_hand(one: Any, user: Person) -> bool:
    """Whoever fills it in while it is being filled in, whoever reviews it once it is handed in."""
    return fills_it(one, user) if one.is_fillable else reviews_it(one, user)


def may_correct_it(one: Any, user: Person) -> bool:
    """Whoever fills it in, or an auditor."""
    return fills_it(one, user) or scope.holds_above(user, Role.AUDITOR, unit=one.unit)
