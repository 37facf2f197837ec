"""Ledgers kept on several sheets: all are read, one may choose, and what is left out is named."""

import pytest

from hazards.models import Hazard
from imports import services
from imports.loading import Outcome
from imports.rows.faults import Unacceptable
from tests.imports.ledgers import faults, several

HEADS = ["序号", "检查日期", "隐患部位", "存在问题", "隐患类别"]


def month(n: int, rows: int = 2) -> list[list]:
    lines = [
        [k, f"2023-{n:02}-{k:02}", f"教学楼{k}层", f"{n}月第{k}件", "消防"]
        for k in range(1, rows + 1)
    ]
    return [HEADS, *lines]


def a_year(**more):
    return several({"1月": month(1), "2月": month(2), "3月": month(3), **more})


def taken(cast, file):
    return services.take_in(file, by=cast.officer)


def left_of(one, place: int = 0) -> dict[str, tuple[int, list[int]]]:
    return {left.kind: (left.count, left.rows) for left in one.tables()[place]["left"]}


def test_the_rows_of_all_sheets_can_be_loaded(cast):
    one = taken(cast, a_year())
    assert one.sheet_names == ["1月", "2月", "3月"] and one.counts()["good"] == 6
    assert services.commit(one, by=cast.officer) == Outcome(6, 0, 0)
    assert Hazard.objects.filter(description="3月第2件").count() == 1
    again = taken(cast, a_year())
    assert (again.counts()["good"], again.counts()["already_here"]) == (0, 6)


def test_sheets_are_chosen_by_their_names(cast):
    one = taken(cast, a_year())
    assert services.commit(one, by=cast.officer, sheets=["1月", "3月"]).loaded == 4
    assert [table["counts"]["good"] for table in one.tables()] == [0, 2, 0]
    assert services.commit(one, by=cast.officer, sheets=["2月"], rows=[3]).loaded == 1
    assert Hazard.objects.filter(description="2月第2件").exists()


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"sheets": ["4月"]}, "unknown_sheet"), ({"rows": [2]}, "which_sheet")],
)
def test_a_sheet_there_is_not_and_a_number_several_have_are_refused(cast, asked, code):
    one = taken(cast, a_year())
    with pytest.raises(Unacceptable) as refused:
        services.commit(one, by=cast.officer, **asked)
    assert refused.value.code == code and not Hazard.objects.exists()


def test_each_row_says_in_its_history_on_which_sheet_it_stood(cast):
    services.commit(taken(cast, a_year()), by=cast.officer)
    (entry,) = Hazard.objects.get(description="2月第1件").history.all()
    assert entry.note.startswith("由「分月台账.xlsx」工作表「2月」第 2 行导入。")
    assert entry.facts["origin"]["sheet"] == "2月"


def test_each_sheet_has_heads_of_its_own(cast):
    titled = [["二月台账"], ["制表：某"], ["隐患描述", "地点", "发现日期", "类别", "备注"]]
    other = [*titled, ["堆物", "一层", "2023-02-01", "消防", "急"]]
    one = taken(cast, several({"1月": month(1), "2月": other}))
    assert one.columns == [*HEADS, "备注"]
    assert [sheet["head_row"] for sheet in one.sheets] == [1, 3]
    assert left_of(one, 1) == {"above": (2, [1, 2])}


def test_heads_of_another_wording_mean_the_same_fields(cast):
    """「隐患部位」 on one sheet and 「地点」 on the next are both the place."""
    other = [["发现日期", "地点", "隐患描述", "类别"], ["2023-02-01", "一层", "堆物", "消防"]]
    one = taken(cast, several({"1月": month(1), "2月": other}))
    assert faults(one) == [] and one.counts()["good"] == 3


def test_the_same_hazard_on_two_sheets_is_told_with_the_sheet_it_stands_on_first(cast):
    one = taken(cast, several({"一季度": month(1), "1月": month(1, rows=1)}))
    (fault,) = one.faults()
    assert (fault.code, fault.sheet) == ("twice_elsewhere", "1月")
    assert fault.told == {"row": 2, "sheet": "一季度"} and "一季度" in fault.detail


def test_a_sheet_without_a_table_is_named_with_its_rows(cast):
    one = taken(
        cast, a_year(说明=[["填写说明"], ["每月报送"]], 汇总=[["单位", "数量"], ["本校", 6]])
    )
    assert [(left.sheet, left.count) for left in one.without_table] == [("说明", 2), ("汇总", 2)]
    assert one.counts()["good"] == 6


def test_sums_notes_and_numbers_filled_in_ahead_are_no_rows_and_are_named(cast):
    ahead = [[n] for n in range(3, 21)]
    below = [["合 计", None, None, "2处"], ["注：本表每月25日前报送。"], ["填表人：　审核人："]]
    beyond = ["多出来的一格"]
    lines = [["隐患台账"], *month(1), *ahead, *below, HEADS]
    lines[2] = [*lines[2], *beyond]
    one = taken(cast, several({"台账": lines}))
    assert (one.counts()["good"], faults(one)) == (2, [])
    assert left_of(one) == {
        "above": (1, [1]),
        "beyond": (1, [3]),
        "only_a_number": (18, list(range(5, 23))),
        "total": (1, [23]),
        "note": (2, [24, 25]),
        "heads_again": (1, [26]),
    }
    told = next(left for left in one.tables()[0]["left"] if left.kind == "only_a_number")
    assert told.named_rows == "5–22" and told.says == "3"


def test_a_row_that_begins_like_a_sum_or_a_note_is_a_row(cast):
    lines = [HEADS, ["总计室", "2023-01-02", "总计室", "线路老化", "消防"], *month(1)[1:]]
    one = taken(cast, several({"台账": lines}))
    assert one.counts()["good"] == 3


def test_every_row_of_a_sheet_is_either_read_or_named(cast):
    lines = [["台账"], *month(1), [9], ["合计", 2], ["注：略"], [None, None, "只有地点"]]
    one = taken(cast, several({"台账": lines}))
    named = {row for left in one.tables()[0]["left"] for row in left.rows}
    read = set(one.rows.values_list("number", flat=True))
    assert read | named | {one.head_row} == set(range(1, len(lines) + 1))
    assert not read & named
