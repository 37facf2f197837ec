"""Units and people from a workbook on the pages: the file, the difference, the loading."""

from random import Random
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.kinds import Kind
from audit.models import Event
from benchmarks.hostile import workbooks
from district import kept
from district.comparing.whole import plan_of
from district.models import Workbook
from district.schedule import forget_old_workbooks
from jobs.models import Job
from organizations.models import Membership, OtherName, Unit, User
from papers.models import Letterhead
from tests.base import working
from tests.district.books import book, person, sheets, unit
from tests.web.reading import together

UNITS = [unit("X01", "东风小学"), unit("X02", "西山小学", 类型="医院")]
PEOPLE = [person("甲一", "T1", "东风小学"), person("乙二", "T2", "西山小学")]


@pytest.fixture
def administrator(cast, client):
    client.force_login(cast["administrator@bureau"])
    return client


def sent(client, units=(), people=()):
    answer = client.post("/district/", {"file": book(units, people)})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return together(answer.content.decode())


def test_only_administrators_of_the_bureau_come_in(cast, client):
    one = sent_by(cast, client)
    addresses = ["/district/", "/district/template.xlsx", one, f"{one}faulty.xlsx"]
    client.logout()
    for address in addresses:
        assert client.get(address).status_code == 302
    for who in (cast.auditor, cast.officer, cast.viewer, cast.stranger):
        client.force_login(who)
        assert {client.get(address).status_code for address in addresses} == {403}
        assert client.post(f"{one}load/").status_code == 403
        assert client.post("/district/", {"file": book(UNITS)}).status_code == 403
    assert Workbook.objects.count() == 1


def sent_by(cast, client):
    client.force_login(cast["administrator@bureau"])
    return sent(client, UNITS, PEOPLE)


def test_the_workbook_of_another_administrator_is_not_there(cast, client):
    one = sent_by(cast, client)
    other = cast.person("administrator.2", "administrator", cast.units["bureau"])
    client.force_login(other)
    for address in (one, f"{one}faulty.xlsx"):
        assert client.get(address).status_code == 404
    assert client.post(f"{one}load/").status_code == 404


def test_the_checklist_and_the_page_about_oneself_lead_to_it(administrator):
    assert 'href="/district/"' in text_of(administrator, "/me/")
    assert 'href="/district/template.xlsx"' in text_of(administrator, "/district/")
    template = administrator.get("/district/template.xlsx")
    assert quote("单位和人员.xlsx") in template["Content-Disposition"]
    assert b"".join(template.streaming_content).startswith(b"PK")


def test_the_look_says_everything_and_changes_nothing(administrator):
    before = Unit.objects.count(), User.objects.count()
    one = sent(administrator, UNITS, PEOPLE)
    page = text_of(administrator, one)
    assert "「医院」不是单位类型" in page and "第 3 行的单位「西山小学」本身有问题" in page
    assert "导入 2 行，2 行先放着" in page
    assert "甲一" in text_of(administrator, f"{one}?show=person_new")
    assert "东风小学" in text_of(administrator, f"{one}?show=unit_new")
    assert (Unit.objects.count(), User.objects.count()) == before


def test_the_button_loads_the_good_rows_and_the_page_says_what_that_was(cast, administrator):
    one = sent(administrator, UNITS, PEOPLE)
    answer = administrator.post(f"{one}load/", follow=True)
    page = together(answer.content.decode())
    assert "工作簿已导入" in page and "新增单位1" in page.replace("<dt>", "").replace(
        "</dt><dd>", ""
    )
    assert Unit.objects.get(code="X01").parent == cast.units["bureau"]
    assert User.objects.get(staff_number="T1").memberships.get().unit.code == "X01"
    assert not Unit.objects.filter(code="X02").exists()
    logged = Event.objects.get(kind=Kind.DISTRICT_LOADED)
    assert logged.by == cast["administrator@bureau"]
    assert logged.details == {"file": "单位和人员.xlsx", "unit_new": 1, "person_new": 1}
    administrator.post(f"{one}load/")
    assert (Unit.objects.filter(code="X01").count(), User.objects.filter(name="甲一").count()) == (
        1,
        1,
    )


def test_the_faulty_rows_come_along_as_a_workbook(administrator):
    one = sent(administrator, UNITS, PEOPLE)
    answer = administrator.get(f"{one}faulty.xlsx")
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]


def test_a_file_that_says_nothing_of_a_district_is_refused_beside_its_field(administrator):
    file = sheets(("台账", [["序号", "隐患"], [1, "堆放杂物"]]))
    answer = administrator.post("/district/", {"file": file})
    assert answer.status_code == 400 and "文件里没有单位表" in answer.content.decode()
    assert administrator.post("/district/").status_code == 400
    assert not Workbook.objects.exists()


def test_the_absent_are_listed_and_stay_unless_it_is_ticked(cast, administrator):
    one = sent(administrator, [unit("JZ012", "示范小学")], [person("甲一", "T1")])
    page = text_of(administrator, f"{one}?show=absent")
    assert cast.officer.name in page and "表里没有的人" in page
    administrator.post(f"{one}load/", {"seen": seen_in(page)})
    assert Membership.objects.held().filter(user=cast.officer).exists()
    page = text_of(administrator, one)
    administrator.post(f"{one}load/", {"seen": seen_in(page), "end_missing": "on"})
    assert not Membership.objects.held().filter(user=cast.officer).exists()
    assert not User.objects.get(pk=cast.officer.pk).is_active


