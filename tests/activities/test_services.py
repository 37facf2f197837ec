"""Logging an activity and correcting one: each once, by whom it is, and kept for good."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from activities.models import Activity, ActivityEntry
from activities.services import digest_of, log, supersede
from tests.activities.tampering import key, past_the_triggers
from workflow.errors import NotPermitted, NotPossible, SomethingMissing

LAUNCH = {"kind": "launch", "people": 40, "name": "晨会"}


def today():
    return timezone.localdate()


@pytest.fixture
def one(cast):
    return log(by=cast.officer, unit=cast.school, day=today(), **LAUNCH)[0]


def lacks(refusal) -> set[str]:
    return {lack.code for lack in refusal.value.missing}


# --- Logging -------------------------------------------------------------------------------


def test_the_same_record_sent_twice_is_one(cast):
    told = {"by": cast.officer, "unit": cast.school, "day": today(), "id": uuid.uuid4(), **LAUNCH}
    first, is_new = log(**told)
    again, is_new_again = log(**told)
    assert (first.pk, is_new, is_new_again) == (again.pk, True, False)
    assert ActivityEntry.objects.count() == Activity.objects.count() == 1


@pytest.mark.parametrize("other", [{"people": 41}, {"day": today() - timedelta(1)}, {"name": "会"}])
def test_another_record_under_the_same_id_is_refused(cast, one, other):
    told = {"by": cast.officer, "unit": cast.school, "day": today(), "id": one.pk, **LAUNCH}
    with pytest.raises(NotPossible):
        log(**{**told, **other})
    assert Activity.objects.count() == 1


def test_its_first_entry_tells_all_of_it(one, cast):
    entry = one.history.get()
    assert (entry.move, entry.before, entry.after, entry.by) == ("log", "", "logged", cast.officer)
    assert entry.facts == {
        "unit": cast.school.pk, "kind": "launch", "day": today().isoformat(),
        "sessions": 1, "people": 40, "name": "晨会", "supersedes": "",
    }  # fmt: skip


def test_each_unit_records_its_own(cast):
    may = {
        name
        for name, person in [*cast.people.items(), ("stranger", cast.stranger)]
        if logs_it(person, cast.school)
    }
    assert may == {"inspector@school", "officer@school"}
    assert logs_it(cast.auditor, cast.units["bureau"])


def logs_it(by, unit) -> bool:
    try:
        log(by=by, unit=unit, day=today(), is_confirmed=True, **LAUNCH)
    except NotPermitted:
        return False
    return True


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"kind": "party"}, "kind"),
        ({"day": today() + timedelta(1)}, "day"),
        ({"sessions": 0}, "sessions"),
        ({"sessions": 10_000}, "sessions"),
        ({"people": -1}, "people"),
        ({"people": 10**9}, "people"),
        ({"name": "会" * 121}, "name"),
        ({"name": " "}, "name"),  # of a launch the table asks in which form
        ({"photos": [uuid.uuid4()]}, "photos"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(cast, told, code):
    with pytest.raises(SomethingMissing) as refusal:
        log(**{"by": cast.officer, "unit": cast.school, "day": today(), **LAUNCH, **told})
    assert lacks(refusal) == {code}
    assert not Activity.objects.exists()


def test_a_closed_unit_has_no_more_activities(cast):
    cast.school.closed_on = today()
    cast.school.save()
    with pytest.raises((NotPossible, NotPermitted)):
        log(by=cast.officer, unit=cast.school, day=today(), **LAUNCH)


def test_people_see_the_activities_within_their_reach_and_their_own(one, cast):
    sees = {
        name
        for name, person in cast.people.items()
        if Activity.objects.visible_to(person).filter(pk=one.pk).exists()
    }
    assert sees >= {"viewer@school", "officer@central", "auditor@bureau"}
    assert not sees & {"officer@school_2", "officer@central_b", "officer@direct"}
    assert not Activity.objects.visible_to(cast.stranger).exists()


# --- Correcting ----------------------------------------------------------------------------


def test_a_correction_takes_its_place_and_both_stay(one, cast):
    new, is_new = supersede(one, by=cast.officer, reason="数错了", people=44)
    one.refresh_from_db()
    assert is_new and one.superseded_by == new
    assert (one.people, new.people, new.name) == (40, 44, "晨会")
    last = one.history.last()
    assert (last.move, last.after, last.note) == ("supersede", "superseded", "数错了")
    assert last.facts == {"superseded_by": str(new.pk)}
    assert new.history.get().facts["supersedes"] == str(one.pk)
    call_command("verify_activities")


def test_the_same_correction_sent_twice_is_one_and_another_one_is_refused(one, cast):
    told = {"by": cast.officer, "reason": "数错了", "people": 44, "id": uuid.uuid4()}
    new, _ = supersede(one, **told)
    assert supersede(one, **told) == (new, False)
    with pytest.raises(NotPossible):
        supersede(one, **{**told, "people": 45})
    with pytest.raises(NotPossible):
        supersede(one, by=cast.officer, reason="又错", people=45)
    assert Activity.objects.count() == 2


def test_a_correction_says_why_and_is_made_by_whoever_may_log(one, cast):
    with pytest.raises(SomethingMissing) as refusal:
        supersede(one, by=cast.officer, reason=" ", people=44)
    assert lacks(refusal) == {"reason"}
    with pytest.raises(NotPermitted):
        supersede(one, by=cast["officer@central"], reason="数错了", people=44)
    assert Activity.objects.get().superseded_by is None


# --- Kept, and proved ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE activities_activity SET people = 400",
        "UPDATE activities_activity SET day = '2021-06-01'",
        "UPDATE activities_activity SET report_digest = 'x'",
        "DELETE FROM activities_activity",
        "UPDATE activities_activityentry SET note = 'x'",
        "DELETE FROM activities_activityentry",
    ],
)
def test_the_database_itself_refuses_past_the_orm(one, statement):
    with pytest.raises(DatabaseError, match="keeps everything"), transaction.atomic():
        connection.cursor().execute(statement)


def test_what_took_its_place_is_said_once_and_never_taken_back(one, cast):
    supersede(one, by=cast.officer, reason="数错了", people=44)
    statement = "UPDATE activities_activity SET superseded_by_id = NULL WHERE id = %s"
    with pytest.raises(DatabaseError, match="keeps everything"), transaction.atomic():
        connection.cursor().execute(statement, [key(one)])


def test_nothing_is_deleted_through_the_orm(one):
    for act in (one.delete, Activity.objects.all().delete, one.history.get().delete):
        with pytest.raises(TypeError):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE activities_activity SET people = 400",
        "UPDATE activities_activity SET name = '讲座'",
        "UPDATE activities_activity SET superseded_by_id = NULL",
        "UPDATE activities_activity SET reported_at = '2021-01-01 00:00:00+00:00'",
        "UPDATE activities_activity SET reported_by_id = (SELECT MAX(id) FROM organizations_user)",
        "UPDATE activities_activity SET report_digest = 'x'",
        "UPDATE activities_activityentry SET note = 'x'",
        "UPDATE activities_activityentry SET facts = '{}'",
        "DELETE FROM activities_activityentry",
    ],
)
def test_what_was_altered_past_the_triggers_is_found(one, cast, statement):
    supersede(one, by=cast.officer, reason="数错了", people=44)
    call_command("verify_activities")
    past_the_triggers(statement)
    with pytest.raises(CommandError, match=str(one.pk)):
        call_command("verify_activities")


def test_unseen_an_activity_altered_alike_in_its_row_and_its_line(one):
    """With every digest made to fit: docs/operations.md."""
    one.people = 400
    entry = one.history.get()
    entry.facts |= {"people": 400}
    past_the_triggers(
        "UPDATE activities_activityentry SET facts = %s, digest = %s",
        json.dumps(entry.facts),
        entry.computed_digest(),
    )
    past_the_triggers(
        "UPDATE activities_activity SET people = 400, report_digest = %s", digest_of(one, "")
    )
    call_command("verify_activities")
