"""Whose figures the board shows: the unit is looked for as it is above the ledger."""

import re

import pytest

from organizations.models import Unit
from organizations.services import found_unit

URL = "/statistics/"


@pytest.fixture
def board(client, cast):
    def answer_to(person, **asked):
        client.force_login(person)
        return client.get(URL, asked)

    return answer_to


def test_the_one_unit_that_fits_is_looked_at_for_the_same_days(board, cast):
    answer = board(cast.auditor, unit_search="sfxx", period="month")
    assert answer.status_code == 302
    assert answer.url == f"{URL}?period=month&unit={cast.school.pk}"


def test_of_several_that_fit_each_is_a_link(board, cast):
    page = board(cast.auditor, unit_search="zxxx", period="month").content.decode()
    for place in ("central", "central_b"):
        unit = cast.units[place]
        assert f'<a class="pill" href="?period=month&amp;unit={unit.pk}">{unit}</a>' in page


def test_what_fits_no_unit_in_reach_is_said(board, cast):
    for person, typed in ((cast.auditor, "没有"), (cast["officer@central"], "ycxx")):
        page = board(person, unit_search=typed).content.decode()
        assert "没有符合" in page and "育才小学" not in page


def test_the_scope_is_named_and_can_be_taken_off(board, cast):
    page = board(cast.auditor, unit=cast.school.pk, period="month").content.decode()
    assert re.search(r'<a class="pill is-on" href="\?period=month">示范小学<', page)
    assert '<span class="scope">区教育局</span>' in board(cast.auditor).content.decode()


def test_whoever_reaches_one_unit_looks_for_none(board, cast):
    page = board(cast.officer).content.decode()
    assert 'name="unit_search"' not in page and "示范小学" in page


def test_a_district_of_331_units_is_a_page_of_less_than_150_kb(board, cast):
    """Thirty central schools of ten schools each, beside the cast's own units."""
    schools, bureau = [], cast.units["bureau"]
    for c in range(30):
        central = found_unit(f"JZ1{c:02d}", f"第{c}乡中心学校", Unit.Kind.CENTRAL_SCHOOL, bureau)
        for s in range(10):
            code = f"JZ3{c:02d}{s}"
            schools.append(found_unit(code, f"第{c}乡第{s}小学", Unit.Kind.SCHOOL, central))
    for school in schools[::10]:
        cast.reported(cast["inspector@bureau"], school)
    assert Unit.objects.count() > 331
    assert len(board(cast.auditor).content) <= 150 * 1024
