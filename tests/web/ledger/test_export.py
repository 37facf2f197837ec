"""What the ledger shows can be taken along as a file."""

import csv
import io

import pytest

from hazards.models import Hazard
from jobs.models import Job
from papers.ledger import exports
from tests.base import working


@pytest.fixture
def officer(cast, client):
    cast.reported(source="tip")
    cast.closed()
    cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    client.force_login(cast.officer)
    return client


def rows(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_page_links_to_both_files_with_its_filters(officer):
    page = officer.get("/hazards/?state=closed").content.decode()
    assert 'href="/hazards/ledger.xlsx?state=closed"' in page
    assert 'href="/hazards/ledger.csv?state=closed"' in page


def test_the_csv_holds_what_is_shown_in_the_readers_words(officer, cast):
    table = rows(officer.get("/hazards/ledger.csv?state=closed"))
    assert table[0][:2] == ["编号", "状态"]
    (closed,) = Hazard.objects.filter(state="closed")
    assert [row[:2] for row in table[1:]] == [[closed.number, "已销号"]]


def test_what_waits_for_its_reader_is_exported_as_it_is_listed(officer):
    table = rows(officer.get("/hazards/ledger.csv?waiting=assign"))
    assert [row[1] for row in table[1:]] == ["已上报"]


def test_the_workbook_is_a_download_named_after_the_day(officer):
    answer = officer.get("/hazards/ledger.xlsx")
    assert answer.status_code == 200 and b"".join(answer.streaming_content).startswith(b"PK")
    assert "%E5%8F%B0%E8%B4%A6" in answer["Content-Disposition"]


def test_a_filter_that_cannot_be_understood_leads_back_to_the_page_that_says_so(officer):
    answer = officer.get("/hazards/ledger.xlsx?state=lost")
    assert answer.status_code == 302 and answer["Location"] == "/hazards/?state=lost"


def test_a_long_workbook_is_left_to_the_worker(officer, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    answer = officer.get("/hazards/ledger.xlsx?state=reported&state=closed&page=2")
    job = Job.objects.get()
    assert answer["Location"] == f"/returns/jobs/{job.pk}/"
    assert job.asked == {"state": ["reported", "closed"]}
    working.run(job.pk)
    page = officer.get(answer["Location"]).content.decode()
    assert "文件已生成" in page and 'href="/hazards/"' in page


def test_somebody_without_a_login_gets_no_file(client, db):
    assert client.get("/hazards/ledger.xlsx").status_code == 302
