"""Files made to harm, at the doors of the API: a code and a sentence each, never a fault."""

from random import Random

import pytest

from benchmarks.hostile import documents, workbooks
from foreign import places
from tests.api.returns.campaigning import of, opened
from tests.imports.ledgers import named


def sent(who, path, content, name):
    return who.send_file(path, named(content, name))


def errors(answer):
    return [(error["code"], error["attr"]) for error in answer.json()["errors"]]


def is_told_in_chinese(answer):
    return any("一" <= letter <= "鿿" for letter in answer.json()["errors"][0]["detail"])


@pytest.fixture
def officer(cast, caller):
    return caller(cast.officer)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (workbooks.unclosed_tags, "broken"),
        (workbooks.entity_bomb, "broken"),
        (workbooks.count_of_texts, "broken"),
        (workbooks.shared_string_bomb, "too_large"),
        (workbooks.far_cell, "too_large"),
        (workbooks.many_parts, "broken"),
    ],
)
def test_a_hostile_workbook_is_refused(officer, make, code):
    answer = sent(officer, "imports/", make(Random(1)), "台账.xlsx")
    assert answer.status_code == 400 and errors(answer) == [(code, "file")]
    assert is_told_in_chinese(answer)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (documents.macros, "macros"),
        (documents.objects, "objects"),
        (documents.remote_template, "remote"),
        (documents.word_damaged, "broken"),
        (documents.word_entities, "broken"),
    ],
)
def test_a_hostile_summary_is_refused_and_the_return_stays_as_it_was(cast, officer, make, code):
    one = of(opened(cast), cast.school)
    answer = sent(officer, f"returns/{one.pk}/summary/", make(Random(2)), "总结.docx")
    assert answer.status_code == 400 and errors(answer) == [(code, "file")]
    assert is_told_in_chinese(answer)
    one.refresh_from_db()
    assert (one.version, one.summary_file) == (1, "")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (documents.pixel_bomb, "too_many_pixels"),
        (documents.cut_off, "truncated"),
    ],
)
def test_a_hostile_picture_is_refused(officer, make, code):
    answer = officer.send_photo(named(make(Random(3)), "a.jpg"))
    assert answer.status_code == 400 and errors(answer) == [(code, "file")]
    assert is_told_in_chinese(answer)


def test_who_comes_while_too_many_files_are_read_is_told_when_to_come_again(officer, monkeypatch):
    monkeypatch.setattr(places.admission, "most", 0)
    answer = officer.send_photo()
    assert answer.status_code == 429 and errors(answer) == [("busy", "file")]
    assert int(answer["Retry-After"]) > 0 and is_told_in_chinese(answer)
    officer.client.force_login(officer.user)
    page = officer.client.post("/imports/", {"file": named(b"a,b\n1,2\n", "a.csv")})
    assert page.status_code == 429 and int(page["Retry-After"]) > 0
    assert "同时上传的文件太多" in page.content.decode()
    assert officer.get("hazards/").status_code == 200
