"""Notices and summaries through the API: in both formats, for the right people only."""

import uuid

import pytest

from papers.issued import IssuedPaper
from tests.papers.issuing import read_through
from tests.papers.printed import FORMS, text_of

both_forms = pytest.mark.parametrize("form", FORMS)
ROOT = "/api/v1/papers/"


@pytest.fixture
def post(client):
    def send(person, name, **body):
        client.force_login(person)
        return client.post(f"{ROOT}{name}/", body, content_type="application/json")

    return send


@both_forms
def test_a_notice_of_several_hazards_is_a_file(cast, post, form):
    ids = [str(cast.reported().pk) for _ in range(2)]
    answer = post(cast.officer, "rectification-notice", hazards=ids, format=form)
    assert answer.status_code == 200 and "整改通知书" in text_of(answer.content, form)
    assert answer.content[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[form]


def test_what_is_out_of_sight_is_not_there(cast, post):
    seen, unseen = (
        cast.reported(),
        cast.reported(cast["inspector@school_b"], cast.units["school_b"]),
    )
    for ids in ([str(seen.pk), str(unseen.pk)], [str(uuid.uuid4())]):
        assert post(cast.officer, "rectification-notice", hazards=ids).status_code == 404
    assert not IssuedPaper.objects.exists()


def test_refusals_say_what_is_wrong(cast, post):
    one = cast.reported()
    other = cast.reported(cast["inspector@central"], cast.units["school_2"])
    ids = [str(one.pk), str(other.pk)]
    answer = post(cast["officer@central"], "rectification-notice", hazards=ids)
    assert answer.status_code == 422 and answer.json()["errors"][0]["code"] == "one_unit"
    assert post(cast.viewer, "rectification-notice", hazards=ids[:1]).status_code == 403
    assert post(cast.officer, "rectification-notice", hazards=[]).status_code == 400
    wrong = post(cast.officer, "rectification-notice", hazards=ids[:1], format="odt")
    assert wrong.status_code == 400
    assert post(cast.officer, "public-notice").status_code == 400
    far = cast.units["school_b"].pk
    assert post(cast.officer, "public-notice", unit=far).status_code == 400


@both_forms
@pytest.mark.parametrize("name", ["public-notice", "summary"])
def test_a_unit_and_a_period_are_a_file(cast, post, name, form):
    cast.reported()
    read_through(cast.school, cast.officer)
    told = {"unit": cast.school.pk, "found_from": "2020-01-01", "found_to": "2099-01-01"}
    answer = post(cast.officer, name, **told, format=form)
    assert answer.status_code == 200 and "示范小学" in text_of(answer.content, form)


def test_the_summary_is_for_whoever_sees_the_figures(cast, post):
    assert post(cast.viewer, "summary", unit=cast.school.pk).status_code == 200
    assert post(cast.viewer, "public-notice", unit=cast.school.pk).status_code == 403


@both_forms
def test_the_papers_of_one_hazard_that_take_a_number(cast, client, form):
    hazard = cast.closed()
    address = f"/api/v1/hazards/{hazard.pk}/papers/"
    client.force_login(cast.officer)
    opinion = client.get(f"{address}review-opinion.{form}")
    assert opinion.status_code == 200 and "复查合格" in text_of(opinion.content, form)
    refused = client.get(f"{address}supervision-notice.{form}")
    assert refused.status_code == 422 and refused.json()["errors"][0]["code"] == "listed"
    client.force_login(cast.viewer)
    assert client.get(f"{address}review-opinion.{form}").status_code == 403
    client.force_login(cast["officer@school_b"])
    assert client.get(f"{address}review-opinion.{form}").status_code == 404
