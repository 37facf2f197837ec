"""挂牌督办 as a board: every listing by level, its clock, and what is missing before it may end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hazards import services
from hazards.models import Hazard
from tests.web.reading import english_on, words_on

TODAY = timezone.localdate


def listed(cast, hazard=None, level="district", days=20, number="教安督〔2021〕3号"):
    hazard = hazard or cast.major()
    deadline = TODAY() + timedelta(days=days)
    told = {"level": level, "document_number": number, "deadline": deadline}
    services.list_for_supervision(hazard, by=cast.auditor, **told)
    return Hazard.objects.get(pk=hazard.pk)


def test_each_listing_says_level_document_clock_state_and_what_is_missing(look, cast):
    hazard = listed(cast, cast.rectified(cast.assigned(cast.major(), by=cast.auditor)))
    words = words_on(look(cast.auditor, "/supervisions/"))
    for said in (hazard.number, "教安督〔2021〕3号", "还剩20天", "待验收", "区级", "摘牌"):
        assert said in words, said
    assert "现场验收照" in words


def test_what_is_ahead_of_each_state_is_told_in_order(look, cast):
    listed(cast)
    (row,) = look(cast.auditor, "/supervisions/").context["rows"]
    assert row.lacking == ["待交办", "待整改", "待验收", "现场验收照", "挂牌督办还没有摘牌"]


def test_the_highest_level_stands_first_and_each_number_leads_to_its_rows(look, cast):
    late = listed(cast, level="city", days=-2)
    district, province = listed(cast), listed(cast, level="province")
    page = look(cast.auditor, "/supervisions/")
    assert [row.hazard for row in page.context["rows"]] == [province, late, district]
    chips = {chip.label: (chip.count, url) for chip, url, _shown in page.context["chips"]}
    assert {label: n for label, (n, _url) in chips.items()} == {
        "全部": 3,
        "已超期": 1,
        "省级": 1,
        "市级": 1,
        "区级": 1,
    }
    for label, expected in (("已超期", [late]), ("省级", [province]), ("全部", None)):
        rows = look(cast.auditor, chips[label][1]).context["rows"]
        assert expected is None or [row.hazard for row in rows] == expected
    assert "超期2天" in words_on(page)


def test_a_delisted_one_is_no_longer_there(look, cast):
    hazard = listed(cast)
    services.delist(hazard, by=cast.auditor)
    page = look(cast.auditor, "/supervisions/")
    assert page.context["rows"] == [] and [r.hazard for r in page.context["not_listed"]] == [hazard]


def test_an_auditor_lists_and_delists_from_here_in_one_tap(look, send, cast):
    there, free = listed(cast), cast.major()
    page = look(cast.auditor, "/supervisions/").content.decode()
    delist = f"/hazards/{there.pk}/beside/delist/"
    listing = f"/hazards/{free.pk}/beside/list-for-supervision/"
    assert f'href="{delist}"' in page and f'href="{listing}"' in page
    assert look(cast.auditor, delist).status_code == 200
    send(cast.auditor, delist, {"delisted_on": TODAY().isoformat()})
    told = {"level": "bureau", "document_number": "7号", "deadline": TODAY().isoformat()}
    send(cast.auditor, listing, told)
    rows = look(cast.auditor, "/supervisions/").context["rows"]
    assert [(row.hazard, row.listing.level) for row in rows] == [(free, "bureau")]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("reported", "现在是「已上报」，离销号还差：待交办、待整改、待验收、现场验收照"),
        ("assigned", "现在是「待整改」，离销号还差：待整改、待验收、现场验收照"),
        ("rectified", "现在是「待验收」，离销号还差：待验收、现场验收照"),
    ],
)
def test_whoever_delists_reads_beside_the_form_what_is_not_done_yet(look, cast, state, said):
    hazard = cast.major()
    hazard = hazard if state == "reported" else cast.assigned(hazard, by=cast.auditor)
    hazard = listed(cast, cast.rectified(hazard) if state == "rectified" else hazard)
    for address in (f"/hazards/{hazard.pk}/", f"/hazards/{hazard.pk}/beside/delist/"):
        words = words_on(look(cast.auditor, address))
        assert said in words and "摘牌不等于整改到位" in words


@pytest.mark.parametrize("key", ["officer@school", "viewer@central", "officer@central"])
def test_others_read_it_and_have_nothing_to_press(look, cast, key):
    hazard = listed(cast)
    page = look(cast[key], "/supervisions/")
    assert hazard.number in words_on(page) and "/beside/" not in page.content.decode()


def test_what_is_out_of_sight_is_neither_shown_nor_counted(look, cast):
    listed(cast)
    page = look(cast["officer@school_b"], "/supervisions/")
    assert page.context["rows"] == [] and page.context["chips"][0][0].count == 0
    address = f"/supervisions/?unit={cast.school.pk}"
    assert look(cast["officer@school_b"], address).status_code == 404


def test_a_unit_means_all_below_it(look, cast):
    here = listed(cast)
    there = cast.major(cast["inspector@direct"], unit=cast.units["direct"])
    listed(cast, there)
    page = look(cast.auditor, f"/supervisions/?unit={cast.units['central'].pk}")
    assert [row.hazard for row in page.context["rows"]] == [here]
    assert page.context["chips"][0][0].count == 1


@pytest.mark.parametrize("query", ["level=moon", "unit=x", "unit=999999"])
def test_what_cannot_be_understood_is_not_there(look, cast, query):
    assert look(cast.auditor, f"/supervisions/?{query}").status_code == 404


def test_an_empty_board_says_how_it_fills(look, cast):
    page = look(cast.viewer, "/supervisions/")
    assert "没有挂牌督办" in words_on(page) and english_on(page) == []


def test_it_is_in_chinese(look, cast):
    listed(cast)
    cast.major()
    assert english_on(look(cast.auditor, "/supervisions/")) == []


def test_it_costs_the_same_however_many_are_listed(client, cast, django_assert_max_num_queries):
    client.force_login(cast.auditor)
    for _ in range(3):
        listed(cast)
    with django_assert_max_num_queries(22) as few:
        client.get("/supervisions/")
    for _ in range(27):
        listed(cast)
    with django_assert_max_num_queries(22) as many:
        client.get("/supervisions/")
    assert len(few) == len(many)


def test_a_listed_hazard_is_closed_through_no_door(send, cast):
    """The service and the API have tests of their own; these are the page and the bulk."""
    hazard = listed(cast, cast.rectified())
    photos = [str(cast.photo(cast.auditor))]
    page = send(cast.auditor, f"/hazards/{hazard.pk}/close/", {"photos": photos})
    assert page.status_code == 422 and "摘牌" in words_on(page)
    told = {"ids": [str(hazard.pk)], "confirmed": "yes"}
    page = send(cast.auditor, "/hazards/bulk/close/", told, follow=True)
    assert "摘牌" in words_on(page)
    assert Hazard.objects.get(pk=hazard.pk).state == "rectified"
