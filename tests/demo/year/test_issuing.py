"""The demo's notices: a handful of every kind, issued when it was the time for them."""

import pytest

from organizations.models import User
from papers.issued import IssuedPaper, Kind
from tests.web.reading import words_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("album")]


@pytest.mark.parametrize("kind", Kind.values)
def test_some_of_every_kind_went_out(kind):
    assert 0 < IssuedPaper.objects.filter(kind=kind).count() < 10


@pytest.mark.parametrize("username", ["auditor", "officer.central", "officer", "officer.b"])
def test_those_who_look_for_issued_papers_find_some(client, username):
    client.force_login(User.objects.get(username=username))
    assert "（演示）安改〔" in words_on(client.get("/papers/"))


def test_one_notice_is_about_several_hazards_open_by_then_and_nothing_later():
    demands = IssuedPaper.objects.filter(kind=Kind.RECTIFICATION)
    assert max(demand.hazards.count() for demand in demands) > 1
    for demand in demands:
        for hazard in demand.hazards.all():
            assert hazard.unit_id == demand.addressee_id
            assert hazard.assigned_at <= demand.issued_at


def test_each_says_at_its_head_that_this_is_a_demo():
    for issued in IssuedPaper.objects.all():
        assert "（演示）" in issued.number and "（演示）" in issued.paper.head.name


def test_numbers_run_on_in_the_order_of_issue():
    for one in IssuedPaper.objects.order_by("unit", "kind", "year", "running"):
        series = IssuedPaper.objects.filter(unit=one.unit, kind=one.kind, year=one.year)
        assert not series.filter(running__lt=one.running, issued_at__gt=one.issued_at).exists()
