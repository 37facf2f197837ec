"""Issued papers through the API: the list, and each as a file, as it went out."""

import pytest

from api.papers.schemas import IssuedPaperOutput
from papers.hazards.notices import rectification_notice, review_opinion
from papers.issued import IssuedPaper
from papers.printing import printers
from tests.api.conftest import codes
from tests.papers.issuing import delisted, moved_away
from tests.papers.printed import FORMS

both_forms = pytest.mark.parametrize("form", FORMS)


def test_the_list_tells_each_paper_as_the_document_says(cast, caller):
    issued = delisted(cast)
    hazard = issued.hazards.get()
    (row,) = caller(cast.viewer).get("papers/").json()["results"]
    assert list(row) == list(IssuedPaperOutput._declared_fields)
    assert (row["number"], row["kind"]) == ("区安督〔2026〕3号", "supervision")
    assert row["unit"]["name"] == "区教育局" and row["addressee"]["name"] == "示范小学"
    assert row["hazards"] == [{"id": str(hazard.pk), "number": hazard.number}]
    assert row["docx"] == f"/api/v1/papers/{issued.pk}.docx" and row["digest"] == issued.digest


@both_forms
def test_a_file_is_the_paper_as_it_went_out(cast, caller, form):
    issued, viewer = delisted(cast), caller(cast.viewer)
    (row,) = viewer.get("papers/").json()["results"]
    page = f"http://testserver/hazards/{issued.hazards.get().pk}/"
    answer = viewer.get(row[form])
    assert answer.content == printers.printed(issued.paper, form, page)
    assert answer.headers["Content-Type"] == printers.KINDS[form]
    assert IssuedPaper.objects.count() == 1


@both_forms
def test_nobody_gets_what_is_out_of_sight(cast, caller, form):
    issued = rectification_notice([cast.reported()], by=cast.officer)
    for person in (cast["officer@school_b"], cast.stranger):
        assert caller(person).get("papers/").json()["results"] == []
        assert caller(person).get(f"papers/{issued.pk}.{form}").status_code == 404
    assert caller().get("papers/").status_code == 401
    assert caller().get(f"papers/{issued.pk}.{form}").status_code == 401


def test_who_does_not_see_all_its_hazards_gets_the_row_and_no_file(cast, caller):
    issued = moved_away(cast)
    (row,) = caller(cast.officer).get("papers/").json()["results"]
    assert row["docx"] is None and row["pdf"] is None
    assert row["hazards"] == [] and row["out_of_sight"] == 1
    assert caller(cast.officer).get(f"papers/{issued.pk}.docx").status_code == 404
    (row,) = caller(cast.auditor).get("papers/").json()["results"]
    assert caller(cast.auditor).get(row["docx"]).status_code == 200


def test_each_filter_has_a_row_on_either_side(cast, caller):
    first = rectification_notice([cast.reported()], by=cast.officer)
    hazard = cast.closed()
    second = review_opinion(hazard, by=cast["officer@central"])
    auditor = caller(cast.auditor)
    for asked, found in (
        ({}, [second, first]),
        ({"kind": "review"}, [second]),
        ({"unit": cast.school.pk}, [first]),
        ({"addressee": cast.units["central"].pk}, [second, first]),
        ({"addressee": cast.units["central_b"].pk}, []),
        ({"year": first.year}, [second, first]),
        ({"year": 1999}, []),
        ({"hazard": str(hazard.pk)}, [second]),
    ):
        assert auditor.ids("papers/", **asked) == [paper.pk for paper in found], asked


@pytest.mark.parametrize("field", ["kind", "unit", "addressee", "year", "hazard"])
def test_a_filter_that_means_nothing_is_refused(cast, caller, field):
    answer = caller(cast.officer).get("papers/", {field: "nothing"})
    assert answer.status_code == 400 and codes(answer)[0][1] == field


def test_what_is_not_what_was_issued_is_a_conflict(cast, caller, monkeypatch):
    issued = rectification_notice([cast.reported()], by=cast.officer)
    monkeypatch.setattr(IssuedPaper, "is_as_issued", False)
    answer = caller(cast.officer).get(f"papers/{issued.pk}.docx")
    assert answer.status_code == 409 and codes(answer) == [("not_possible", None)]


def test_the_list_costs_the_same_however_long_it_is(cast, caller, django_assert_num_queries):
    auditor = caller(cast.auditor)
    for size in (3, 20):
        for _ in range(size):
            rectification_notice([cast.reported()], by=cast.officer)
        # the token, the roles with the tops of the tree, the rows, their hazards, those in sight
        with django_assert_num_queries(5):
            assert auditor.get("papers/", {"page_size": 100}).status_code == 200
