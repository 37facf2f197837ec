"""Old ledgers over the API: a dry run first, then a commit that may be repeated."""

import io
import json
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from api.openapi.schema import XLSX
from hazards.models import Hazard
from imports import services
from imports.models import Import
from tests.api.conftest import codes
from tests.base import working
from tests.imports.ledgers import HEADS, book, line, named, several

SEEN = {"good", "faulty", "already_here", "loaded"}


def send(who, lines, *, name="file", **fields):
    told = {name: book(lines), **fields}
    return who.client.post("/api/v1/imports/", told, headers=who.headers)


@pytest.fixture
def officer(cast, caller):
    return caller(cast.officer)


def cells_of(answer) -> list[list]:
    assert answer.status_code == 200 and answer["Content-Type"] == XLSX
    content = b"".join(answer.streaming_content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def test_a_file_is_answered_with_its_columns_its_rows_and_every_fault(officer):
    answer = send(officer, [line(1), line(2, 检查日期="上周三", 单位="外星小学")])
    assert answer.status_code == 201 and answer["Location"].endswith(f"{answer.json()['id']}/")
    told = answer.json()
    assert (told["columns"], told["rows"], told["head_row"]) == (HEADS, 2, 1)
    assert {name: told[name] for name in SEEN} == {
        "good": 1,
        "faulty": 1,
        "already_here": 0,
        "loaded": 0,
    }
    assert [(f["row"], f["column"], f["code"]) for f in told["faults"]] == [
        (3, "单位", "unknown_unit"),
        (3, "检查日期", "bad_date"),
    ]
    assert all(fault["detail"] for fault in told["faults"])
    assert told["mapping"]["found_on"] == "检查日期"
    assert {field["code"] for field in told["known_fields"]} >= set(told["mapping"])
    assert not Hazard.objects.exists()
    assert officer.get(f"imports/{told['id']}/").json() == told


def test_the_file_may_be_called_after_its_kind(officer):
    answer = send(officer, [line(1)], name="xlsx", mapping='{"place": "隐患部位"}')
    assert answer.status_code == 201 and answer.json()["mapping"] == {"place": "隐患部位"}


def test_a_commit_loads_the_good_rows_and_again_nothing(officer):
    pk = send(officer, [line(1), line(2), line(3, 隐患部位=None)]).json()["id"]
    first, second = (officer.post(f"imports/{pk}/commit/") for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.json() == {"id": pk, "loaded": 2, "already_here": 0, "refused": 0}
    assert second.json()["loaded"] == 0
    again = send(officer, [line(1), line(2)]).json()
    assert again["already_here"] == 2 and again["good"] == 0
    assert officer.post(f"imports/{again['id']}/commit/").json()["loaded"] == 0
    assert Hazard.objects.count() == 2


def test_chosen_rows_alone(officer):
    pk = send(officer, [line(n) for n in range(1, 5)]).json()["id"]
    assert officer.post(f"imports/{pk}/commit/", {"rows": [3]}).json()["loaded"] == 1
    assert Hazard.objects.get().former_number == "A-2"


@pytest.mark.parametrize("body", [{"rows": "all"}, {"rows": [0]}, {"rows": [10**9]}])
def test_rows_that_cannot_be_understood_are_refused(officer, body):
    pk = send(officer, [line(1)]).json()["id"]
    assert officer.post(f"imports/{pk}/commit/", body).status_code == 400
    assert not Hazard.objects.exists()


def test_many_rows_are_left_to_the_worker(officer, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    pk = send(officer, [line(1), line(2)]).json()["id"]
    started = officer.post(f"imports/{pk}/commit/")
    job = started.json()["job"]
    assert started.status_code == 202 and officer.get(f"imports/{pk}/").json()["job"] == job
    working.run(job)
    told = officer.get(f"jobs/{job}/").json()
    assert (told["state"], told["progress"]) == ("finished", 100)
    assert officer.get(told["result"]).json()["loaded"] == 2


def test_a_commit_under_a_key_is_answered_alike(officer):
    pk = send(officer, [line(1)]).json()["id"]
    answers = [officer.post(f"imports/{pk}/commit/", Idempotency_Key="once") for _ in range(2)]
    assert answers[0].json() == answers[1].json() and answers[0].json()["loaded"] == 1


def test_a_mapping_may_come_with_the_file_or_later(cast, officer):
    mapping = {"description": "整改情况", "place": "隐患部位", "found_on": "检查日期"}
    told = {"mapping": json.dumps(mapping), "category": cast.fire.pk}
    first = send(officer, [line(1)], **told).json()
    assert (first["mapping"], first["good"]) == (mapping, 1)
    later = officer.post(f"imports/{first['id']}/match/", {"mapping": {"place": "隐患部位"}})
    assert {fault["code"] for fault in later.json()["faults"]} == {"missing_column"}


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ("[1]", "not_a_mapping"),
        ("{", "not_a_mapping"),
        ('{"place": 7}', "not_a_mapping"),
        ('{"colour": "单位"}', "unknown_field"),
        ('{"place": "没有"}', "unknown_column"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(officer, mapping, code):
    refused = send(officer, [line(1)], mapping=mapping)
    assert refused.status_code == 400 and codes(refused) == [(code, "mapping")]
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"\x89PNG\x00", "not_a_table"), (b"PK\x03\x04", "broken")],
)
def test_what_is_no_ledger_is_refused_in_a_sentence(officer, content, code):
    refused = officer.send_file("imports/", named(content))
    assert refused.status_code == 400 and codes(refused) == [(code, "file")]


def test_no_file_is_a_wrong_shape(officer):
    refused = officer.client.post("/api/v1/imports/", {}, headers=officer.headers)
    assert codes(refused) == [("required", "file")]


def test_imports_of_others_are_not_there(cast, caller, officer):
    pk = send(officer, [line(1)]).json()["id"]
    for person in (cast.auditor, cast["officer@central"], cast.inspector):
        other = caller(person)
        assert other.get(f"imports/{pk}/").status_code == 404
        assert other.get(f"imports/{pk}/faulty.xlsx").status_code == 404
        assert other.post(f"imports/{pk}/commit/").status_code == 404
        assert other.post(f"imports/{pk}/match/").status_code == 404
    assert caller().get(f"imports/{pk}/").status_code == 401
    assert not Hazard.objects.exists()


def test_whoever_may_not_report_may_not_import(cast, caller):
    for person in (cast.viewer, cast.responsible, cast.stranger):
        assert codes(send(caller(person), [line(1)])) == [("not_permitted", None)]


def test_a_unit_out_of_reach_stands_in_for_none(cast, officer):
    refused = send(officer, [line(1)], unit=cast.units["school_b"].pk)
    assert codes(refused) == [("does_not_exist", "unit")]


def test_the_source_of_an_import_is_for_imports_only(cast, officer):
    body = {
        "unit": cast.school.pk,
        "category": cast.fire.pk,
        "place": "x",
        "description": "y",
        "photos": [officer.photo()],
        "source": "imported",
    }
    assert codes(officer.post("hazards/", body)) == [("invalid_choice", "source")]
    send_and_commit(officer, [line(1)])
    assert len(officer.ids(source="imported")) == 1
    rows = officer.get("statistics/", {"by": "source"}).json()["rows"]
    assert "imported" in {row["key"] for row in rows}


def send_and_commit(who, lines):
    pk = send(who, lines).json()["id"]
    return who.post(f"imports/{pk}/commit/")


def test_the_template_reads_back_and_its_example_is_refused(cast, officer):
    answer = officer.get("imports/template.xlsx")
    content = b"".join(answer.streaming_content)
    told = officer.send_file("imports/", named(content, "模板.xlsx")).json()
    assert [fault["code"] for fault in told["faults"]] == ["example"]
    assert len(told["mapping"]) == len(told["columns"]) == len(told["known_fields"])
    values = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python()
    said = {cell for row in values for cell in row}
    assert {"示范小学", "消防", cast.clause.text, "自查"} <= said
    assert "育才小学" not in said


def test_the_faulty_rows_can_be_taken_along_mended_and_sent_again(officer):
    lines = [line(1), line(2, 检查日期="=1+1"), line(3, 隐患部位=None)]
    pk = send(officer, lines).json()["id"]
    heads, *rows = cells_of(officer.get(f"imports/{pk}/faulty.xlsx"))
    assert [row[-2] for row in rows] == ["3", "4"]
    assert "=1+1" in rows[0] and "检查日期" in rows[0][-1]
    rows[0][heads.index("检查日期")] = date(2021, 6, 5)
    mended = {"file": book(rows, heads)}
    told = officer.client.post("/api/v1/imports/", mended, headers=officer.headers).json()
    assert (told["good"], told["faulty"]) == (1, 1)


def test_a_ledger_exported_by_us_is_read_back_as_here_already(cast, officer):
    cast.closed()
    content = b"".join(officer.get("ledger.xlsx").streaming_content)
    told = officer.send_file("imports/", named(content)).json()
    assert (told["rows"], told["already_here"]) == (1, 1)
    assert {"state", "closed_on", "closed_by", "clause"} <= told["mapping"].keys()


# --- Several sheets ------------------------------------------------------------------------


def a_year(officer) -> dict:
    told = {"file": ledgers_of({"1月": 1, "2月": 2})}
    return officer.client.post("/api/v1/imports/", told, headers=officer.headers).json()


def ledgers_of(months: dict[str, int]):
    heads = ["序号", "检查日期", "隐患部位", "存在问题", "隐患类别"]
    sheets = {
        name: [heads, *([k, f"2023-0{n}-0{k}", f"{k}层", f"{n}月{k}", "消防"] for k in (1, 2)), [3]]
        for name, n in months.items()
    }
    return several({**sheets, "说明": [["每月报送"]]})


def test_every_sheet_is_told_with_its_rows_and_with_what_is_left_out(officer):
    told = a_year(officer)
    assert (told["rows"], told["good"]) == (4, 4)
    assert [(sheet["name"], sheet["good"]) for sheet in told["sheets"]] == [("1月", 2), ("2月", 2)]
    (left,) = told["sheets"][0]["left_out"]
    assert (left["kind"], left["count"], left["rows"]) == ("only_a_number", 1, [4])
    (passed,) = told["left_out"]
    assert (passed["sheet"], passed["count"], passed["says"]) == ("说明", 1, "每月报送")
    assert left["detail"] and passed["detail"]


def test_sheets_are_chosen_by_name_and_rows_of_one_of_them_by_number(officer):
    commit = f"imports/{a_year(officer)['id']}/commit/"
    refused = officer.post(commit, {"rows": [2]})
    assert refused.status_code == 400 and codes(refused) == [("which_sheet", "sheets")]
    refused = officer.post(commit, {"sheets": ["3月"]})
    assert refused.status_code == 400 and codes(refused) == [("unknown_sheet", "sheets")]
    assert officer.post(commit, {"sheets": ["2月"], "rows": [2]}).json()["loaded"] == 1
    assert officer.post(commit, {"sheets": ["1月"]}).json()["loaded"] == 2
    assert set(Hazard.objects.values_list("description", flat=True)) == {"2月1", "1月1", "1月2"}
