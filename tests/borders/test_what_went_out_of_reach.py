"""Who loses a role, or what they had a part in to another unit, is told no more of it: in the
inbox, by mail, in figures of the past and among the units."""

import uuid

import pytest
from django.core import mail
from django.http import QueryDict

from hazards import services
from jobs import queue, running
from jobs.kinds import LONG
from notifications.delivery import deliver
from notifications.models import Delivery
from organizations.models import Membership
from papers.ledger import exports
from tests.borders.reading import words_in
from tests.figures.lives import Lives, june, moment

TITLE = "只有本校知道的一句"
INBOX = ("/notifications/", "/api/v1/notifications/")


@pytest.fixture
def mailed(cast, settings):
    settings.NOTIFICATION_CHANNELS = ["mail"]
    cast.officer.email = "officer@example.org"
    cast.officer.save()
    return cast.officer


@pytest.fixture
def hazard(cast, mailed):
    return cast.rectified(cast.assigned(cast.reported(description=TITLE)))


def end_roles(person) -> None:
    Membership.objects.filter(user=person).delete()


def inbox_of(client, person) -> str:
    client.force_login(person)
    return "\n".join(words_in(client.get(address)) for address in INBOX)


def test_a_message_names_what_its_reader_reaches(hazard, cast, client):
    said = inbox_of(client, cast.officer)
    assert TITLE in said and hazard.number in said and str(hazard.pk) in said


def test_a_message_names_nothing_its_reader_no_longer_reaches(hazard, cast, client):
    end_roles(cast.officer)
    said = inbox_of(client, cast.officer)
    for secret in (TITLE, hazard.number, str(hazard.pk), cast.responsible.name):
        assert secret not in said


def test_opening_such_a_message_leads_back_to_the_others_and_says_no_key(hazard, cast, client):
    told = cast.officer.notifications.first()
    end_roles(cast.officer)
    client.force_login(cast.officer)
    assert client.get(f"/notifications/{told.pk}/")["Location"] == "/notifications/"
    marked = client.post(f"/api/v1/notifications/{told.pk}/read/").json()
    assert (marked["about"], marked["hazard"]) == (None, None)
    assert TITLE not in marked["sentence"]


def test_a_new_role_within_reach_brings_the_words_back(hazard, cast, client):
    end_roles(cast.officer)
    Membership.objects.create(user=cast.officer, unit=cast.units["central"], role="viewer")
    assert TITLE in inbox_of(client, cast.officer)


def test_a_role_elsewhere_does_not(hazard, cast, client):
    end_roles(cast.officer)
    Membership.objects.create(user=cast.officer, unit=cast.units["direct"], role="officer")
    assert TITLE not in inbox_of(client, cast.officer)


def test_no_mail_goes_to_who_no_longer_reaches_what_it_is_about(hazard, cast):
    end_roles(cast.officer)
    deliver()
    assert mail.outbox == []
    assert {one.state for one in Delivery.objects.all()} == {Delivery.State.LEFT_OUT}


def test_mail_goes_to_who_does(hazard, cast):
    deliver()
    assert TITLE in mail.outbox[-1].body


def test_who_was_relieved_is_told_so_and_their_former_task_is_withheld(cast, client):
    """The letter of a transfer is not in the sight of who repaired it; that it is gone is news."""
    hazard = cast.assigned(cast.reported(description=TITLE))
    told = {"unit": cast.units["school_b"], "reason": "归对方管理"}
    letter = services.offer_transfer(hazard, by=cast.officer, **told)
    there = cast["responsible@school_b"]
    services.accept_transfer(letter, by=cast["officer@school_b"], responsible=there)
    said = inbox_of(client, cast.responsible)
    assert TITLE in said
    assert str(hazard.pk) not in said
    end_roles(cast.responsible)
    assert TITLE not in inbox_of(client, cast.responsible)


def test_past_figures_of_a_unit_name_a_hazard_to_those_alone_who_reach_it_today(cast, client):
    """On the 5th it was the school's, today it is the direct unit's; only reach of today counts."""
    hazard = Lives(cast).assigned(june(1), june(30), description=TITLE)
    told = {"unit": cast.units["direct"], "reason": "归对方", "at": moment(june(10))}
    letter = services.offer_transfer(hazard, by=cast.auditor, **told)
    there = {"responsible": cast["responsible@direct"], "at": moment(june(11))}
    services.accept_transfer(letter, by=cast["officer@direct"], **there)
    as_of = f"as_of={june(5)}&counted=found"
    seen = {}
    for name in ("officer@school", "officer@central", "officer@direct", "auditor@bureau"):
        client.force_login(cast[name])
        pages = [
            client.get(f"{door}?{as_of}{unit}")
            for door in ("/hazards/", "/statistics/", "/api/v1/statistics/")
            for unit in ("", f"&unit={cast.school.pk}", f"&unit={cast.units['direct'].pk}")
        ]
        assert all(page.status_code in (200, 400, 404) for page in pages)
        said = "".join(map(words_in, pages))
        seen[name] = TITLE in said or hazard.number in said
    reach = {"officer@direct", "auditor@bureau"}
    assert {name for name, told in seen.items() if told} == reach


@pytest.mark.parametrize("typed", ["育才小学", "ycxx", "JZ014"])
def test_a_unit_out_of_reach_is_found_neither_by_name_nor_initials_nor_code(cast, client, typed):
    for person in (cast["officer@direct"], cast.officer, cast.stranger):
        client.force_login(person)
        assert client.get("/api/v1/units/", {"search": typed}).json()["results"] == []
    client.force_login(cast.auditor)
    (found,) = client.get("/api/v1/units/", {"search": typed}).json()["results"]
    assert found["code"] == "JZ014"


@pytest.fixture
def exported(cast):
    """The ledger as a workbook, made for the officer of the school."""
    cast.reported(description=TITLE)
    exports.start(cast.officer, QueryDict())
    job = queue.claim(LONG, uuid.uuid4())
    running.carry_out(job)
    return job


def files_of(job) -> list[str]:
    return [f"/returns/jobs/{job.pk}/file/", f"/api/v1/jobs/{job.pk}/file/"]


def test_a_file_is_handed_to_who_had_it_made(exported, cast, client):
    client.force_login(cast.officer)
    assert [client.get(one).status_code for one in files_of(exported)] == [200, 200]


def test_a_file_made_for_a_role_is_not_handed_out_once_the_role_is_gone(exported, cast, client):
    end_roles(cast.officer)
    client.force_login(cast.officer)
    assert [client.get(one).status_code for one in files_of(exported)] == [404, 404]
    page = client.get(f"/returns/jobs/{exported.pk}/").content.decode()
    assert "请重新" in page and files_of(exported)[0] not in page


def test_a_role_more_takes_no_file_away(exported, cast, client):
    Membership.objects.create(user=cast.officer, unit=cast.units["school_b"], role="viewer")
    client.force_login(cast.officer)
    assert [client.get(one).status_code for one in files_of(exported)] == [200, 200]
