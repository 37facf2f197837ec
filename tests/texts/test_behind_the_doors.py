"""Words that say nothing, sent as people and programs send them: refused like a blank."""

import uuid

import pytest
from django.urls import reverse

from hazards import services
from hazards.models import Hazard
from imports.rows.fields import FIELDS
from returns.forms.shape import TEXT, Indicator
from returns.table.answers import NoAnswer
from returns.table.answers import read as read_answer
from tests.api.conftest import Caller, codes
from tests.imports.ledgers import HEADS, book, faults, line, taken
from tests.texts.saying_nothing import SAYING_NOTHING, TURNING
from tests.web.reading import words_on
from workflow.errors import SomethingMissing

BLANK = Indicator(code="words", label="意见", type=TEXT, meaning="")
# One of each sort: the rule itself is tested with all of them, and so is each field.
SORTS = ("zero width space", "empty braille", "combining marks alone", "several of them")
EACH = pytest.mark.parametrize("nothing", [SAYING_NOTHING[sort] for sort in SORTS], ids=SORTS)


@EACH
@pytest.mark.parametrize("field", ["place", "description"])
def test_nobody_reports_with_it(cast, field, nothing):
    told = {
        "id": str(uuid.uuid4()),
        "unit": cast.school.pk,
        "category": cast.fire.pk,
        "place": "食堂后厨",
        "description": "灭火器压力不足",
        "photos": [str(cast.photo(cast.inspector))],
    }
    answer = Caller(cast.inspector).post("hazards/", {**told, field: nothing})
    assert answer.status_code == 400 and codes(answer) == [("blank", field)]
    assert not Hazard.objects.exists()


@EACH
def test_the_page_asks_for_what_was_not_said(client, cast, nothing):
    client.force_login(cast.inspector)
    page = client.post("/hazards/report/", {"place": nothing, "description": "灯不亮"})
    assert page.context["form"].errors["place"].as_data()[0].code == "required"
    assert "请填写。" in words_on(page)


@EACH
def test_the_law_misses_it_whoever_asks(cast, nothing):
    hazard = cast.reported()
    given = {"responsible": cast.responsible, "due_on": cast.due_on, "measures": nothing}
    with pytest.raises(SomethingMissing) as refusal:
        services.assign(hazard, by=cast.officer, **given)
    assert [lack.code for lack in refusal.value.missing] == ["measures"]
    told = {**given, "responsible": cast.responsible.pk, "due_on": f"{cast.due_on}"}
    answer = Caller(cast.officer).post(f"hazards/{hazard.pk}/assign/", told)
    assert answer.status_code == 422 and codes(answer) == [("measures", "measures")]


@EACH
@pytest.mark.parametrize("field", [f for f in FIELDS if f.is_needed and f.code != "found_on"])
def test_a_row_of_an_old_ledger_lacks_it(cast, field, nothing):
    head = {"place": "隐患部位", "description": "存在问题"}[field.code]
    one = taken(cast.officer, [line(1, **{head: f" {nothing}"}), line(2)])
    assert [(column, code) for _row, column, code in faults(one)] == [(head, "missing")]


def test_what_an_old_ledger_says_is_not_turned_around(cast):
    heads = [f"{head}{TURNING}" for head in HEADS]
    file = book([line(1, 隐患部位=f"北门{TURNING}口")], heads)
    file.name = f"台账{TURNING}.xlsx"
    answer = Caller(cast.officer).send_file("imports/", file)
    assert answer.status_code == 201 and not set(TURNING) & set(answer.content.decode())


@EACH
def test_a_blank_of_a_return_stays_empty(nothing):
    assert read_answer(BLANK, nothing) is None


@pytest.mark.parametrize("sign", ["\0", "\x08", "\ufffe"])
def test_a_blank_says_what_is_wrong_with_what_cannot_be_printed(sign):
    with pytest.raises(NoAnswer, match="无法打印"):
        read_answer(BLANK, f"讲座{sign}")


@EACH
def test_a_view_without_a_name_is_not_kept(cast, nothing):
    answer = Caller(cast.officer).post("views/", {"name": nothing, "query": "state=open"})
    assert answer.status_code == 422 and codes(answer) == [("name", "name")]


@pytest.mark.parametrize("field", ["place", "description"])
def test_a_nul_is_refused_on_the_page_in_words_that_say_so(client, cast, field):
    client.force_login(cast.inspector)
    told = {"place": "食堂", "description": "灯不亮", field: "a\0b"}
    page = client.post(reverse("web:report"), told)
    (sentence,) = page.context["form"].errors[field]
    assert "NUL" in sentence and "空字符" in sentence
