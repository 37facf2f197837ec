"""The demo's table fills from records: each blank of each unit is counted again by plain SQL."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils.dateparse import parse_datetime

from activities.models import Activity
from organizations.models import Unit, User
from organizations.units import AUTHORITIES
from returns.models import Return
from returns.models.campaigns import Campaign
from returns.table.sheet import sheet_of
from workflow.states import COUNTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("album")]

# By hand, from the notice and the handbook: what is added up for each blank, of which kind.
SUMS = {
    "launch_sessions": ("sessions", "launch"),
    "study_group_sessions": ("sessions", "study_group"),
    "study_group_attendance": ("people", "study_group"),
    "online_class_sessions": ("sessions", "online_class"),
    "online_class_attendance": ("people", "online_class"),
    "study_columns_opened": ("sessions", "study_column"),
    "hazard_columns_opened": ("sessions", "hazard_column"),
    "open_day_staff_attendance": ("people", "open_day_visit"),
    "venue_panorama_views": ("people", "panorama"),
    "open_day_sessions_held": ("sessions", "open_day"),
    "open_day_held_attendance": ("people", "open_day"),
    "innovative_activity_sessions": ("sessions", "innovative"),
    "innovative_activity_attendance": ("people", "innovative"),
    "school_outreach_sessions": ("sessions", "outreach"),
    "school_outreach_participants": ("people", "outreach"),
    "media_reports": ("sessions", "media_report"),
    "good_practices_publicised": ("sessions", "good_practice"),
    "problems_exposed": ("sessions", "exposed_problem"),
    "special_tour_sessions": ("sessions", "special_tour"),
    "online_tour_sessions": ("sessions", "online_tour"),
    "slogans_banners_posted": ("sessions", "slogans"),
    "psa_items_produced": ("sessions", "psa"),
}
NAMES = {"launch_forms": "launch", "innovative_activity_names": "innovative"}
WHOSE = "unit_id = %s AND kind = %s AND superseded_by_id IS NULL AND day BETWEEN %s AND %s"

# Of the other rooms: the table, whose it is, the day, the window, the moment, and which rows.
OF_OTHER_ROOMS = {
    "hazard_hunt_sessions": (
        *("inspections_round", "unit_id", "opens_on", "hazards", "finished_at"),
        "kind = 'hunt'",
    ),
    "tips_received": (
        *("tips_tip", "verifier_id", "received_on", "activity", "received_at"),
        "state <> 'set_aside'",
    ),
    "tipsters_rewarded": (
        *("tips_followup", "unit_id", "day", "activity", "recorded_at"),
        "kind = 'public' AND superseded_by_id IS NULL",
    ),
    "news_from_leads": (
        *("tips_followup", "unit_id", "day", "activity", "recorded_at"),
        "kind = 'news' AND superseded_by_id IS NULL",
    ),
}


def asked(statement: str, *told: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return cursor.fetchall()


def of_other_rooms(unit: int, campaign: Campaign, as_of: datetime) -> dict[str, Any]:
    """What came in by then of rounds and tips, of the unit's own."""
    until, own = connection.ops.adapt_datetimefield_value(as_of), {}
    for code, (table, whose, day, window, at, which) in OF_OTHER_ROOMS.items():
        first, last = getattr(campaign, f"{window}_from"), getattr(campaign, f"{window}_through")
        statement = (
            f"SELECT COUNT(*) FROM {table} WHERE {whose} = %s AND {which} AND {at} <= %s "
            f"AND {day} BETWEEN %s AND %s"
        )
        own[code] = asked(statement, unit, until, first.isoformat(), last.isoformat())[0][0]
    return own


def recounted(unit: int, campaign: Campaign) -> dict[str, Any]:
    """Every blank that activities fill, of the unit's own records."""
    days = (campaign.activity_from.isoformat(), campaign.activity_through.isoformat())
    own: dict[str, Any] = {}
    for code, (column, kind) in SUMS.items():
        statement = f"SELECT COALESCE(SUM({column}), 0) FROM activities_activity WHERE {WHOSE}"
        own[code] = asked(statement, unit, kind, *days)[0][0]
    for code, kind in NAMES.items():
        statement = f"SELECT name FROM activities_activity WHERE {WHOSE} ORDER BY day, reported_at"
        names = dict.fromkeys(name for (name,) in asked(statement, unit, kind, *days))
        own[code] = list(names) or None
    return own


