"""Papers from the pages: a button for each that there is, and a sentence where there is none."""

import pytest

from hazards import services
from tests.papers.issuing import read_through
from tests.papers.printed import FORMS, text_of

both_forms = pytest.mark.parametrize("form", FORMS)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


@both_forms
def test_the_page_of_a_hazard_offers_what_there_is(cast, client, form):
    hazard = cast.closed()
    client.force_login(cast.officer)
    page = client.get(f"/hazards/{hazard.pk}/").content.decode()
    for name in ("closing-certificate", "case-file", "review-opinion"):
        assert f"/hazards/{hazard.pk}/papers/{name}.{form}" in page
    assert "supervision-notice" not in page
    client.force_login(cast.viewer)
    page = client.get(f"/hazards/{hazard.pk}/").content.decode()
    assert "case-file" in page and "review-opinion" not in page


def test_a_review_opinion_is_offered_only_while_the_review_stands(cast, client):
    client.force_login(cast.officer)
    back = services.send_back(cast.rectified(), by=cast.officer, reason="没有改到位")
    assert "review-opinion" in client.get(f"/hazards/{back.pk}/").content.decode()
    told = {"by": cast.auditor, "reason": "又堵了", "due_on": cast.due_on}
    again = services.reopen(cast.closed(), **told)
    assert "review-opinion" not in client.get(f"/hazards/{again.pk}/").content.decode()


@both_forms
def test_what_takes_a_number_is_asked_for_with_a_button(cast, client, form):
    hazard = cast.closed()
    client.force_login(cast.officer)
    address = f"/hazards/{hazard.pk}/papers/review-opinion.{form}"
    assert client.get(address).status_code == 405
    assert "复查合格" in text_of(body(client.post(address)), form)
    client.force_login(cast.viewer)
    assert "签发" in client.post(address, follow=True).content.decode()


@both_forms
def test_ticked_rows_become_one_notice(cast, client, form):
    hazards = [cast.reported() for _ in range(2)]
    client.force_login(cast.officer)
    assert f"/papers/rows.{form}" in client.get("/hazards/").content.decode()
    ids = [str(hazard.pk) for hazard in hazards]
    told = text_of(body(client.post(f"/papers/rows.{form}", {"ids": ids})), form)
    assert all(hazard.number in told for hazard in hazards)


def test_rows_of_two_units_are_refused_in_a_sentence(cast, client):
    hazards = cast.reported(), cast.reported(cast["inspector@central"], cast.units["school_2"])
    client.force_login(cast["officer@central"])
    told = {"ids": [str(hazard.pk) for hazard in hazards], "query": "state=open"}
    page = client.post("/papers/rows.docx", told, follow=True)
    assert "只发给一个单位" in page.content.decode()
    assert page.redirect_chain == [("/hazards/?state=open", 302)]


def test_who_issues_nothing_is_offered_nothing(cast, client):
    cast.reported()
    client.force_login(cast.viewer)
    assert "/papers/rows." not in client.get("/hazards/").content.decode()


@both_forms
@pytest.mark.parametrize(("name", "title"), [("summary", "小结"), ("public-notice", "公示单")])
def test_the_board_prints_the_unit_and_the_days_shown(cast, client, form, name, title):
    cast.reported()
    read_through(cast.school, cast.officer)
    client.force_login(cast.officer)
    address = f"/papers/period/{name}.{form}"
    page = "/statistics/" if name == "summary" else f"/papers/public-notice/?unit={cast.school.pk}"
    assert address in client.get(page).content.decode()
    told = {"unit": cast.school.pk, "period": "month"}
    assert title in text_of(body(client.post(address, told)), form)
    assert client.post(address, told | {"unit": cast.units["school_b"].pk}).status_code == 404


def test_the_board_offers_a_public_notice_to_those_who_issue_it(cast, client):
    client.force_login(cast.viewer)
    page = client.get("/statistics/").content.decode()
    assert "period/summary" in page and "public-notice" not in page
    told = {"unit": cast.school.pk, "period": "month"}
    refused = client.post("/papers/period/public-notice.docx", told, follow=True)
    assert "签发" in refused.content.decode()
