"""The demo's campaigns: one of 2021, finished and frozen, and two that are under way."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from activities.models import Activity
from demo.returns import campaigns
from hazards.models import Hazard
from notifications.models import RETURN, Delivery, Notification
from organizations.models import Unit, User
from returns import progress
from returns.models import Return, ReturnPhoto, Submission
from returns.models.campaigns import Campaign
from returns.table import drilldown, reading
from workflow.states import COUNTED, ReturnState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("album")]


def person(username: str) -> User:
    return User.objects.get(username=username)


@pytest.fixture
def notice() -> Campaign:
    return Campaign.objects.get(number="2021-01")


@pytest.fixture
def running() -> Campaign:
    return Campaign.objects.get(title__contains="专项行动")


@pytest.fixture
def monthly() -> Campaign:
    return Campaign.objects.get(template__code="monthly")


def of(campaign: Campaign, code: str) -> Return:
    return Return.objects.for_reading().get(campaign=campaign, unit__code=code)


def theirs(campaign: Campaign, username: str) -> list[Return]:
    return list(Return.objects.filter(campaign=campaign).waiting_to_be_filled_by(person(username)))


# --- June 2021 -----------------------------------------------------------------------------


def test_the_campaign_of_the_notice_has_the_windows_of_the_notice(notice):
    assert (notice.activity_from, notice.activity_through) == (date(2021, 6, 1), date(2021, 6, 30))
    assert (notice.hazards_from, notice.hazards_through) == (date(2021, 6, 5), date(2021, 7, 5))
    assert (notice.due_on, notice.photos_wanted) == (date(2021, 6, 28), 3)
    assert timezone.localdate(notice.opened_at) == date(2021, 6, 4)


def test_all_but_two_reported_a_few_with_nothing_a_few_late_and_all_were_accepted(notice):
    covered = progress.coverage(notice, person("auditor"))
    assert covered.expected == Unit.objects.count() - 1
    assert len(covered.missing) == 2
    assert covered.accepted == covered.expected - 2
    assert (covered.nil, covered.late) == (3, 2)


def test_the_district_table_was_frozen_in_june_by_the_auditor_and_says_who_is_missing(notice):
    table = of(notice, "JZ000")
    assert table.state == ReturnState.SUBMITTED
    assert table.submitted_by == person("auditor")
    assert timezone.localdate(table.submitted_at) == date(2021, 6, 30)
    coverage = reading.opened(table, person("auditor")).sheet.document["coverage"]
    assert coverage["expected"] - coverage["submitted"] == len(coverage["missing"]) == 1


def test_nothing_was_ever_done_out_of_turn(notice):
    """Children before parents, acceptance before the sum above."""
    for parent in Return.objects.filter(campaign=notice, state__in=COUNTED):
        below = Return.objects.filter(campaign=notice, reports_to=parent.unit)
        assert not below.filter(accepted_at__gte=parent.submitted_at).exists(), parent


def test_a_unit_without_pupils_enough_does_less_than_a_central_school(notice):
    def sessions(kind):
        rows = Return.objects.filter(campaign=notice, unit__kind=kind, state=ReturnState.ACCEPTED)
        told = [json.loads(one.handed_in.document)["own"] for one in rows if not one.is_nil]
        return [own["online_class_attendance"] for own in told]

    points, centrals = sessions(Unit.Kind.TEACHING_POINT), sessions(Unit.Kind.CENTRAL_SCHOOL)
    assert max(points) < min(centrals)


def test_the_figures_of_the_district_lead_to_the_rows_of_its_units(notice):
    table = reading.opened(of(notice, "JZ000"), person("auditor"))
    behind = drilldown.behind(table, "violations_investigated")
    assert len(behind.rows) == behind.figure.value > 0
    hazards = Hazard.objects.filter(pk__in=[row.record.pk for row in behind.rows])
    assert len(hazards) == len(behind.rows)
    assert all(hazard.found_on.year == 2021 and hazard.is_violation for hazard in hazards)


@pytest.mark.parametrize("username", ["officer", "officer.b", "officer.direct"])
def test_the_demo_people_handed_in_rows_photos_and_a_summary(notice, username):
    mine = Return.objects.for_reading().visible_to(person(username)).get(campaign=notice)
    opened = reading.opened(mine, person(username))
    assert drilldown.behind(opened, "hazards_investigated_rectified").rows
    assert opened.photos
    assert "演示" in mine.summary


def test_photos_are_of_the_units_own_hazards_of_that_month(notice):
    chosen = ReturnPhoto.objects.filter(of__campaign=notice)
    assert chosen.exists()
    told = chosen.values_list("of__unit", "photo__hazard__unit", "photo__hazard__found_on__year")
    for unit, found_at, year in told:
        assert (found_at, year) == (unit, 2021)


def test_two_figures_were_adjusted_with_a_reason_and_three_answers_are_no(notice):
    adjusted = Return.objects.filter(campaign=notice).exclude(adjustments={})
    said = [told for one in adjusted for told in one.adjustments.values()]
    assert sorted(told["value"] - told["computed"] for told in said) == [-30, 2]
    assert all("演示" in told["reason"] for told in said)
    parts = of(notice, "JZ000").handed_in.parts
    no = [code for part in parts.values() if isinstance(part, dict) for code in part["no"]]
    assert len(no) == 3


def test_one_came_back_and_was_handed_in_again(notice):
    again = Submission.objects.get(of__campaign=notice, sequence=2).of
    acts = list(again.history.values_list("move", flat=True))
    assert acts == ["fill", "submit", "return_", "submit", "accept"]
    mistaken = Activity.objects.exclude(superseded_by=None).get()
    assert mistaken.unit == again.unit and mistaken.people == 10 * mistaken.superseded_by.people


@pytest.mark.exhaustive
def test_every_submission_is_what_it_was_made_of(capsys):
    call_command("verify_returns")
    call_command("verify_history")
    assert f"{Submission.objects.count()} submissions" in capsys.readouterr().out


# --- Around today --------------------------------------------------------------------------


def test_the_running_campaign_is_half_over_and_due_in_four_days(running):
    today = timezone.localdate()
    assert running.activity_from < today < running.activity_through
    assert running.due_on == today + timedelta(days=4)


def test_about_two_thirds_of_the_schools_have_reported_and_every_standing_is_there(running):
    rows = progress.progress(running, person("auditor"))
    schools = [row for row in rows if row.one.unit.parent_id not in (None, rows[0].one.unit_id)]
    reported = [row for row in schools if row.one.is_counted]
    assert 0.5 < len(reported) / len(schools) < 0.8
    assert {row.standing for row in schools} == set(map(str, progress.STATES))


@pytest.mark.parametrize("username", ["officer", "officer.b", "officer.central", "auditor"])
def test_these_have_not_begun_their_return_to_it(running, username):
    (mine,) = theirs(running, username)
    assert (mine.state, mine.is_begun) == (ReturnState.DRAFT, False)


def test_the_direct_unit_is_half_way(running):
    (mine,) = theirs(running, "officer.direct")
    filled = len(mine.typed)
    assert 0 < filled < len(running.form.typed)
    assert mine.is_begun


def test_the_central_school_has_one_to_review_and_one_it_sent_back(running):
    waiting = Return.objects.filter(campaign=running).waiting_for_review_by(
        person("officer.central")
    )
    assert waiting.count() == 1
    moves = {move.name for move in waiting[0].moves_open_to(person("officer.central"))}
    assert moves == {"accept", "return_"}
    below = progress.coverage(running, person("officer.central"))
    assert below.by_standing["returned"] == 1


def test_central_schools_wait_for_the_auditor_and_others_are_accepted(running):
    central = Return.objects.filter(campaign=running, unit__kind=Unit.Kind.CENTRAL_SCHOOL)
    assert central.waiting_for_review_by(person("auditor")).exists()
    assert central.filter(state=ReturnState.ACCEPTED).exists()


def test_the_monthly_form_counts_from_january_and_a_few_have_handed_it_in(monthly):
    assert (monthly.hazards_from.month, monthly.hazards_from.day) == (1, 1)
    assert (monthly.hazards_through + timedelta(days=1)).day == 1
    assert 0 < progress.coverage(monthly, person("auditor")).submitted < 30
    assert all(theirs(monthly, name) for name in ("officer", "officer.b", "officer.direct"))


def test_nothing_about_a_return_is_mailed_and_only_the_last_week_is_unread():
    told = Notification.objects.filter(subject=RETURN)
    assert told.unread().exists()
    assert not Delivery.objects.under_way().filter(message__in=told).exists()
    old = timezone.now() - timedelta(days=7, minutes=1)
    assert not told.unread().filter(created_at__lt=old).exists()


@pytest.mark.parametrize(
    ("today", "title", "due"),
    [
        (date(2026, 6, 18), "2026年1月至5月", date(2026, 6, 20)),
        (date(2026, 6, 3), "2026年1月至5月", date(2026, 6, 5)),
        (date(2026, 6, 1), "2026年1月至4月", date(2026, 6, 5)),  # May is not over for long
        (date(2026, 1, 8), "2025年1月至12月", date(2026, 1, 10)),
        (date(2026, 2, 9), "2026年1月", date(2026, 2, 11)),
    ],
)
def test_the_monthly_form_is_of_the_last_month_and_due_soon(today, title, due):
    drive = campaigns.monthly(today)
    assert drive.title == f"{title}隐患排查治理月报"
    assert drive.due_on == due
    assert drive.hazards[1] < timezone.localdate(drive.opened_at) < today


def test_hazards_found_after_the_freeze_show_as_what_has_changed(notice):
    changed = [
        one
        for one in Return.objects.for_reading().filter(campaign=notice, state__in=COUNTED)
        if reading.opened(one, person("auditor")).changed
    ]
    assert changed
    found = Hazard.objects.filter(unit__in=[one.unit_id for one in changed])
    assert found.filter(found_on__year=2021).exists()


def test_a_starred_figure_with_its_reason_asks_its_reviewer_for_a_second_look(running):
    (one,) = Return.objects.for_reading().filter(campaign=running, stars__isnull=False)
    ((code, said),) = one.stars.items()
    assert said[0]["comment"] and one.state == ReturnState.SUBMITTED
    assert code in reading.opened(one, person("auditor")).second_look.outliers
