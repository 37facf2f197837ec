"""Amending a finished round on its page: filled with what it says, and nothing typed is lost."""

import pytest
from django.urls import reverse

from inspections import services
from inspections.models import Round
from tests.inspections.planned import TUESDAY, all_ok, gone_through, on, switched


@pytest.fixture
def patrol(cast, client):
    """Of the school, finished with nothing found; whoever did it is logged in."""
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    gone_through(TUESDAY, TUESDAY)
    with on(TUESDAY):
        client.force_login(cast.inspector)
        one = Round.objects.for_list().get(unit=cast.school)
        yield services.finish(one, by=cast.inspector, answers=all_ok(one))


def at(one: Round, name: str = "amend_round") -> str:
    return reverse(f"web:{name}", args=[one.pk])


def said(one: Round, **more: str) -> dict[str, str]:
    """As the form stands when it is opened."""
    lines = {f"l-{key}": result for key, (result, _note) in all_ok(one).items()}
    return {**lines, "inspectors": str(one.finished_by), "note": one.note, **more}


def test_a_line_and_the_place_are_amended_and_the_page_says_by_whom_when_and_why(patrol, client):
    page = client.get(at(patrol)).content.decode()
    assert "控制室" in page and 'value="ok" checked' in page
    told = {"l-control_room": "not_applicable", "whereabouts": "南校区", "reason": "没有控制室"}
    sent = client.post(at(patrol), said(patrol, **told))
    assert sent["Location"] == at(patrol, "round")
    patrol.refresh_from_db()
    assert (patrol.not_applicable, patrol.whereabouts, patrol.inspectors) == (1, "南校区", None)
    page = client.get(at(patrol, "round")).content.decode()
    for word in ("更正", "没有控制室", "<del>正常</del>", "<ins>不适用</ins>", "南校区"):
        assert word in page


def test_without_a_reason_nothing_is_amended_and_nothing_typed_is_lost(patrol, client):
    told = {"l-control_room": "not_applicable", "whereabouts": "南校区"}
    refused = client.post(at(patrol), said(patrol, **told))
    page = refused.content.decode()
    assert refused.status_code == 400 and "id_reason_error" in page and "南校区" in page
    assert 'value="not_applicable" checked' in page
    patrol.refresh_from_db()
    assert patrol.amended is None


def test_a_hazard_is_named_by_its_number_in_the_ledger(patrol, client, cast):
    hazard = cast.reported(by=cast.inspector)
    told = {"l-exits": "hazard", "reason": "漏记"}
    refused = client.post(at(patrol), said(patrol, **told))
    assert refused.status_code == 400 and "id_h-exits_error" in refused.content.decode()
    other = cast.reported(by=cast["officer@school_b"], unit=cast.units["school_b"])
    refused = client.post(at(patrol), said(patrol, **told, **{"h-exits": other.number}))
    assert refused.status_code == 400
    sent = client.post(at(patrol), said(patrol, **told, **{"h-exits": hazard.number}))
    assert sent.status_code == 302
    assert patrol.findings.get().hazard == hazard
    again = client.get(at(patrol)).content.decode()
    assert hazard.description in again
    sent = client.post(at(patrol), {**said(patrol), "l-exits": "", "note": "另", "reason": "补"})
    assert sent.status_code == 302  # a line with a hazard is not asked again


def test_a_hazard_of_a_round_without_lines_is_named_as_well(client, cast):
    one, _ = services.start(by=cast.inspector, unit=cast.school, kind="hunt")
    services.finish(one, by=cast.inspector)
    hazard = cast.reported(by=cast.inspector)
    client.force_login(cast.inspector)
    assert client.post(at(one), {"reason": "漏记", "h-": hazard.number}).status_code == 302
    assert one.findings.get().hazard == hazard


def test_nothing_changed_is_refused_in_a_sentence(patrol, client):
    refused = client.post(at(patrol), said(patrol, reason="看看"))
    assert refused.status_code == 422
    assert "还差" in refused.content.decode()


def test_whom_the_page_lets_in(patrol, client, cast):
    client.force_login(cast["officer@school_b"])
    assert client.get(at(patrol)).status_code == 404
    client.force_login(cast.viewer)
    assert client.get(at(patrol)).status_code == 403
    assert at(patrol) not in client.get(at(patrol, "round")).content.decode()
    assert client.post(at(patrol), said(patrol, reason="x", note="y")).status_code == 403
    client.force_login(cast["officer@central"])
    assert at(patrol) in client.get(at(patrol, "round")).content.decode()


def test_one_that_is_not_finished_leads_back_to_its_page(client, cast):
    one, _ = services.start(by=cast.inspector, unit=cast.school, kind="hunt")
    client.force_login(cast.inspector)
    assert client.get(at(one))["Location"] == at(one, "round")
