"""A unit is merged into another, split or closed: nothing open is left on nobody's desk."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from accounts.staff.merging import NewUnit, merge_unit, pass_on_what_is_left, split_unit
from audit.models import Event
from hazards import services
from hazards.models import Hazard, Transfer
from notifications.models import Notification
from organizations import scope
from organizations.models import Membership, Role, Unit, User
from organizations.unit_life.closing import close_unit
from organizations.unit_life.stakes import hanging_on
from returns.progress import coverage
from tests.hazards.handing_over import now, offered
from tests.hazards.proofs.forging import found_in
from tests.returns.campaigning import Desk, campaign_of
from workflow import turns
from workflow.errors import NotPermitted

TODAY = timezone.localdate


@pytest.fixture
def admin(cast):
    return cast["administrator@bureau"]


def merged(cast, admin, unit="school", into="school_2", on=None):
    return merge_unit(cast.units[unit], into=cast.units[into], on=on or TODAY(), by=admin)


def fresh(person) -> User:
    return User.objects.get(pk=person.pk)


def roles_at(unit) -> set[tuple[str, str]]:
    held = Membership.objects.held().filter(unit=unit)
    return set(held.values_list("user__username", "role"))


def told(person, kind):
    return [line.params for line in Notification.objects.for_person(person).filter(kind=kind)]


def test_what_is_open_becomes_the_successors_with_all_that_is_known_of_it(cast, admin):
    before = [cast.reported(), cast.assigned(), cast.rectified(), cast.assigned(cast.major())]
    merged(cast, admin)
    for hazard in before:
        after = now(hazard)
        assert after.unit == cast.units["school_2"]
        for name in ("number", "state", "due_on", "original_due_on", "attempts", "entered_at"):
            assert getattr(after, name) == getattr(hazard, name), name
        assert found_in(after) == ""
        entry = after.history.last()
        assert (entry.move, entry.before, entry.after) == ("pass_on", after.state, after.state)
        assert entry.note == "示范小学并入第二小学" and entry.by == admin
    call_command("check_tally")


def test_what_is_struck_off_stays_with_the_unit_that_struck_it_off(cast, admin):
    closed, dismissed = cast.closed(), cast.dismissed()
    merged(cast, admin)
    assert {now(closed).unit, now(dismissed).unit} == {cast.school}


def test_the_people_have_the_same_roles_at_the_successor_and_repair_what_was_theirs(cast, admin):
    hazard = cast.assigned()
    merged(cast, admin)
    there = roles_at(cast.units["school_2"])
    assert {(f"{role}@school", role) for role in ("inspector", "responsible", "officer")} < there
    assert roles_at(cast.school) == set()
    assert scope.posts(fresh(cast.officer))[0].unit_id == cast.units["school_2"].pk
    assert turns.expected(now(hazard), turns.OF_HAZARDS["assigned"]) == [cast.responsible]
    services.rectify(
        now(hazard),
        by=fresh(cast.responsible),
        measures_taken="搬走",
        photos=[cast.photo(cast.responsible)],
    )
    services.close(now(hazard), by=fresh(cast["officer@school_2"]))
    assert now(hazard).state == "closed"


def test_a_role_keeps_its_days_its_post_and_what_it_is_for(cast, admin):
    last = TODAY() + timedelta(days=9)
    held = Membership.objects.get(user=cast.viewer)
    held.ends_on, held.title, held.stands_in_for, held.reason = last, "代理", cast.officer, "培训"
    held.save()
    over = Membership.objects.create(
        user=cast.stranger, unit=cast.school, role=Role.VIEWER, ends_on=TODAY() - timedelta(days=5)
    )
    merged(cast, admin)
    new = Membership.objects.get(user=cast.viewer, unit=cast.units["school_2"])
    assert (new.starts_on, new.ends_on, new.title) == (TODAY(), last, "代理")
    assert (new.stands_in_for, new.reason) == (cast.officer, "培训")
    assert not cast.stranger.memberships.exclude(pk=over.pk).exists()
    held.refresh_from_db()
    assert held.ends_on == TODAY() - timedelta(days=1)


def test_whoever_has_the_role_there_already_keeps_it_for_the_longer_time(cast, admin):
    there = Membership.objects.create(
        user=cast.officer, unit=cast.units["school_2"], role=Role.OFFICER, ends_on=TODAY()
    )
    merged(cast, admin)
    there.refresh_from_db()
    assert there.ends_on is None


def test_the_unit_is_closed_its_names_find_the_successor_and_all_of_it_is_logged(cast, admin):
    one = merged(cast, admin)
    assert (one.closed_on, one.merged_into) == (TODAY(), cast.units["school_2"])
    names = cast.units["school_2"].other_names.values_list("kind", "name", "until")
    assert list(names) == [("merged", "示范小学", TODAY())]
    event = Event.objects.get(kind="unit_changed")
    assert event.details == {
        "change": "merged",
        "unit": "示范小学",
        "other": "第二小学",
        "day": TODAY().isoformat(),
    }
    changes = Event.objects.filter(kind="rights_changed", details__whom="officer@school")
    assert [one.details["change"] for one in changes.order_by("pk")] == ["role_given", "role_dated"]


def test_open_offers_end_and_their_makers_are_told(cast, admin):
    mine, theirs = offered(cast), offered(cast, cast.reported(), to="school_2")
    other = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    to_us = services.offer_transfer(
        other, by=cast["officer@school_b"], unit=cast.school, reason="归示范小学"
    )
    merged(cast, admin)
    assert not Transfer.objects.open().exists()
    for offer in (mine, theirs, to_us):
        offer.refresh_from_db()
        assert (offer.decision, offer.answer) == ("withdrawn", "示范小学并入第二小学")
        assert found_in(offer.hazard) == ""
    assert now(other).unit == cast.units["school_b"]
    assert len(told(cast["officer@school_b"], "lapse")) == 2
    assert len(told(cast.officer, "lapse")) == 3  # who offered two, and was to answer one


def test_requests_for_time_and_listings_go_along(cast, admin):
    until = cast.due_on + timedelta(days=5)
    asked = {"until": until, "reason": "缺料", "interim_measures": "围挡"}
    request = services.request_extension(cast.assigned(), by=cast.responsible, **asked)
    listing = {"level": "district", "document_number": "3号", "deadline": cast.due_on}
    listed = services.list_for_supervision(cast.major(), by=cast.auditor, **listing).hazard
    merged(cast, admin)
    services.grant(request, by=fresh(cast["officer@school_2"]))
    assert now(request.hazard).due_on == until
    assert now(listed).listing is not None


def test_one_message_says_how_many_came_and_each_repairer_hears_of_theirs(cast, admin):
    cast.reported(), cast.assigned()
    merged(cast, admin)
    (line,) = told(cast["officer@school_2"], "pass_on_n")
    assert (line["n"], line["from_unit"], line["unit"]) == (2, "示范小学", "第二小学")
    assert len(told(cast.responsible, "pass_on")) == 1
    assert told(cast.responsible, "responsible_gone") == []


def test_a_central_school_is_merged_with_the_units_that_report_to_it(cast, admin):
    hazard = cast.assigned()
    merged(cast, admin, "central", "central_b")
    assert Unit.objects.get(pk=cast.school.pk).parent == cast.units["central_b"]
    assert now(hazard).unit == cast.school
    assert scope.posts(fresh(cast["officer@central"]))[0].unit_id == cast.units["central_b"].pk


@pytest.mark.parametrize(
    ("unit", "into"),
    [
        *(("bureau", "school"), ("school", "school"), ("central", "school")),
        *(("central", "direct"), ("central", "gone"), ("gone", "school")),
    ],
)
def test_what_cannot_be_merged_is_refused_in_words_and_nothing_has_happened(
    cast, admin, unit, into
):
    cast.units["gone"] = Unit.objects.create(
        code="JZ099", name="旧校", kind="school", parent=cast.units["central"], closed_on=TODAY()
    )
    before = list(Membership.objects.values_list("pk", "unit", "ends_on"))
    with pytest.raises(ValidationError):
        merged(cast, admin, unit, into)
    assert list(Membership.objects.values_list("pk", "unit", "ends_on")) == before


def test_a_merge_ahead_of_its_day_is_refused(cast, admin):
    with pytest.raises(ValidationError):
        merged(cast, admin, on=TODAY() + timedelta(days=1))


def test_figures_of_the_day_before_know_whose_it_was(cast, admin):
    from_unit, into = cast.school, cast.units["school_2"]
    hazard = cast.assigned()
    merged(cast, admin)
    (move,) = Transfer.objects.filter(hazard=hazard)
    assert (move.from_unit, move.to_unit, move.decision) == (from_unit, into, "accepted")


def test_what_is_reopened_at_a_merged_unit_is_passed_on_in_one_step(cast, admin):
    hazard = cast.closed()
    merged(cast, admin)
    services.reopen(now(hazard), by=cast.auditor, reason="又堵了", due_on=cast.due_on)
    assert turns.expected(now(hazard), turns.OF_HAZARDS["assigned"]) == [cast["officer@central"]]
    pass_on_what_is_left(cast.school, by=admin)
    assert now(hazard).unit == cast.units["school_2"]
    with pytest.raises(ValidationError):
        pass_on_what_is_left(cast.units["direct"], by=admin)


def test_a_unit_is_split_with_the_people_and_the_hazards_that_are_chosen(cast, admin):
    stays, goes = cast.assigned(), cast.assigned()
    roles = Membership.objects.filter(user__in=[cast.responsible, cast.inspector])
    new = NewUnit("JZ016", "示范小学东校区", Unit.Kind.SCHOOL)
    chosen = {"hazards": [goes.pk]}
    founded = split_unit(cast.school, new, on=TODAY(), by=admin, roles=roles, chosen=chosen)
    assert (founded.parent, now(goes).unit, now(stays).unit) == (
        cast.units["central"],
        founded,
        cast.school,
    )
    assert roles_at(founded) == {
        ("responsible@school", "responsible"),
        ("inspector@school", "inspector"),
    }
    assert ("officer@school", "officer") in roles_at(cast.school)
    assert found_in(now(goes)) == ""
    changes = Event.objects.filter(kind="unit_changed").order_by("pk")
    assert [one.details["change"] for one in changes] == ["founded", "split"]


def test_a_unit_closed_without_a_successor_leaves_what_is_open_to_the_level_above(cast, admin):
    hazard = cast.assigned()
    close_unit(cast.school, on=TODAY(), by=admin)
    assert now(hazard).unit == cast.school
    assert turns.expected(now(hazard), turns.OF_HAZARDS["assigned"]) == [cast["officer@central"]]
    assert len(told(cast["officer@central"], "responsible_gone")) == 1


def test_a_closing_that_would_leave_something_on_nobodys_desk_is_refused(cast, admin):
    hazard = cast.reported()
    Membership.objects.filter(unit__code__in=["JZ000", "JZ001"]).exclude(
        role=Role.ADMINISTRATOR
    ).delete()
    with pytest.raises(ValidationError) as refused:
        close_unit(cast.school, on=TODAY(), by=admin)
    assert refused.value.code == "stranded"
    assert Unit.objects.get(pk=cast.school.pk).closed_on is None
    services.dismiss(hazard, by=cast.officer, outcome="not_a_hazard", reason="不是")
    close_unit(cast.school, on=TODAY(), by=admin)


def test_whoever_does_not_administer_both_units_passes_nothing_on(cast):
    hazard = cast.assigned()
    with pytest.raises(NotPermitted):
        services.pass_on(hazard, unit=cast.units["school_2"], by=cast.auditor, reason="并入")
    assert Hazard.objects.get(pk=hazard.pk).unit == cast.school


def test_a_unit_with_units_below_it_and_the_bureau_are_not_closed(cast, admin):
    for unit in ("central", "bureau"):
        with pytest.raises(ValidationError):
            close_unit(cast.units[unit], on=TODAY(), by=admin)


def test_a_draft_of_a_merged_unit_is_expected_no_more_and_what_was_handed_in_stays(cast, admin):
    desk = Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))
    desk.hand_in("school_2")
    merged(cast, admin)
    draft, stays = desk.of("school"), desk.of("school_2")
    assert not draft.is_expected and draft.waits_for is None
    assert stays.is_expected and stays.is_counted
    covered = coverage(desk.campaign, cast.auditor)
    assert draft.unit not in [row.one.unit for row in covered.rows]
    assert hanging_on(cast.school)["returns"] == 0
