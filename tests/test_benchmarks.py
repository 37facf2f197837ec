"""The benchmarks' own parts: the district they measure on is a valid one, the table is readable."""

import pytest
from django.conf import settings
from django.test import Client

from benchmarks import opening, table
from benchmarks.ledgers import district, handed_in
from benchmarks.returns import TITLES, lines
from benchmarks.soak import audit
from hazards import services
from hazards.models import Hazard
from hazards.verification.ledger import fault_of
from organizations.models import Role, User
from records.chain import is_unbroken
from returns import verification
from returns.models import Submission
from workflow.states import State

HAZARDS, WAITING = 60, 8


@pytest.fixture
def known(db):
    return district.fill(hazards=HAZARDS, waiting=WAITING)


def test_the_district_of_the_benchmarks_is_one_the_services_could_have_made(known):
    hazards = Hazard.objects.for_list().prefetch_related("history", "photos")
    assert hazards.count() == HAZARDS + 2 * WAITING
    assert {hazard.state for hazard in hazards} == set(State)
    assert audit.number_gaps() == 0
    for hazard in hazards:
        hazard.full_clean(exclude={"state"})  # a protected field refuses to be cleaned
        entries = audit.history(hazard)
        assert is_unbroken(entries)
        assert (entries[-1].after, len(entries)) == (hazard.state, hazard.version)
        assert hazard.photos.exists()
        assert fault_of(hazard) == ""


def test_its_session_and_its_tokens_open_the_ledger(known, client):
    client.cookies[settings.SESSION_COOKIE_NAME] = known["session"]
    assert client.get("/hazards/").status_code == 200
    for name in ("auditor", "officer"):
        told = {"Authorization": f"Token {known[name]}"}
        assert Client(headers=told).get("/api/v1/hazards/").status_code == 200


def test_its_hazards_can_be_moved_by_the_people_the_clients_log_in_as(known):
    officer = User.objects.get(username="officer.JZ001")
    assert len(known["rectified"]) >= WAITING
    for pk in known["rectified"][:WAITING]:
        services.close(Hazard.objects.get(pk=pk), by=officer)
    accepted = dict.fromkeys(known["rectified"][:WAITING], 4)
    assert audit.lost(accepted) == {"moves": 0, "numbers": 0}


def test_a_lost_move_and_a_number_gap_are_noticed(known):
    pk = known["reported"][0]
    assert audit.lost({pk: 2})["moves"] == 1
    unit = User.objects.get(username="officer.JZ001").memberships.get(role=Role.OFFICER).unit
    audit.NumberSeries.objects.filter(unit=unit).update(last=99)
    assert audit.number_gaps() > 0


def test_a_ratio_is_the_median_of_its_rounds_and_is_held_against_its_aim():
    line = table.compared("list", [4.0, 30.0, 8.0], [2.0, 10.0, 1.0], aim=4)
    assert (line.ratio, line.ours, line.verdict) == ("3.00×", "8.00 ms", "ok")
    assert table.compared("list", [9.0], [2.0], aim=4).verdict == "worse"
    assert table.compared("create", [9.0], [2.0]).verdict == ""


def test_an_amount_above_its_aim_is_called_worse():
    assert table.amount("memory", 236.2, "MB", 200).verdict == "worse"
    assert table.amount("5xx", 0, "", 0) == table.Line("5xx", ours="0", aim="≤ 0", verdict="ok")


def test_the_table_has_its_columns_below_each_other():
    rows = [table.row(table.amount(what, 1.5, "MB", 2)) for what in ("memory", "内存")]
    assert len({table.width(row.split("1.5 MB")[0]) for row in rows}) == 1


# --- Returns -------------------------------------------------------------------------------


def test_the_returns_of_the_benchmarks_are_such_as_the_service_would_have_frozen(db):
    filled = handed_in.district(hazards=HAZARDS)
    submissions = Submission.objects.select_related("of__unit", "of__campaign__template")
    assert submissions.count() > filled["returns"] * 0.9
    for submission in submissions:
        assert list(verification.faults_of(submission)) == []
        assert submission.of.submission_id == submission.pk
    sums = [one for one in submissions if one.children]
    assert len(sums) > 20 and all(len(one.children) >= 7 for one in sums)


def test_a_wide_bureau_is_opened_as_it_is_in_the_benchmark(db):
    filled = handed_in.wide(units=50)
    took = opening.rounds(count=1, **filled)
    assert filled["returns"] == 50
    assert set(took["ours"]) == set(took["floor"]) == set(took["statements"]) == set(TITLES)
    assert all(len(times) == 1 for times in took["ours"].values())
    line = next(iter(lines(50, took, aim=10_000)))
    assert (line.aim, line.verdict) == ("≤ 10000 ms", "ok")
