"""What stands beside the state is said in every list: both clocks, more time, interim control."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hazards import services
from tests.web.reading import words_on
from web.templatetags.words import day


def asking(cast, hazard, days=5):
    until = hazard.due_on + timedelta(days=days)
    told = {"until": until, "reason": "等配件", "interim_measures": "围挡"}
    return services.request_extension(hazard, by=cast.responsible, **told)


@pytest.fixture
def extended(cast):
    hazard = cast.assigned(due_on=timezone.localdate() + timedelta(days=2))
    extension = asking(cast, hazard, days=1)
    services.grant(extension, by=cast.officer)
    hazard.refresh_from_db()
    return hazard


def both(hazard):
    return f"原定{day(hazard.original_due_on)}，延至{day(hazard.due_on)}"


@pytest.mark.parametrize("address", ["/hazards/", "/hazards/{pk}/"])
def test_both_deadlines_are_said_to_the_officer(look, cast, extended, address):
    assert both(extended) in words_on(look(cast.officer, address.format(pk=extended.pk)))


@pytest.mark.parametrize("address", ["/hazards/", "/hazards/{pk}/", "/supervisions/"])
def test_neither_of_the_two_days_breaks_across_a_line(look, cast, extended, address):
    told = {"level": "district", "document_number": "区安督〔2026〕3号", "deadline": cast.due_on}
    services.list_for_supervision(extended, by=cast.auditor, **told)
    page = look(cast.auditor, address.format(pk=extended.pk)).content.decode()
    days = extended.original_due_on, extended.due_on
    first, second = (f'<span class="keep">{day(one)}</span>' for one in days)
    both = f'<span class="phrase">原定{first}，</span><span class="phrase">延至{second}</span>'
    assert both in page


def test_both_deadlines_are_said_to_who_repairs_it(look, cast, extended):
    assert both(extended) in words_on(look(cast.responsible, "/"))


def test_a_reopening_with_an_earlier_day_is_not_called_an_extension(look, cast):
    hazard = cast.closed()
    sooner = cast.due_on - timedelta(days=3)
    hazard = services.reopen(hazard, by=cast.auditor, reason="又坏了", due_on=sooner)
    words = words_on(look(cast.officer, f"/hazards/{hazard.pk}/"))
    assert f"原定{day(cast.due_on)}，现定{day(sooner)}" in words and "延至" not in words


def test_a_request_is_marked_until_it_is_answered(look, cast):
    hazard = cast.assigned()
    extension = asking(cast, hazard)
    said = f"已申请延期至{day(extension.until)}"
    for person, address in ((cast.officer, "/hazards/"), (cast.responsible, "/")):
        assert said in words_on(look(person, address))
    assert "已申请延期" in look(cast.viewer, f"/hazards/{hazard.pk}/").content.decode()
    services.refuse(extension, by=cast.officer, reason="工期够用")
    assert said not in words_on(look(cast.officer, "/hazards/"))
    assert "工期够用" in look(cast.viewer, f"/hazards/{hazard.pk}/").content.decode()


def test_the_ledger_lists_the_open_requests(look, cast):
    asked, other = cast.assigned(), cast.assigned()
    asking(cast, asked)
    page = look(cast.auditor, "/hazards/?asked=true").content.decode()
    assert asked.number in page and other.number not in page
    chips = {
        view.label: view.count for view, _on in look(cast.auditor, "/hazards/").context["views"]
    }
    assert chips["已申请延期"] == 1
    rest = look(cast.auditor, "/hazards/?asked=false").content.decode()
    assert other.number in rest and asked.number not in rest


def test_an_interim_control_is_marked_while_the_hazard_is_open(look, cast):
    hazard, other = cast.assigned(), cast.assigned()
    services.control(hazard, by=cast.officer, measures="拉警戒线，专人看守")
    said = f"{day(timezone.localdate())}起已临时防范"
    assert said in words_on(look(cast.officer, "/hazards/"))
    detail = look(cast.viewer, f"/hazards/{hazard.pk}/").content.decode()
    assert "已临时防范" in detail and "拉警戒线，专人看守" in detail
    found = look(cast.officer, "/hazards/?controlled=true").content.decode()
    assert hazard.number in found and other.number not in found
    cast.closed(cast.rectified(hazard))
    assert said not in words_on(look(cast.officer, "/hazards/"))
