"""The ledger as a file over the API: what the filters find, at once or by the worker."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from api.openapi.schema import XLSX
from hazards.models import Hazard
from jobs.models import Job
from tests.api.conftest import codes
from tests.base import working


def bytes_of(answer) -> bytes:
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def numbers_in(workbook: bytes) -> list[str]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0)
    return [row[0] for row in sheet.to_python()[1:]]


@pytest.fixture
def ledger(cast):
    cast.reported(source="tip")
    cast.closed()
    cast.reported(cast["inspector@school_b"], cast.units["school_b"])


def numbers(**found) -> list[str]:
    return list(Hazard.objects.filter(**found).order_by("number").values_list("number", flat=True))


def test_the_workbook_holds_what_the_filters_find(ledger, cast, caller):
    answer = caller(cast.auditor).get("ledger.xlsx", {"state": "reported"})
    assert answer["Content-Type"] == XLSX
    assert "attachment" in answer["Content-Disposition"]
    assert numbers_in(bytes_of(answer)) == numbers(state="reported")


def test_the_csv_holds_the_same(ledger, cast, caller):
    text = bytes_of(caller(cast.auditor).get("ledger.csv", {"source": "tip"})).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text))][1:] == numbers(source="tip")


def test_nobody_exports_more_than_they_see(ledger, cast, caller):
    workbook = bytes_of(caller(cast.officer).get("ledger.xlsx"))
    assert numbers_in(workbook) == numbers(unit=cast.school)
    assert numbers_in(bytes_of(caller(cast.stranger).get("ledger.xlsx"))) == []


@pytest.mark.parametrize("path", ["ledger.xlsx", "ledger.csv"])
def test_a_stranger_gets_no_file(db, caller, path):
    assert caller().get(path).status_code == 401


@pytest.mark.parametrize("path", ["ledger.xlsx", "ledger.csv"])
def test_a_filter_that_means_nothing_is_refused(cast, caller, path):
    assert codes(caller(cast.auditor).get(path, {"state": "lost"})) == [("invalid_choice", "state")]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("exports/?state=reported&overdue=no", {}),
        ("exports/", {"state": ["reported"], "overdue": False}),
        ("exports/?state=reported&nonsense=%00", {"n\x00": "a", "other": ["\x00"]}),
    ],
)
def test_a_long_ledger_is_written_by_the_worker(ledger, cast, caller, path, body):
    auditor = caller(cast.auditor)
    started = auditor.post(path, body)
    assert started.status_code == 202 and started["Location"].endswith(f"{started.json()['job']}/")
    working.run(started.json()["job"])
    told = auditor.get(f"jobs/{started.json()['job']}/").json()
    assert (told["state"], told["progress"]) == ("finished", 100)
    assert numbers_in(bytes_of(auditor.get(told["result"]))) == numbers(state="reported")


def test_the_worker_sees_what_its_owner_sees(ledger, cast, caller):
    officer = caller(cast.officer)
    job = officer.post("exports/").json()["job"]
    working.run(job)
    working.run(job)
    file = officer.get(f"jobs/{job}/file/")
    assert numbers_in(bytes_of(file)) == numbers(unit=cast.school)
    assert caller(cast.auditor).get(f"jobs/{job}/file/").status_code == 404


def test_an_export_with_a_filter_that_means_nothing_is_refused_before_it_starts(cast, caller):
    refused = caller(cast.auditor).post("exports/", {"severity": "grave"})
    assert refused.status_code == 400 and codes(refused) == [("invalid_choice", "severity")]
    assert not Job.objects.exists()
