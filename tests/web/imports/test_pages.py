"""Importing an old ledger on the pages: the file, its columns and faults, the loading."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hazards.models import Hazard
from imports import services
from imports.models import Import
from jobs.models import Job
from notifications.models import Notification
from tests.base import working
from tests.imports.ledgers import book, line, named, several, taken
from tests.web.reading import together


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


def upload(client, lines, **told):
    return client.post("/imports/", {"file": book(lines, **told)})


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return together(answer.content.decode())


def address_of(one: Import) -> str:
    return f"/imports/{one.pk}/"


def test_the_ledger_leads_to_it_for_those_who_may_report(cast, client):
    for person, leads in ((cast.officer, True), (cast.auditor, True), (cast.viewer, False)):
        client.force_login(person)
        assert ('href="/imports/"' in text_of(client, "/hazards/")) is leads
        assert client.get("/imports/").status_code == (200 if leads else 403)


def test_the_first_page_says_what_happens_and_leads_to_the_template(officer):
    page = text_of(officer, "/imports/")
    assert "旧台账里写的已整改、已销号" in page and "不作数" in page
    template = officer.get("/imports/template.xlsx")
    assert b"".join(template.streaming_content).startswith(b"PK")
    assert "attachment" in template["Content-Disposition"]
    assert quote("待导入台账.xlsx") in template["Content-Disposition"]


def test_a_file_leads_to_its_dry_run_with_each_fault_beside_its_row(officer):
    answer = upload(officer, [line(1), line(2, 检查日期="上周三", 存在问题="围墙<b>开裂")])
    page = text_of(officer, answer["Location"])
    assert "围墙&lt;b&gt;开裂" in page and "「上周三」不是带年份的日期" in page
    assert 'value="2021' not in page  # nothing is typed for them
    assert not Hazard.objects.exists()
    assert "2021年隐患台账.xlsx" in text_of(officer, "/imports/")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "请先选文件"),
        (named(b""), "文件里什么也没有"),
        (named(b"\xd0\xcf\x11\xe0"), "另存为不带密码的 .xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(officer, file, sentence):
    answer = officer.post("/imports/", {"file": file} if file else {})
    assert answer.status_code == 400 and sentence in answer.content.decode()
    assert not Import.objects.exists()


def test_what_the_button_says_is_what_happens(cast, officer):
    one = taken(cast.officer, [line(1), line(2), line(3, 检查日期="？")])
    assert "导入 2 行" in text_of(officer, address_of(one))
    answer = officer.post(f"{address_of(one)}commit/", {"which": "all"}, follow=True)
    page = answer.content.decode()
    assert "2 行已进入台账" in page
    for hazard in Hazard.objects.all():
        assert f'href="/hazards/{hazard.pk}/"' in page
    assert officer.post(f"{address_of(one)}commit/", {"which": "all"}).status_code == 302
    assert Hazard.objects.count() == 2


def test_rows_the_old_ledger_calls_done_can_be_left_out(cast, officer):
    one = taken(cast.officer, [line(1, 整改情况="已整改"), line(2)])
    page = text_of(officer, address_of(one))
    assert "全部 2 行" in page and "只导入旧台账未记为完成的 1 行" in page
    officer.post(f"{address_of(one)}commit/", {"which": "open"})
    assert Hazard.objects.get().former_number == "A-2"


def test_rows_can_be_ticked(cast, officer):
    one = taken(cast.officer, [line(n) for n in range(1, 4)])
    second = one.rows.get(number=3).pk
    assert f'name="rows" value="{second}"' in text_of(officer, f"{address_of(one)}?show=good")
    officer.post(f"{address_of(one)}commit/", {"which": "ticked", "rows": [second]})
    assert Hazard.objects.get().former_number == "A-2"
    officer.post(f"{address_of(one)}commit/", {"which": "ticked"})  # none ticked
    officer.post(f"{address_of(one)}commit/", {"which": "ticked", "rows": ["x", "987654"]})
    assert Hazard.objects.count() == 1


def test_columns_are_matched_by_hand_and_judged_anew(cast, officer):
    heads = ["编号", "单位", "哪里", "存在问题", "检查日期"]
    one = taken(cast.officer, [["A-1", "示范小学", "一层", "堆物", "2021-06-05"]], heads=heads)
    assert "请在下方选择" in text_of(officer, address_of(one))
    chosen = {"column_0": "number", "column_1": "unit", "column_2": "place"}
    told = {**chosen, "column_3": "description", "column_4": "found_on", "category": cast.fire.pk}
    officer.post(f"{address_of(one)}match/", told)
    assert one.counts()["good"] == 1
    refused = officer.post(f"{address_of(one)}match/", {**told, "column_1": "place"})
    assert refused.status_code == 400 and "已有另一列对应「地点」" in refused.content.decode()
    assert one.counts()["good"] == 1


def test_a_unit_out_of_reach_stands_in_for_none(cast, officer):
    one = taken(cast.officer, [line(1)])
    elsewhere = {"unit": cast.units["school_b"].pk}
    assert officer.post(f"{address_of(one)}match/", elsewhere).status_code == 400


def test_long_loading_shows_how_far_it_is_and_then_the_whole_page_again(cast, officer, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    one = taken(cast.officer, [line(1), line(2)])
    officer.post(f"{address_of(one)}commit/", {"which": "all"})
    page = text_of(officer, address_of(one))
    assert officer.get(f"/returns/jobs/{Job.objects.get().pk}/")["Location"] == address_of(one)
    assert "正在导入" in page and f'hx-get="{address_of(one)}"' in page
    assert "/commit/" not in page and "/match/" not in page
    assert "正在导入" in officer.get(address_of(one), headers={"HX-Request": "1"}).content.decode()
    working.run(Job.objects.get().pk)
    assert officer.get(address_of(one), headers={"HX-Request": "1"})["HX-Refresh"] == "true"
    assert "已导入" in text_of(officer, address_of(one))


def test_loading_that_broke_off_says_so_and_can_be_begun_again(cast, officer, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    one = taken(cast.officer, [line(1), line(2)])
    officer.post(f"{address_of(one)}commit/", {"which": "all"})
    Job.objects.update(phase=Job.Phase.FAILED)
    page = text_of(officer, address_of(one))
    assert "导入中断" in page and "/commit/" in page


def test_imports_of_others_are_not_there(cast, client):
    one = taken(cast.officer, [line(1)])
    for person in (cast.auditor, cast["officer@central"], cast.viewer):
        client.force_login(person)
        for path in ("", "faulty.xlsx"):
            assert client.get(address_of(one) + path).status_code == 404
        for path in ("match/", "commit/"):
            assert client.post(address_of(one) + path).status_code == 404
    client.logout()
    assert client.get(address_of(one)).status_code == 302
    assert not Hazard.objects.exists()


def test_the_faulty_rows_are_a_download(cast, officer):
    one = taken(cast.officer, [line(1, 检查日期="？")])
    assert f"{address_of(one)}faulty.xlsx" in text_of(officer, address_of(one))
    answer = officer.get(f"{address_of(one)}faulty.xlsx")
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_the_card_of_a_hazard_says_that_it_was_imported(cast, officer):
    one = taken(cast.officer, [line(1, 整改情况="已整改")])
    services.commit(one, by=cast.officer)
    page = text_of(officer, f"/hazards/{Hazard.objects.get().pk}/")
    assert "历史台账导入" in page and "2021年6月5日发现，由" in page
    assert "A-1" in page and "旧台账记载：整改情况: 已整改" in page


def test_the_letter_about_an_import_opens_one_of_its_hazards(cast, client):
    one = taken(cast["officer@central"], [line(1), line(2)])
    services.commit(one, by=cast["officer@central"])
    client.force_login(cast.officer)
    letter = Notification.objects.get(recipient=cast.officer)
    assert "从旧台账导入了示范小学的 2 件隐患" in text_of(client, "/notifications/")
    assert client.get(f"/notifications/{letter.pk}/")["Location"].startswith("/hazards/")


@pytest.mark.parametrize("show", ["faulty", "good"])
def test_three_rows_and_thirty_cost_the_same_number_of_queries(cast, officer, show):
    def count(n):
        lines = [line(k, 编号=f"{n}-{k}", 检查日期="？") for k in range(n)]
        one = taken(cast.officer, [*lines, *(line(100 + k, 编号=f"{n}g{k}") for k in range(n))])
        with CaptureQueriesContext(connection) as asked:
            text_of(officer, f"{address_of(one)}?show={show}")
        return len(asked)

    assert count(3) == count(30)


def test_sheets_are_named_chosen_and_what_is_left_out_is_counted(cast, officer):
    heads = ["序号", "检查日期", "隐患部位", "存在问题", "隐患类别"]
    sheets = {
        f"{n}月": [heads, [1, f"2023-0{n}-01", "一层", f"{n}月的事", "消防"], [2]] for n in (1, 2)
    }
    one = services.take_in(several({**sheets, "说明": [["每月报送"]]}), by=cast.officer)
    page = text_of(officer, address_of(one))
    for said in (
        "读取了 2 个工作表",
        "只有序号的空行",
        "第 3 行",
        "没有隐患表格的工作表",
        "每月报送",
    ):
        assert said in page, said
    nothing = officer.post(f"{address_of(one)}commit/", {"which": "all"}, follow=True)
    assert "请至少勾选一个工作表" in nothing.content.decode() and not Hazard.objects.exists()
    officer.post(f"{address_of(one)}commit/", {"which": "all", "sheets": ["2月"]})
    assert Hazard.objects.get().description == "2月的事"
