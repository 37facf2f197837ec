"""Who is told what about returns: nobody what they did themselves, nobody who has left."""

import pytest
from django.utils import timezone, translation

from notifications.models import RETURN, Notification
from returns import notifications, services
from tests.figures.lives import june
from tests.returns.campaigning import REASON
from workflow.errors import NotPermitted
from workflow.return_law import RETURN_ORDER


def told(person):
    lines = Notification.objects.for_person(person).filter(subject=RETURN).order_by("pk")
    return [line.kind for line in lines]


@pytest.fixture
def quiet(desk):
    """The campaign has begun, and what was told about it has been cleared away."""
    Notification.objects.all().delete()
    return desk


def test_every_move_has_a_letter():
    assert set(notifications.TOLD) == set(RETURN_ORDER)


def test_when_a_campaign_opens_every_officer_is_told_once_of_their_own_return(desk, cast):
    officers = {person for key, person in cast.people.items() if key.startswith("officer@")}
    lines = Notification.objects.filter(kind="open")
    assert {line.recipient for line in lines} == officers
    assert len(lines) == len(officers)
    line = lines.get(recipient=cast.officer)
    assert (line.about, line.subject) == (desk.of("school").pk, RETURN)


def test_handing_in_tells_the_officers_above_and_not_the_one_who_did_it(quiet, cast):
    quiet.hand_in("school")
    quiet.nil("school_2")
    assert told(cast["officer@central"]) == ["submit", "nil"]
    assert told(cast.officer) == told(cast.auditor) == []


def test_what_reports_to_the_bureau_calls_an_auditor(quiet, cast):
    quiet.hand_in("central")
    quiet.hand_in("direct")
    assert told(cast.auditor) == ["submit", "submit"]


def test_where_no_officer_is_left_above_the_auditor_hears(quiet, cast):
    cast["officer@central"].is_active = False
    cast["officer@central"].save()
    quiet.hand_in("school")
    assert told(cast.auditor) == ["submit"]
    assert told(cast["officer@central"]) == []


def test_accepting_and_sending_back_tell_the_unit_with_the_reason(quiet, cast):
    quiet.hand_in("school")
    quiet.send_back("school")
    quiet.hand_in("school")
    quiet.accept("school")
    assert told(cast.officer) == ["return_", "accept"]
    line = Notification.objects.get(recipient=cast.officer, kind="return_")
    assert REASON in line.sentence and "安全生产月" in line.sentence


def test_a_correction_tells_the_officers_above(quiet, cast):
    quiet.hand_in("school")
    quiet.accept("school")
    quiet.correct("school")
    assert told(cast["officer@central"]) == ["submit", "correct"]
    assert told(cast.officer) == ["accept"]


def test_a_correction_an_auditor_begins_tells_the_unit_that_has_to_hand_it_in(quiet, cast):
    quiet.hand_in("school")
    quiet.accept("school")
    services.correct(quiet.of("school"), by=cast.auditor, reason=REASON)
    assert told(cast.officer) == ["accept", "correct"]
    assert told(cast["officer@central"]) == ["submit", "correct"]


def test_the_bureaus_own_table_is_nobody_elses_news(quiet, cast):
    second = cast.person("second", "auditor", cast.units["bureau"])
    quiet.hand_in("direct")
    Notification.objects.all().delete()
    quiet.submit("bureau")
    quiet.correct("bureau")
    assert told(second) == ["correct"]
    assert Notification.objects.exclude(recipient=second).count() == 0


def test_filling_in_and_adjusting_are_nobodys_news(quiet):
    quiet.fill("school")
    quiet.adjust("school", "hazards_investigated_rectified", 2)
    assert not Notification.objects.exists()


# --- Reminders -----------------------------------------------------------------------------


def test_an_auditor_reminds_all_that_have_not_handed_in(quiet, cast):
    quiet.hand_in("school")
    quiet.hand_in("direct")
    quiet.send_back("direct")
    Notification.objects.all().delete()
    assert services.remind(quiet.campaign, by=cast.auditor) == 6
    reminded = {line.recipient for line in Notification.objects.filter(kind="remind")}
    places = ("central", "central_b", "school_2", "school_b", "school_b2", "direct")
    assert reminded == {cast[f"officer@{place}"] for place in places}


def test_a_central_schools_officer_reminds_its_own_schools_only(quiet, cast):
    assert services.remind(quiet.campaign, by=cast["officer@central"]) == 2
    assert told(cast.officer) == told(cast["officer@school_2"]) == ["remind"]
    assert told(cast["officer@school_b"]) == told(cast["officer@central"]) == []


def test_only_those_named_are_reminded_and_only_within_reach(quiet, cast):
    units = [cast.school, cast.units["school_b"]]
    assert services.remind(quiet.campaign, by=cast["officer@central"], units=units) == 1
    assert told(cast.officer) == ["remind"] and told(cast["officer@school_2"]) == []


def test_a_closed_unit_is_not_reminded(quiet, cast):
    cast.school.closed_on = june(20)
    cast.school.save()
    services.remind(quiet.campaign, by=cast.auditor)
    assert told(cast.officer) == []


@pytest.mark.parametrize("key", ["viewer@school", "inspector@bureau", "administrator@bureau"])
def test_whoever_directs_nobody_reminds_nobody(quiet, cast, key):
    with pytest.raises(NotPermitted):
        services.remind(quiet.campaign, by=cast[key])
    assert not Notification.objects.exists()


@pytest.mark.parametrize("key", ["officer@central", "administrator@bureau", "viewer@bureau"])
def test_only_an_auditor_of_the_bureau_opens_a_campaign_or_widens_it(quiet, cast, key):
    with pytest.raises(NotPermitted):
        services.include_new_units(quiet.campaign, by=cast[key])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_letter_reads_well_in_both_languages(desk, cast, language):
    desk.hand_in("school")
    desk.send_back("school")
    desk.nil("school_2")
    services.remind(desk.campaign, by=cast.auditor)
    with translation.override(language):
        sentences = {line.kind: line.sentence for line in Notification.objects.all()}
    assert set(sentences) == {"open", "submit", "return_", "nil", "remind"}
    for sentence in sentences.values():
        assert "安全生产月" in sentence and "%(" not in sentence
    assert timezone.localdate().year != 2021 and "2021" in sentences["remind"]
