"""One return as a page: the table, what is behind a figure, and filling it in."""

import re

import pytest

from returns import services
from tests.web.reading import words_on
from tests.web.returns.filing import at, desk_of, foreign_on, typed

HAZARDS = "hazards_investigated_rectified"


def input_of(page, code):
    return re.search(rf'<input class="blank[^>]*name="v-{code}"[^>]*>', page.text)


# --- Who sees it ---


def test_a_stranger_is_led_to_the_login(client, desk):
    where = at(desk.of("school"))
    assert client.get(where).url == f"/login/?next={where}"


@pytest.mark.parametrize("place", ["school_b", "school_2", "central_b", "direct"])
def test_whoever_does_not_reach_the_unit_finds_nothing(look, send, desk, place):
    one, person = desk.of("school"), desk.cast[f"officer@{place}"]
    for name in ("return", "return_photos", "return_docx", "return_packet"):
        assert look(person, at(one, name)).status_code == 404, name
    assert look(person, at(one, "return_rows", HAZARDS)).status_code == 404
    assert send(person, at(one), typed(desk)).status_code == 404


@pytest.mark.parametrize("person", ["viewer@school", "officer@central", "auditor@bureau"])
def test_those_above_and_beside_read_it_without_inputs(look, desk, person):
    page = look(desk.cast[person], at(desk.of("school")))
    assert page.status_code == 200
    assert 'id="fill"' not in page.text and 'name="v-' not in page.text


# --- The table ---


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "accepted", "superseded"])
@pytest.mark.parametrize("code", ["safety-month", "monthly"])
def test_nothing_on_it_is_untranslated(look, cast, state, code):
    at_work = desk_of(cast, code)
    one = at_work.of("school")
    if state != "draft":
        one = at_work.hand_in("school")
    if state == "returned":
        at_work.send_back("school")
    if state in ("accepted", "superseded"):
        at_work.accept("school")
    if state == "superseded":
        at_work.correct("school")
    for person in (cast.officer, cast["officer@central"]):
        page = look(person, at(one))
        assert page.status_code == 200
        assert foreign_on(page) == set(), state


def test_it_stands_in_the_notices_own_order_with_all_43_brackets(look, desk):
    page = look(desk.cast.officer, at(desk.of("school")))
    counted = page.text.count('<a class="blank is-derived"')
    assert (page.text.count('name="v-'), counted) == (40, 3)
    assert 'rowspan="5"' in page.text and 'colspan="2"' in page.text
    prompts = [desk.form.sections[0].rows[n].activity for n in range(5)]
    assert sorted(prompts, key=page.text.index) == prompts


def test_a_counted_blank_is_filled_from_the_ledger_and_leads_behind_it(look, desk):
    hazard = desk.cast.rectified()
    page = look(desk.cast.officer, at(desk.of("school")))
    link = re.search(
        rf'<a class="blank is-derived" href="([^"]*)" data-behind="{HAZARDS}".*?>(\d+)'
        r"<small> 隐患</small></a>",
        page.text,
    )
    assert link[2] == "1"
    behind = look(desk.cast.officer, link[1])
    assert hazard.number in behind.text and at(hazard, "hazard") in behind.text
    for word, n in (("发现", 1), ("已整改", 1), ("已销号", 0), ("未销号", 1)):
        assert f"<dt>{word}</dt><dd>{n}</dd>" in behind.text


def test_the_panel_asked_for_in_place_comes_alone(look, desk):
    where = f"{at(desk.of('school'))}?behind={HAZARDS}"
    part = look(desk.cast.officer, where, headers={"HX-Request": "true"})
    assert "<html" not in part.text and 'id="behind"' in part.text


def test_a_code_the_form_does_not_have_opens_nothing(look, desk):
    page = look(desk.cast.officer, f"{at(desk.of('school'))}?behind=unheard_of")
    assert page.status_code == 200 and '<section class="panel behind"' not in page.text
    assert (
        look(desk.cast.officer, at(desk.of("school"), "return_rows", "unheard-of")).status_code
        == 404
    )


def test_all_rows_behind_a_figure_stand_on_a_page_of_their_own(look, desk):
    hazards = [desk.cast.rectified() for _ in range(9)]
    panel = look(desk.cast.officer, f"{at(desk.of('school'))}?behind={HAZARDS}")
    assert "看全部9个" in panel.text and hazards[8].number not in panel.text
    rows = look(desk.cast.officer, at(desk.of("school"), "return_rows", HAZARDS))
    assert all(hazard.number in rows.text for hazard in hazards)
    assert foreign_on(rows) == set()


def test_a_unit_with_units_below_types_its_own_beside_the_sum(look, desk):
    desk.hand_in("school", 7)
    desk.fill("central", 5)
    page = look(desk.cast["officer@central"], at(desk.of("central")))
    assert 'value="5"' in input_of(page, "media_reports")[0]
    assert re.search(r'data-behind="media_reports".*?</span>12</a>', page.text)
    behind = look(desk.cast["officer@central"], f"{at(desk.of('central'))}?behind=media_reports")
    assert f"{at(desk.of('school'))}?behind=media_reports" in behind.text
    assert "<b>5</b>" in behind.text and "<b>7</b>" in behind.text
    assert foreign_on(behind) == set()


def test_the_bureau_types_nothing_and_presses_every_figure(look, desk):
    page = look(desk.cast.auditor, at(desk.of("bureau")))
    assert 'name="v-' not in page.text and 'name="contact_name"' in page.text
    assert page.text.count('data-behind="media_reports"') == 1