@pytest.fixture(params=["2021-01", "专项行动"])
def campaign(request) -> Campaign:
    found = Campaign.objects.filter(number=request.param)
    return found.first() or Campaign.objects.get(title__contains=request.param)


def returns_of(campaign: Campaign) -> list[Return]:
    return list(Return.objects.for_reading().filter(campaign=campaign).current())


def test_each_blank_of_each_unit_is_what_sql_counts(campaign):
    """As it was handed in; a draft as it stands. Nothing is logged in the demo afterwards."""
    filled = 0
    for one in returns_of(campaign):
        document = sheet_of(one).document
        own = {code: document["own"][code] for code in (*SUMS, *NAMES)}
        assert own == recounted(one.unit_id, campaign), one
        others = {code: document["own"][code] for code in OF_OTHER_ROOMS}
        as_of = parse_datetime(document["as_of"])
        assert others == of_other_rooms(one.unit_id, campaign, as_of), one
        filled += any(own.values())
    assert filled > len(returns_of(campaign)) / 2


def test_each_sum_is_its_own_and_what_the_units_below_handed_in(campaign):
    for one in returns_of(campaign):
        if not Return.objects.filter(campaign=campaign, reports_to=one.unit).exists():
            continue
        document = sheet_of(one).document
        below = Return.objects.filter(campaign=campaign, reports_to=one.unit, state__in=COUNTED)
        digests = {child["digest"] for child in document["children"]}
        parts = [child.handed_in.parts for child in below if child.handed_in.digest in digests]
        assert len(parts) == len(digests)
        for code in SUMS:
            sums = document["own"][code] + sum(part[code] for part in parts)
            assert document["sums"][code] == sums, (one, code)


def test_the_district_table_opens_down_to_records_of_its_schools():
    notice = Campaign.objects.get(number="2021-01")
    table = next(one for one in returns_of(notice) if one.unit.kind == Unit.Kind.BUREAU)
    values = json.loads(table.handed_in.document)["values"]
    assert all(values[code] for code in (*SUMS, *OF_OTHER_ROOMS))
    assert all(values[code] for code in NAMES)


def test_schools_central_schools_and_direct_units_all_have_records():
    kinds = set(Activity.objects.values_list("unit__kind", flat=True))
    assert kinds == {kind.value for kind in Unit.Kind if kind not in AUTHORITIES}
    officer = User.objects.get(username="officer")
    running = Campaign.objects.get(title__contains="专项行动")
    mine = Activity.objects.visible_to(officer).filter(day__gte=running.activity_from)
    assert mine.values("kind").distinct().count() > 8


def test_some_drills_of_the_demo_people_have_a_picture_and_most_records_have_none():
    officer = User.objects.get(username="officer")
    mine = Activity.objects.visible_to(officer).filter(kind="drill")
    assert mine.exists() and not mine.filter(photos=None).exists()
    others = Activity.objects.exclude(kind="drill")
    assert others.exists() and not others.exclude(photos=None).exists()


def test_nothing_was_logged_before_its_day_or_after_now():
    for one in Activity.objects.all():
        assert one.day <= one.reported_at.date()


def test_the_form_in_use_is_typed_where_no_record_is_kept(campaign):
    assert len(campaign.form.derived) == 31
    assert {i.code for i in campaign.form.typed} == {
        "in_annual_priorities", "coordination_mechanism_built", "resources_guaranteed",
        "linked_to_hot_issues", "linked_to_epidemic_and_rectification",
        "linked_to_duties_no_formalism",
    }  # fmt: skip


def test_every_activity_and_every_return_is_what_its_history_tells():
    call_command("verify_activities")
    call_command("verify_returns")