def seen_in(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]


def test_the_tick_is_not_offered_while_a_row_is_faulty_and_refused_if_sent(cast, administrator):
    one = sent(
        administrator, [unit("JZ012", "示范小学")], [person(手机="138"), person("乙二", "T2")]
    )
    assert 'name="end_missing"' not in text_of(administrator, one)
    keys = ",".join(str(role.pk) for role in cast.school.memberships.all())
    answer = administrator.post(f"{one}load/", {"seen": keys, "end_missing": "on"}, follow=True)
    assert "请先改好有问题的行" in answer.content.decode()
    assert not User.objects.filter(staff_number="T2").exists()


def test_a_move_has_a_day_that_is_not_ahead(cast, administrator):
    one = sent(administrator, [unit("JZ012", "示范小学", 上级单位="JZ002")])
    assert 'name="moved_on"' in text_of(administrator, one)
    answer = administrator.post(f"{one}load/", {"moved_on": "2099-01-01"})
    assert answer.status_code == 400
    assert Unit.objects.get(code="JZ012").parent == cast.units["central"]


def test_much_is_loaded_by_the_worker_while_the_page_says_how_far_it_is(administrator):
    people = [person(f"人{n}", f"N{n:04}", "示范小学") for n in range(210)]
    one = sent(administrator, [], people)
    administrator.post(f"{one}load/")
    administrator.post(f"{one}load/")  # pressed twice
    job = Job.objects.get(kind="district")
    assert job.lane == "long" and not User.objects.filter(staff_number="N0001").exists()
    assert "正在导入工作簿" in text_of(administrator, one)
    bar = administrator.get(one, headers={"HX-Request": "true"})
    assert "<progress" in bar.content.decode() and "<html" not in bar.content.decode()
    working.run(job.pk)
    assert User.objects.filter(staff_number__startswith="N").count() == 210
    assert administrator.get(one, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "没有变化" in text_of(administrator, one)


def test_old_workbooks_are_forgotten_with_the_phones_in_them(administrator):
    sent(administrator, UNITS, PEOPLE)
    assert forget_old_workbooks() == 0
    Workbook.objects.update(created_at="2026-01-01T00:00:00Z")
    assert forget_old_workbooks() == 1 and not Workbook.objects.exists()


@pytest.mark.parametrize("show", ["faulty", "person_new", "absent"])
def test_three_rows_and_thirty_cost_the_same_number_of_queries(cast, administrator, show):
    def count(n):
        good = [person(f"人{k}", f"N{k:03}") for k in range(n)]
        bad = [person(f"错{k}", f"E{k:03}", 手机="138") for k in range(n)]
        one = sent(administrator, [], [*good, *bad])
        with CaptureQueriesContext(connection) as asked:
            text_of(administrator, f"{one}?show={show}")
        return len(asked)

    assert count(3) == count(30)


@pytest.mark.parametrize(
    "make",
    [
        *(workbooks.unclosed_tags, workbooks.entity_bomb, workbooks.shared_string_bomb),
        *(workbooks.far_cell, workbooks.many_parts),
    ],
)
def test_a_hostile_workbook_is_refused_beside_its_field(administrator, make):
    file = SimpleUploadedFile("单位.xlsx", make(Random(1)))
    answer = administrator.post("/district/", {"file": file})
    assert answer.status_code == 400
    assert not Workbook.objects.exists()


def test_it_is_compared_once_until_the_file_or_the_ledger_is_another(
    cast, administrator, monkeypatch
):
    times = []
    monkeypatch.setattr(
        kept, "plan_of", lambda tables, by: times.append(1) or plan_of(tables, by=by)
    )
    one = sent(administrator, UNITS, PEOPLE)
    for address in (one, f"{one}?show=faulty", f"{one}?page=1", f"{one}faulty.xlsx"):
        assert administrator.get(address).status_code == 200
    assert len(times) == 1
    changes = [
        lambda: User.objects.filter(pk=cast.viewer.pk).update(phone="13900002222"),
        lambda: Membership.objects.filter(user=cast.viewer).update(title="门卫"),
        lambda: Unit.objects.filter(pk=cast.school.pk).update(name="东风小学"),
        lambda: OtherName.objects.create(unit=cast.school, kind="short", name="东小"),
        lambda: Letterhead.objects.create(unit=cast.school, contact="办公室"),
    ]
    for n, change in enumerate(changes, start=2):
        change()
        assert administrator.get(one).status_code == 200
        assert len(times) == n
    another = sent(administrator, UNITS[:1])
    assert administrator.get(another).status_code == 200 and len(times) == 7


def test_what_is_kept_shows_the_difference_of_now_after_loading(cast, administrator):
    one = sent(administrator, UNITS[:1], PEOPLE[:1])
    assert administrator.get(one).context["sums"]["people"] == 1
    administrator.post(f"{one}load/", {"moved_on": "", "seen": ""})
    assert administrator.get(one).context["sums"]["people"] == 0