def test_a_form_in_columns_has_a_line_for_each_unit(look, cast):
    at_work = desk_of(cast, "monthly")
    at_work.submit("school")
    page = look(cast["officer@central"], at(at_work.of("central")))
    rows = re.findall(r'<tr class="is-(\w+)">', page.text)
    assert rows == ["own", "child", "total"]
    assert f'<a href="{at(at_work.of("school"))}">' in page.text


# --- Filling it in ---


def test_what_is_typed_is_kept_though_it_is_not_complete(send, look, desk):
    one = desk.of("school")
    answer = send(desk.cast.officer, at(one), {"v-media_reports": "12", "v-launch_forms": " 班会 "})
    assert answer.url == at(one)
    assert desk.of("school").typed == {"media_reports": 12, "launch_forms": "班会"}
    page = look(desk.cast.officer, at(one))
    assert "还差31项" in words_on(page)
    assert (
        'href="#b-study_group_sessions"' in page.text and 'id="b-study_group_sessions"' in page.text
    )
    assert 'value="12"' in input_of(page, "media_reports")[0]


def test_header_and_summary_are_kept_and_emptied(send, desk):
    one = desk.of("school")
    told = {"contact_name": "安全干部", "contact_phone": "022-1", "filled_on": "2021-06-24"}
    send(desk.cast.officer, at(one), {**told, "summary": "总结一"})
    one = desk.of("school")
    assert (one.contact_name, one.contact_phone, one.summary) == ("安全干部", "022-1", "总结一")
    assert one.filled_on.isoformat() == "2021-06-24"
    send(desk.cast.officer, at(one), {"contact_name": "", "filled_on": ""})
    one = desk.of("school")
    assert (one.contact_name, one.filled_on, one.summary) == ("", None, "总结一")


def test_sending_the_same_again_leaves_no_trace(send, desk):
    one = desk.of("school")
    for _ in range(2):
        send(desk.cast.officer, at(one), {**typed(desk), "summary": "总结"})
    assert [entry.move for entry in one.history.all()] == ["fill"]


@pytest.mark.parametrize(
    ("code", "said", "sentence"),
    [
        ("media_reports", "十二", "请填整数，如 0 或 12。"),
        ("media_reports", "-3", "不能小于 0。"),
        ("media_reports", "1" + "0" * 30, "这个数太大"),
        ("launch_forms", "字" * 201, "200"),
        ("in_annual_priorities", "maybe", "请在“是”“否”中选一个"),
        ("in_annual_priorities", ["yes", "no"], "请在“是”“否”中选一个"),
    ],
)
def test_a_bad_value_is_told_beside_its_blank_and_nothing_is_lost(send, desk, code, said, sentence):
    one = desk.of("school")
    told = {f"v-{code}": said, "v-good_practices_publicised": "41", "summary": "写了半天"}
    page = send(desk.cast.officer, at(one), {**told, "contact_name": "张三丰收"})
    assert page.status_code == 400
    fault = re.search(rf'id="fault-{code}">([^<]*)<', page.text)
    assert sentence in fault[1]
    assert 'value="41"' in input_of(page, "good_practices_publicised")[0]
    assert "写了半天</textarea>" in page.text and 'value="张三丰收"' in page.text
    if isinstance(said, str) and code != "in_annual_priorities":
        assert f'value="{said}"' in input_of(page, code)[0]
    assert desk.of("school").typed == {} and desk.of("school").summary == ""
    assert foreign_on(page) <= {"maybe"}


def test_a_day_that_is_none_is_told_beside_it(send, desk):
    page = send(desk.cast.officer, at(desk.of("school")), {"filled_on": "明天", **typed(desk)})
    assert page.status_code == 400 and 'id="fill-filled_on_error"' in page.text
    assert 'value="1"' in input_of(page, "media_reports")[0]


def test_what_somebody_else_changed_meanwhile_is_stale_and_goes_through_when_sent_again(send, desk):
    one = desk.of("school")
    services.fill(one, by=desk.cast.officer, values={"media_reports": 1})
    page = send(desk.cast.officer, at(one), {"version": one.version, "v-media_reports": "9"})
    assert page.status_code == 412
    assert 'value="9"' in input_of(page, "media_reports")[0]
    version = re.search(r'name="version" value="(\d+)"', page.text)[1]
    assert send(desk.cast.officer, at(one), {"version": version, "v-media_reports": "9"}).url
    assert desk.of("school").typed == {"media_reports": 9}


def test_what_was_typed_too_late_is_handed_back(send, desk):
    one = desk.hand_in("school")
    page = send(desk.cast.officer, at(one), {"v-media_reports": "77", "summary": "补充一段"})
    assert page.status_code == 409
    assert "宣传报道 77" in words_on(page) and "补充一段" in words_on(page)


@pytest.mark.parametrize("person", ["viewer@school", "officer@central", "auditor@bureau"])
def test_nobody_else_fills_it_in(send, desk, person):
    one = desk.of("school")
    assert send(desk.cast[person], at(one), {"v-media_reports": "1"}).status_code == 403
    assert desk.of("school").typed == {}


def test_a_typed_word_is_never_markup(send, look, desk):
    one = desk.of("school")
    send(desk.cast.officer, at(one), {"v-launch_forms": '"><script>', "summary": "<script>"})
    assert "<script>" not in look(desk.cast.officer, at(one)).text
