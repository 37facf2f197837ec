"""The rows of a public notice by API: read, reworded, confirmed, and what stops an issue."""

import pytest

from papers.issued import IssuedPaper
from tests.api.conftest import Caller

ROWS = "papers/public-notice/rows/"
TEXT = "疏散通道被占用，已清理。"


@pytest.fixture
def officer(cast) -> Caller:
    return Caller(cast.officer)


def row_of(caller, hazard) -> dict:
    return caller.get(f"{ROWS}{hazard.pk}/").json()


def versions(row) -> dict:
    return {name: row[name] for name in ("version", "hazard_version")}


def codes(answer) -> list[tuple]:
    return [(one["code"], one["attr"]) for one in answer.json()["errors"]]


def test_a_row_tells_the_original_and_what_everybody_will_read(cast, officer):
    hazard = cast.reported(place="张三办公室", description="学生李四摔倒")
    page = officer.get(ROWS, {"unit": cast.school.pk}).json()
    (row,) = page["results"]
    assert row == row_of(officer, hazard)
    assert row["original"] == {"place": "张三办公室", "description": "学生李四摔倒"}
    assert row["place"] == "＊＊＊办公室" and "李四" not in row["text"]
    assert (row["version"], row["is_proposed"], row["is_ready"]) == (0, True, False)


def test_a_cue_is_named_beside_its_field_and_checked_by_its_key(cast, officer):
    hazard = cast.reported()
    told = {"place": "二层", "text": "学生较多。", **versions(row_of(officer, hazard))}
    row = officer.post(f"{ROWS}{hazard.pk}/reword/", told).json()
    (cue,) = row["cues"]
    assert (cue["field"], cue["code"], cue["words"]) == ("text", "pupil", "学生")
    refused = officer.post(f"{ROWS}{hazard.pk}/confirm/", versions(row))
    assert refused.status_code == 422 and codes(refused) == [("cue_pupil", "text")]
    told = {"checked": [cue["key"]], **versions(row)}
    done = officer.post(f"{ROWS}{hazard.pk}/confirm/", told).json()
    assert done["is_ready"] and done["cues"][0]["is_checked"]
    assert done["confirmed_by"]["id"] == cast.officer.pk


def test_it_is_not_issued_while_a_row_is_not_ready_and_each_is_named(cast, officer):
    first, second = cast.reported(), cast.reported(place="三层")
    officer.post(f"{ROWS}{first.pk}/confirm/", versions(row_of(officer, first)))
    cast.assigned(first)
    refused = officer.post("papers/public-notice/", {"unit": cast.school.pk})
    assert refused.status_code == 422 and not IssuedPaper.objects.exists()
    assert codes(refused) == [("row_changed", str(first.pk)), ("row_unconfirmed", str(second.pk))]
    for one in (first, second):
        officer.post(f"{ROWS}{one.pk}/confirm/", versions(row_of(officer, one)))
    issued = officer.post("papers/public-notice/", {"unit": cast.school.pk})
    assert issued.status_code == 200 and IssuedPaper.objects.count() == 1


def test_what_somebody_read_before_another_changed_it_is_not_confirmed(cast, officer):
    hazard = cast.reported()
    seen = versions(row_of(officer, hazard))
    other = Caller(cast["officer@central"])
    told = {"place": "二层", "text": TEXT, **seen}
    assert other.post(f"{ROWS}{hazard.pk}/reword/", told).status_code == 200
    assert officer.post(f"{ROWS}{hazard.pk}/confirm/", seen).status_code == 412
    now = versions(row_of(officer, hazard))
    cast.assigned(hazard)
    assert officer.post(f"{ROWS}{hazard.pk}/confirm/", now).status_code == 412


def test_a_version_has_to_be_said_and_words_have_to_be_there(cast, officer):
    hazard = cast.reported()
    assert officer.post(f"{ROWS}{hazard.pk}/confirm/", {}).status_code == 400
    told = versions(row_of(officer, hazard))
    refused = officer.post(f"{ROWS}{hazard.pk}/reword/", told)
    assert codes(refused) == [("place_missing", "place"), ("text_missing", "text")]


def test_only_who_issues_notices_reads_the_rows_and_out_of_sight_is_not_there(cast):
    hazard = cast.reported()
    told = {"version": 0, "hazard_version": 1}
    for person, status in ((cast.viewer, 403), (cast["officer@school_b"], 404)):
        caller = Caller(person)
        assert caller.get(f"{ROWS}{hazard.pk}/").status_code == status
        assert caller.post(f"{ROWS}{hazard.pk}/confirm/", told).status_code == status
    assert Caller(cast.viewer).get(ROWS, {"unit": cast.school.pk}).status_code == 403
    assert Caller(cast["officer@school_b"]).get(ROWS, {"unit": cast.school.pk}).status_code == 400


def test_the_feed_tells_the_acts_to_who_words_them_and_to_nobody_else(cast, officer):
    hazard = cast.reported()
    cursor = officer.get("changes/", {"after": "latest"}).json()["next"]
    officer.post(f"{ROWS}{hazard.pk}/confirm/", versions(row_of(officer, hazard)))
    told = officer.get("changes/", {"after": cursor}).json()["results"]
    assert [(one["kind"], one["what"]) for one in told] == [
        ("publicwording", "propose"),
        ("publicwording", "confirm"),
    ]
    cursor = told[0]["cursor"]
    assert Caller(cast.viewer).get("changes/", {"after": cursor}).json()["results"] == []
