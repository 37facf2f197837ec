"""排查 on the pages: due rounds on 待办, one page a round, each tap kept, finished by one tap."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from hazards.models import Category
from inspections import services
from inspections.lines import answers_so_far, lines_of
from inspections.models import Finding, Outing, Round
from notifications.models import Notification
from papers.issued import IssuedPaper
from tests.cast import picture
from tests.inspections.planned import TUESDAY, all_ok, gone_through, on, switched


@pytest.fixture
def patrol(cast, client):
    """Of the school, due on 1 June 2021; it is noon of that day, and its inspector is logged in."""
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    gone_through(TUESDAY, TUESDAY)
    with on(TUESDAY):
        client.force_login(cast.inspector)
        yield Round.objects.for_list().get(unit=cast.school)


def at(one: Round, name: str = "round", *more: str) -> str:
    return reverse(f"web:{name}", args=[one.pk, *more])


def test_what_is_due_stands_on_the_to_do_list_and_in_the_navigation(patrol, client, cast):
    home = client.get("/").content.decode()
    assert at(patrol) in home and "每日防火巡查" in home
    assert at(patrol) in client.get("/inspections/").content.decode()
    client.force_login(cast.viewer)
    assert at(patrol) not in client.get("/").content.decode()


def test_each_tap_is_kept_and_the_line_comes_back(patrol, client):
    tapped = client.post(
        at(patrol, "answer_line", "exits"), {"l-exits": "ok"}, headers={"HX-Request": "true"}
    )
    assert tapped.status_code == 200
    assert 'id="line-exits"' in tapped.content.decode()
    assert 'hx-swap-oob="true"' in tapped.content.decode()
    assert answers_so_far(patrol) == {"exits": ["ok", ""]}


def test_a_hazard_at_a_line_leads_to_the_report_with_what_is_known(patrol, client, cast):
    tapped = client.post(at(patrol, "answer_line", "wiring"), {"l-wiring": "hazard"})
    report = tapped["HX-Redirect"]
    page = client.get(report).content.decode()
    electric = Category.objects.get(code="electric").pk
    assert f'value="{electric}" checked' in page and "没有违规用火、私拉乱接电线" in page
    assert f'name="round" value="{patrol.pk}"' in page


def test_the_report_comes_back_to_the_line_it_was_found_at(patrol, client, cast):
    told = {
        "id": uuid.uuid4(), "unit": cast.school.pk, "category": cast.fire.pk, "place": "二层",
        "description": "消火栓被纸箱挡住", "severity": "general", "source": "self_check",
        "found_on": TUESDAY.isoformat(), "round": patrol.pk, "line": "equipment",
        "photos_files": picture(),
    }  # fmt: skip
    sent = client.post("/hazards/report/", told)
    assert sent["Location"] == f"{at(patrol)}#line-equipment"
    found = Finding.objects.get()
    assert (found.round_id, found.line) == (patrol.pk, "equipment")
    page = client.get(at(patrol)).content.decode()
    assert "消火栓被纸箱挡住" in page


def test_all_normal_answers_only_what_is_open_and_finishing_is_one_tap(patrol, client, cast):
    services.keep_answers(patrol, by=cast.inspector, answers={"exits": ("not_applicable", "")})
    client.post(at(patrol, "all_well"))
    assert answers_so_far(patrol)["exits"] == ["not_applicable", ""]
    assert 'name="finish"' in client.get(at(patrol)).content.decode()
    client.post(at(patrol), {"finish": "1"})
    patrol.refresh_from_db()
    assert (patrol.finished_by, patrol.ok, patrol.not_applicable) == (cast.inspector, 5, 1)
    assert "未发现隐患" in client.get(at(patrol)).content.decode()
    again = client.post(at(patrol), {"finish": "1"})
    assert again.status_code == 302


def test_without_a_script_the_form_is_sent_as_a_whole(patrol, client):
    picked = {f"l-{line.key}": "ok" for line in lines_of(patrol)}
    some = dict(list(picked.items())[:2])
    refused = client.post(at(patrol), {**some, "finish": "1"})
    assert refused.status_code == 422
    assert len(answers_so_far(patrol)) == 2  # nothing that was picked is lost
    client.post(at(patrol), picked)
    client.post(at(patrol), {"finish": "1", "note": "无异常"})
    patrol.refresh_from_db()
    assert (patrol.is_finished, patrol.note) == (True, "无异常")


def test_outsiders_find_no_round_and_others_may_not_finish_it(patrol, client, cast):
    client.force_login(cast["officer@school_b"])
    assert client.get(at(patrol)).status_code == 404
    client.force_login(cast.viewer)
    assert "btn-check" in client.get(at(patrol)).content.decode()
    for name, more in [("round", ()), ("all_well", ()), ("answer_line", ("exits",))]:
        sent = client.post(at(patrol, name, *more), {"finish": "1", "l-exits": "ok"})
        assert sent.status_code == 403, name
    client.logout()
    assert client.get(at(patrol)).status_code == 302


# --- Going out ---------------------------------------------------------------------------------


def test_an_outing_to_several_units_has_a_visit_at_each(client, cast):
    client.force_login(cast.auditor)
    told = {
        "kind": "visit", "units": [cast.school.pk, cast.units["school_b"].pk],
        "title": "秋季检查", "members": [cast["inspector@bureau"].pk], "others": "专家甲",
        "day": TUESDAY.isoformat(),
    }  # fmt: skip
    sent = client.post("/inspections/go-out/", told)
    outing = Outing.objects.get()
    assert sent["Location"] == reverse("web:outing", args=[outing.pk])
    assert (outing.people, outing.visits.count()) == (3, 2)
    assert "秋季检查" in client.get(sent["Location"]).content.decode()
    client.force_login(cast["officer@school_2"])
    assert client.get(sent["Location"]).status_code == 404
    client.force_login(cast.viewer)
    assert client.get("/inspections/go-out/").status_code == 403


def test_a_visit_is_signed_or_refused_and_printed_with_a_number(client, cast):
    one, _ = services.start(by=cast.auditor, unit=cast.school, kind="visit")
    client.force_login(cast.auditor)
    client.post(at(one), {"finish": "1"})
    assert Notification.objects.get(kind="round_visited").recipient == cast.officer
    client.post(at(one, "round_word", "record-refusal"), {"reason": "不认可"})
    assert "不认可" in client.get(at(one)).content.decode()
    for form in ("docx", "pdf"):
        sent = client.post(at(one, f"round_record_{form}"))
        assert sent.status_code == 200 and sent["Content-Disposition"].startswith("attachment")
    paper = IssuedPaper.objects.get()  # said again it is the same one
    assert (paper.kind, paper.round_id, paper.addressee) == ("inspection", one.pk, cast.school)
    assert "不认可" in paper.document
    client.force_login(cast.viewer)
    assert client.post(at(one, "round_record_pdf")).status_code == 403


# --- Coverage ------------------------------------------------------------------------------------


@pytest.fixture
def june(cast):
    """The school did it late, another one found something, a third did not look."""
    switched(cast.units["bureau"], "fire_daily", by=cast.auditor)
    gone_through(date(2021, 6, 4), date(2021, 6, 4))
    rounds = {one.unit: one for one in Round.objects.for_list()}
    hazard = cast.reported(by=cast["officer@school_2"], unit=cast.units["school_2"])
    with on(date(2021, 6, 4)):
        second = rounds[cast.units["school_2"]]
        answers = all_ok(second) | {"exits": ("hazard", "")}
        found = [("exits", hazard)]
        services.finish(second, by=cast["officer@school_2"], answers=answers, found=found)
    with on(date(2021, 6, 5)):
        one = rounds[cast.school]
        services.finish(one, by=cast.officer, answers=all_ok(one))
        yield hazard


def test_coverage_sets_apart_who_looked_and_who_did_not(june, client, cast):
    client.force_login(cast["officer@central"])
    page = client.get("/inspections/coverage/").content.decode()
    assert "漏1" in page and "2/3" in page
    asked = {"code": "fire_daily", "month": "2021-06-01"}
    shown = client.get("/inspections/coverage/", asked)
    apart = shown.context["board"].chosen.apart
    assert [line.name for line in apart.nothing] == [cast.school.name]
    assert [line.name for line in apart.something] == [cast.units["school_2"].name]
    assert [line.name for line in apart.missed] == [cast.units["central"].name]


def test_those_who_missed_it_are_reminded_once(june, client, cast):
    client.force_login(cast.auditor)
    told = {"code": "fire_daily", "month": "2021-06-01", "unit": cast.units["bureau"].pk}
    client.post("/inspections/coverage/remind/", told)
    reminded = {one.recipient.username for one in Notification.objects.filter(kind="remind_round")}
    assert reminded == {
        *("inspector@central", "officer@central", "officer@central_b", "inspector@direct"),
        *("officer@direct", "inspector@school_b", "officer@school_b", "officer@school_b2"),
    }
    client.force_login(cast.viewer)
    assert client.post("/inspections/coverage/remind/", {**told, "unit": cast.school.pk}
                       ).status_code in (403, 404)  # fmt: skip


def test_the_export_names_every_unit_and_month(june, client, cast):
    client.force_login(cast["officer@central"])
    lines = b"".join(client.get("/inspections/coverage.csv").streaming_content).decode()
    assert "示范小学,每日防火巡查,2021-06,1,1,1,0,1,0" in lines
    assert "育才小学" not in lines


def test_a_unit_out_of_reach_has_no_coverage(client, cast):
    client.force_login(cast.viewer)
    asked = {"unit": cast.units["school_b"].pk}
    assert client.get("/inspections/coverage/", asked).status_code == 404
    client.force_login(cast.stranger)
    assert client.get("/inspections/coverage/").status_code == 403


# --- 出动 ----------------------------------------------------------------------------------------


@pytest.fixture
def outing(client, cast):
    """Two schools were visited by one team of two in June, and a hazard was found at one."""
    hazard = cast.reported(by=cast.inspector)
    with on(TUESDAY):
        units = [cast.school, cast.units["school_b"]]
        gone = services.go_out(by=cast.auditor, units=units, title="开学检查", others="专家甲")
        for visit in gone.visits.all():
            found = [("", hazard)] if visit.unit_id == cast.school.pk else []
            services.finish(visit, by=cast.auditor, found=found)
        yield gone


OUTINGS = "/inspections/outings/"
SENTENCE = "出动{}组次、{}人次，检查{}所，发现{}项，已整改{}项"


def test_what_teams_did_stands_on_the_coverage_page_and_leads_to_the_rows(outing, client, cast):
    client.force_login(cast.auditor)
    page = client.get("/inspections/coverage/").content.decode()
    assert SENTENCE.format(1, 2, 2, 1, 0) in page
    rows = reverse("web:outings", query={
        "unit": cast.units["bureau"].pk, "from": "2021-06-01", "to": "2021-07-01"
    })  # fmt: skip
    assert rows.replace("&", "&amp;") in page
    listed = client.get(rows).content.decode()
    assert reverse("web:outing", args=[outing.pk]) in listed
    assert listed.count(SENTENCE.format(1, 2, 2, 1, 0)) == 2  # of all, and of the one row
    client.force_login(cast["officer@central"])
    assert SENTENCE.format(0, 0, 0, 0, 0) in client.get("/inspections/coverage/").content.decode()
    client.force_login(cast.officer)
    assert "组次" not in client.get("/inspections/coverage/").content.decode()


def test_an_outing_says_what_it_counts_for_and_a_dash_until_a_visit_is_finished(
    outing, client, cast
):
    client.force_login(cast.auditor)
    page = client.get(reverse("web:outing", args=[outing.pk])).content.decode()
    assert SENTENCE.format(1, 2, 2, 1, 0) in page
    begun = services.go_out(by=cast.auditor, units=[cast.school], title="检查")
    page = client.get(reverse("web:outing", args=[begun.pk])).content.decode()
    assert SENTENCE.format(*"—————") in page
    own = services.go_out(by=cast.inspector, units=[cast.school], title="查找身边隐患")
    client.force_login(cast.inspector)
    assert "组次" not in client.get(reverse("web:outing", args=[own.pk])).content.decode()


def test_outings_of_no_days_asked_about_are_those_of_the_school_year(outing, client, cast):
    its_page, told = reverse("web:outing", args=[outing.pk]), []
    for day in (date(2021, 8, 31), date(2021, 9, 1)):
        with on(day):
            client.force_login(cast.auditor)
            told.append(its_page in client.get(OUTINGS).content.decode())
    assert told == [True, False]


@pytest.mark.parametrize(
    "query", ["from=2021-06-01", "from=2021-07-01&to=2021-06-01", "from=x&to=y"]
)
def test_outings_of_no_days_are_not_there(client, cast, query):
    client.force_login(cast.auditor)
    assert client.get(f"{OUTINGS}?{query}").status_code == 404
