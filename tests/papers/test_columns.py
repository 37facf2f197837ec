"""The monthly form on paper: twelve numbered columns, a line for each unit, and their sum."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import docx
import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from inspections import services as inspections
from papers.returns.table_docx import docx_of
from papers.returns.table_xlsx import xlsx_of
from returns import services
from tests.cast import Cast
from tests.returns.handed_in import HandedIn

RATES = (4, 7)


@pytest.fixture
def monthly(cast: Cast) -> HandedIn:
    """The first school looked, and has one hazard closed and one open; the second found nothing."""
    one = HandedIn(cast, "monthly")
    looked, _is_new = inspections.start(
        by=cast.inspector, unit=cast.school, kind="hunt", day=timezone.localdate()
    )
    inspections.finish(looked, by=cast.inspector)
    cast.closed(cast.rectified(funds_spent=18600))
    cast.reported()
    one.handed_up("school")
    one.handed_up("school_2")
    return one


def lines_of(content: bytes) -> list[list[str]]:
    table = docx.Document(io.BytesIO(content)).tables[1]
    return [[cell.text for cell in row.cells] for row in table.rows]


def rows_of(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_twelve_columns_are_headed_and_numbered(monthly):
    groups, heads, numbers, *_ = lines_of(docx_of(monthly.sheet("school")))
    assert groups[0] == heads[0] == numbers[0] == "单位"
    assert numbers[1:] == [str(number) for number in range(1, 13)]
    assert groups[2:8] == ["一般隐患"] * 3 + ["重大隐患"] * 3
    assert heads[2] == "排查一般隐患\n（项）"
    assert heads[12] == "投入资金\n（万元）"


def test_a_school_has_one_line(monthly):
    name, *figures = lines_of(docx_of(monthly.sheet("school")))[3]
    assert name == "示范小学"
    assert figures == ["1", "2", "1", "50", "0", "0", "—", "0", "0", "0", "0", "1.86"]
    assert len(lines_of(docx_of(monthly.sheet("school")))) == 4


def test_a_sum_has_a_line_for_each_unit_and_their_total(monthly):
    monthly.cast.reported(by=monthly.cast["inspector@central"], unit=monthly.cast.units["central"])
    lines = lines_of(docx_of(monthly.sheet("central")))[3:]
    names = [line[0] for line in lines]
    assert names == ["第一中心学校本级", "示范小学", "第二小学", "合计"]
    for column in set(range(1, 13)) - set(RATES):
        *parts, total = (Decimal(line[column]) for line in lines)
        assert total == sum(parts), column
    assert [line[2] for line in lines] == ["1", "2", "0", "3"]
    assert [line[4] for line in lines] == ["0", "50", "—", "33.3"]


def test_excel_holds_real_numbers_and_a_dash_for_a_rate_of_nothing(monthly):
    sheet = monthly.sheet("central")
    rows = {row[0]: row[1:] for row in rows_of(xlsx_of(sheet))[5:9]}
    assert rows["示范小学"] == [1, 2, 1, 50, 0, 0, "—", 0, 0, 0, 0, 1.86]
    assert rows["第二小学"][3] == "—"
    assert rows["合计"] == rows["示范小学"]


def test_an_adjusted_total_is_printed_with_a_note(monthly):
    given = {"code": "units_inspected", "value": 2, "reason": "第二小学排查了，没有发现"}
    services.adjust(monthly.of("central"), by=monthly.who("central"), **given)
    content = docx_of(monthly.sheet("central"))
    assert lines_of(content)[-1][:2] == ["合计", "2"]
    told = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert "更正：开展排查的单位数：汇总 1，上报 2，理由：第二小学排查了，没有发现" in told


def test_it_lies_on_its_side_on_one_width_of_paper(monthly):
    page = docx.Document(io.BytesIO(docx_of(monthly.sheet("central")))).sections[0]
    assert page.page_width > page.page_height
    with zipfile.ZipFile(io.BytesIO(xlsx_of(monthly.sheet("central")))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'paperSize="9"' in sheet and 'orientation="landscape"' in sheet
    assert 'fitToPage="1"' in sheet and 'fitToHeight="0"' in sheet


def test_a_unit_named_like_a_formula_stays_text(monthly):
    monthly.cast.school.name = "=1+1"
    monthly.cast.school.save()
    assert "=1+1" in [row[0] for row in rows_of(xlsx_of(monthly.sheet("central")))]
