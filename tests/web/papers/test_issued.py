"""已发文书: what went out as a list, on a hazard's own page, and printed again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Membership
from papers.hazards.notices import rectification_notice, review_opinion
from papers.issued import IssuedPaper
from papers.printing import printers
from tests.papers.issuing import announced, delisted, moved_away
from tests.papers.printed import FORMS, text_of
from tests.web.reading import english_on, links_of, words_on

both_forms = pytest.mark.parametrize("form", FORMS)
LIST = "/papers/"


def numbers(page):
    return [row.paper.number for row in page.context["rows"]]


@pytest.fixture
def several(cast):
    """Of each way to choose, one on either side."""
    school, central = cast.officer, cast["officer@central"]
    return {
        "own": rectification_notice([cast.reported()], by=school),
        "from above": rectification_notice([cast.reported()], by=central),
        "review": review_opinion(cast.closed(), by=cast.auditor),
        "public": announced(cast.units["central"], central),
    }


def test_the_newest_stands_first_with_all_that_identifies_it(look, cast, several):
    page = look(cast.auditor, LIST)
    assert numbers(page) == [paper.number for paper in reversed(several.values())]
    words = words_on(page)
    for said in ("整改通知书", "复查意见书", "公示单", "示范小学", "第一中心学校", "区教育局"):
        assert said in words, said
    hazard = several["own"].hazards.get()
    assert (f"/hazards/{hazard.pk}/", hazard.number) in links_of(page.content.decode())


def test_each_filter_keeps_one_side_and_stays_in_the_address(look, cast, several):
    school, central = cast.school.pk, cast.units["central"].pk
    for asked, kept in (
        ("kind=review", ["review"]),
        (f"unit={school}", ["own"]),
        (f"unit={central}", ["public", "from above"]),
        (f"addressee={school}", ["review", "from above", "own"]),
        (f"addressee={central}", ["public", "review", "from above", "own"]),
        (f"year={several['own'].year}", ["public", "review", "from above", "own"]),
    ):
        page = look(cast.auditor, f"{LIST}?{asked}")
        assert numbers(page) == [several[name].number for name in kept], asked
        assert page.context["query"] == asked


@pytest.mark.parametrize("asked", ["kind=other", "year=1999", "unit=999999", "addressee=x"])
def test_what_cannot_be_chosen_is_not_there(look, cast, several, asked):
    assert look(cast.auditor, f"{LIST}?{asked}").status_code == 404


def test_a_unit_out_of_reach_is_not_there(look, cast, several):
    assert look(cast.officer, f"{LIST}?unit={cast.units['bureau'].pk}").status_code == 200
    assert look(cast.officer, f"{LIST}?addressee={cast.units['bureau'].pk}").status_code == 404
    stranger = look(cast["officer@school_b"], LIST)
    assert numbers(stranger) == [] and "还没有签发过文书" in words_on(stranger)


@both_forms
def test_a_row_is_printed_again_as_it_went_out(look, cast, several, form):
    issued = several["review"]
    page = look(cast.viewer, LIST).content.decode()
    address = f"/papers/{issued.pk}.{form}"
    assert address in page
    answer = look(cast.viewer, address)
    content = b"".join(answer.streaming_content)
    hazard = issued.hazards.get()
    way_back = f"http://testserver/hazards/{hazard.pk}/"
    assert content == printers.printed(issued.paper, form, way_back)
    assert issued.number in answer.headers["Content-Disposition"] or "utf-8" in str(answer.headers)
    assert IssuedPaper.objects.count() == 4


@both_forms
def test_what_one_may_not_see_is_not_printed(look, cast, several, form):
    for paper in several.values():
        assert look(cast["officer@school_b"], f"/papers/{paper.pk}.{form}").status_code == 404
    assert look(cast.auditor, f"/papers/999999.{form}").status_code == 404


def test_who_does_not_see_all_of_it_is_told_and_finds_no_print(look, cast):
    issued = moved_away(cast)
    hazard = issued.hazards.get()
    page = look(cast.officer, LIST)
    links = [href for href, _text in links_of(page.content.decode())]
    assert numbers(page) == [issued.number] and hazard.number not in words_on(page)
    assert "另有 1 项不在您的可见范围内" in words_on(page)
    assert "能看到其中全部隐患的人才能重新打印" in words_on(page)
    assert not [href for href in links if f"{hazard.pk}" in href or ".pdf" in href]
    assert look(cast.officer, f"/papers/{issued.pk}.pdf").status_code == 404


def test_one_that_was_tampered_with_is_refused_in_a_sentence(look, cast, several):
    told = {
        name: getattr(several["own"], name) for name in ("kind", "year", "issued_at", "document")
    }
    people = {"unit": cast.school, "addressee": cast.school, "issued_by": cast.officer}
    false = {"running": 99, "number": "99号", "says": "x", "digest": "0" * 64}
    paper = IssuedPaper.objects.create(**told, **people, **false)
    page = look(cast.officer, f"/papers/{paper.pk}.docx", follow=True)
    assert page.redirect_chain == [(LIST, 302)] and "99号" in words_on(page)
    assert "不再打印" in words_on(page)


@both_forms
def test_the_page_of_a_hazard_prints_its_delisted_supervision_notice_again(look, cast, form):
    issued = delisted(cast)
    hazard = issued.hazards.get()
    other = rectification_notice([cast.reported()], by=cast.officer)
    page = look(cast.viewer, f"/hazards/{hazard.pk}/").content.decode()
    assert issued.number in page and "挂牌督办通知书" in page and other.number not in page
    content = b"".join(look(cast.viewer, f"/papers/{issued.pk}.{form}").streaming_content)
    assert "区安督〔2026〕3号" in text_of(content, form)


def test_who_sees_a_hazard_but_not_its_papers_finds_none_on_its_page(look, cast):
    hazard = cast.reported(cast["inspector@bureau"], cast.units["school_b"])
    rectification_notice([hazard], by=cast["officer@school_b"])
    Membership.objects.filter(user=cast["inspector@bureau"]).update(unit=cast.units["direct"])
    page = look(cast["inspector@bureau"], f"/hazards/{hazard.pk}/")
    assert page.status_code == 200 and page.context["card"].issued == []


def test_it_is_found_where_somebody_looks_for_it(look, cast):
    for address in ("/", "/me/", "/hazards/", "/supervisions/", "/statistics/"):
        links = [href for href, _text in links_of(look(cast.auditor, address).content.decode())]
        assert any(href.startswith(LIST) for href in links), address


def test_it_is_in_chinese(look, cast, several):
    assert english_on(look(cast.auditor, LIST)) == []
    assert english_on(look(cast["officer@school_b"], LIST)) == []
    assert english_on(look(cast.auditor, f"{LIST}?kind=supervision")) == []


def test_the_list_costs_the_same_however_long_it_is(client, cast, django_assert_max_num_queries):
    client.force_login(cast["officer@central"])
    made = [rectification_notice([cast.reported()], by=cast.officer) for _ in range(3)]
    with django_assert_max_num_queries(18) as few:
        assert len(client.get(LIST).context["rows"]) == 3
    made += [rectification_notice([cast.reported() for _ in range(5)], by=cast.officer)]
    made += [rectification_notice([cast.reported()], by=cast.officer) for _ in range(14)]
    with django_assert_max_num_queries(18) as many:
        assert len(client.get(LIST).context["rows"]) == len(made) == 18
    assert len(few) == len(many)


def test_a_hazard_with_many_papers_costs_no_more_queries_than_one_with_few(client, cast):
    hazard = cast.reported()
    client.force_login(cast.officer)
    address = f"/hazards/{hazard.pk}/"

    def asked():
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    rectification_notice([hazard], by=cast.officer)
    few = asked()
    for other in range(6):
        rectification_notice([hazard, cast.reported(place=f"{other}号楼")], by=cast.officer)
    assert asked() == few


def test_the_second_page_keeps_the_filters(look, cast):
    for _ in range(21):
        rectification_notice([cast.reported()], by=cast.officer)
    page = look(cast.officer, f"{LIST}?kind=rectification")
    assert len(numbers(page)) == 20 and "kind=rectification&amp;page=2" in page.content.decode()
    assert len(numbers(look(cast.officer, f"{LIST}?kind=rectification&page=2"))) == 1
