"""Files as people have them: titles, merged cells, other days, other encodings, and bombs."""

import io
import re
import zipfile
from datetime import date

import pytest
from xlsxwriter import Workbook

from imports.reading import files, workbook
from imports.reading.tables import Table
from imports.rows.faults import Unacceptable
from imports.rows.fields import propose
from imports.rows.values import Unclear, as_day, claim
from tests.imports.ledgers import HEADS, SAFE, book, line, named, with_part

SHEET = "xl/worksheets/sheet1.xml"


def table_in(file) -> Table:
    (table,) = files.read(file).tables
    return table


def refusal_of(file) -> str:
    with pytest.raises(Unacceptable) as refused:
        files.read(file)
    assert str(refused.value)
    return refused.value.code


def test_titles_above_the_heads_are_passed_over_and_rows_keep_excels_numbers():
    table = table_in(book([line(1), line(2)], above=["某镇 2021 年隐患台账", "填报人：某"]))
    assert (table.sheet, table.head_row, table.heads) == ("台账", 3, HEADS)
    assert [number for number, _cells in table.rows] == [4, 5]
    assert table.rows[0][1][:3] == ["1", "A-1", "示范小学"]


def test_blank_rows_headings_and_heads_printed_again_are_no_rows():
    blank = [None] * len(HEADS)
    file = io.BytesIO()
    with Workbook(file, SAFE) as one:
        sheet = one.add_worksheet()
        for down, cells in enumerate([HEADS, blank, [str(c) for c in line(1)], HEADS]):
            for across, cell in enumerate(cells):
                if cell:
                    sheet.write(down, across, cell)
        sheet.merge_range(4, 0, 4, 8, "二季度")
        sheet.write_row(5, 0, [str(cell) for cell in line(2)])
    table = table_in(named(file.getvalue()))
    assert [number for number, _cells in table.rows] == [3, 6]


def test_a_row_with_a_single_cell_is_still_a_row():
    lonely = [*[None] * (len(HEADS) - 1), "未整改"]
    assert len(table_in(book([line(1), lonely])).rows) == 2


def test_a_cell_merged_over_several_rows_speaks_for_each():
    file = io.BytesIO()
    with Workbook(file, SAFE) as one:
        sheet = one.add_worksheet()
        sheet.write_row(0, 0, ["单位", "隐患部位", "存在问题"])
        sheet.merge_range(1, 0, 3, 0, "示范小学")
        for down in (1, 2, 3):
            sheet.write_row(down, 1, [f"{down}层", "堆物"])
    rows = table_in(named(file.getvalue())).rows
    assert [cells[0] for _number, cells in rows] == ["示范小学"] * 3


def test_of_several_sheets_the_one_whose_heads_say_most_is_read():
    file = io.BytesIO()
    with Workbook(file, SAFE) as one:
        one.add_worksheet("说明").write_row(0, 0, ["填写说明", "请按表填写"])
        one.add_worksheet("藏").hide()
        one.get_worksheet_by_name("藏").write_row(0, 0, HEADS)
        sheet = one.add_worksheet("明细")
        sheet.write_row(0, 0, HEADS)
        sheet.write_row(1, 0, [str(cell) for cell in line(1)])
    assert table_in(named(file.getvalue())).sheet == "明细"


def test_of_two_rows_of_heads_the_lower_one_names_the_columns():
    file = io.BytesIO()
    with Workbook(file, SAFE) as one:
        sheet = one.add_worksheet()
        for place, head in enumerate(["单位", "隐患部位", "存在问题"]):
            sheet.merge_range(0, place, 1, place, head)
        sheet.merge_range(0, 3, 0, 4, "整改")
        sheet.write_row(1, 3, ["整改措施", "整改责任人"])
        sheet.write_row(2, 0, ["示范小学", "一层", "堆物", "清走", "王某某"])
    table = table_in(named(file.getvalue()))
    assert table.heads == ["单位", "隐患部位", "存在问题", "整改措施", "整改责任人"]
    assert [number for number, _cells in table.rows] == [3]


def test_a_chart_beside_the_table_is_no_cell():
    file = io.BytesIO()
    with Workbook(file, SAFE) as one:
        sheet = one.add_worksheet("台账")
        for down, cells in enumerate([HEADS, line(1), line(2)]):
            sheet.write_row(down, 0, [str(cell) for cell in cells])
        chart = one.add_chart({"type": "column"})
        for column in range(4):
            chart.add_series({"values": ["台账", 1, column, 2, column]})
        sheet.insert_chart(1, 12, chart)
        alone = one.add_chart({"type": "pie"})
        alone.add_series({"values": ["台账", 1, 0, 2, 0]})
        one.add_chartsheet("图").set_chart(alone)
    assert len(table_in(named(file.getvalue())).rows) == 2


def test_the_parts_lie_where_the_workbook_says_and_not_where_they_mostly_do():
    whole = zipfile.ZipFile(book([line(1)]))
    moved = {
        "xl/worksheets/sheet1.xml": "tables/one.xml",
        "xl/sharedStrings.xml": "xl/texts.xml",
        "xl/workbook.xml": "xl/book.xml",
        "xl/_rels/workbook.xml.rels": "xl/_rels/book.xml.rels",
    }
    targets = {b'"worksheets/sheet1.xml"': b'"/tables/one.xml"'}
    targets |= {b'"sharedStrings.xml"': b'"texts.xml"', b'"xl/workbook.xml"': b'"xl/book.xml"'}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in whole.namelist():
            part = whole.read(name)
            for before, after in targets.items():
                part = part.replace(before, after)
            archive.writestr(moved.get(name, name), part)
    assert len(table_in(named(out.getvalue())).rows) == 1


def test_two_columns_of_one_name_stay_two():
    table = table_in(book([["a", "b", "c"]], heads=["单位", "日期", "日期"]))
    assert table.heads == ["单位", "日期", "日期 (2)"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_as_excel_writes_it(encoding, delimiter):
    lines = [HEADS, [str(cell) for cell in line(1)]]
    text = "\r\n".join(delimiter.join(cells) for cells in lines)
    table = table_in(named(text.encode(encoding), "台账.csv"))
    assert table.heads == HEADS and table.rows[0][1][5] == "教学楼1层"


def test_the_apostrophe_of_our_own_csv_is_taken_off_again():
    table = table_in(named("单位,存在问题\n示范小学,'=1+1\n'引用',好\n".encode(), "台账.csv"))
    assert [cells for _number, cells in table.rows] == [["示范小学", "=1+1"], ["'引用'", "好"]]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2021-06-05", date(2021, 6, 5)),
        ("2021/6/5", date(2021, 6, 5)),
        ("2021.6.5", date(2021, 6, 5)),
        ("2021年6月5日", date(2021, 6, 5)),
        ("2021 年 6 月 5 日", date(2021, 6, 5)),
        ("2021-06-05 10:20:00", date(2021, 6, 5)),
        ("20210605", date(2021, 6, 5)),
        ("44352", date(2021, 6, 5)),
        ("44352.5", date(2021, 6, 5)),
        ("2021-06-31", None),
        ("6月5日", None),
        ("21.6.5", None),
        ("2021", None),
        ("上周三", None),
        ("99999999", None),
    ],
)
def test_days_are_read_as_ledgers_write_them_and_never_guessed(told, day):
    assert as_day(told) == day


def test_full_width_words_are_the_same_words():
    assert claim("　是 ") is True and claim("×") is False
    with pytest.raises(Unclear):
        claim("也许")
    assert propose(["发现日期*（必填）", "隐 患 描 述"]) == {
        "found_on": "发现日期*（必填）",
        "description": "隐 患 描 述",
    }


def test_a_running_number_is_no_ledger_number():
    assert propose(["序号", "隐患部位", "存在问题"]) == {
        "place": "隐患部位",
        "description": "存在问题",
    }


# --- What is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n ,,\n", "empty"),
        ("单位,存在问题\n".encode(), "empty"),
        (b"PK\x03\x04 nothing more", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", "not_xlsx"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_table"),
        (b"\xff\xfe\xff\xff\xff", "not_a_table"),
        (b'a,"b\n' + b"x" * 200_000, "broken"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(content, code):
    assert refusal_of(named(content)) == code


def test_a_zip_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.xml", "<a/>")
    assert refusal_of(named(file.getvalue())) == "not_a_workbook"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    whole = book([line(1)]).getvalue()
    bomb = with_part(whole, SHEET, lambda part: part + b" " * (workbook.MOST_UNPACKED + 1))
    assert bomb.size < 200_000
    assert refusal_of(bomb) == "too_large"


@pytest.mark.parametrize("place", ["XFD2", "A1048576", "A20200", "BI2"])
def test_a_cell_in_a_far_corner_is_refused_before_it_costs_gigabytes(place):
    far = f'<row r="99"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    whole = book([line(1)]).getvalue()
    file = with_part(whole, SHEET, lambda part: part.replace(b"</sheetData>", far))
    assert refusal_of(file) == "too_large"


def test_a_workbook_made_to_end_its_reader_ends_the_reader_only():
    whole = book([line(1)]).getvalue()
    claim = b'uniqueCount="99999999999999"'
    file = with_part(
        whole, "xl/sharedStrings.xml", lambda part: re.sub(rb'uniqueCount="\d+"', claim, part)
    )
    assert refusal_of(file) == "broken"


def test_an_empty_cell_in_a_far_corner_is_only_a_format():
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    whole = book([line(1)]).getvalue()
    file = with_part(whole, SHEET, lambda part: part.replace(b"</sheetData>", far))
    assert len(table_in(file).rows) == 1


def test_one_long_text_in_thousands_of_cells_is_refused():
    text = "长" * 30_000
    lines = [[text] * 9 for _ in range(100)]
    assert refusal_of(book(lines)) == "too_large"


def test_more_rows_than_may_come_at_once_are_refused():
    text = "单位,存在问题\n" + "示范小学,堆物\n" * (workbook.MOST_ROWS + 1)
    assert refusal_of(named(text.encode(), "台账.csv")) == "too_large"


def test_a_workbook_cut_off_or_mutilated_anywhere_never_breaks_the_reader():
    whole = book([line(n) for n in range(1, 4)]).getvalue()
    for at in range(10, len(whole), 97):
        for content in (whole[:at], whole[:at] + b"\xff\x00" + whole[at + 2 :]):
            try:
                files.read(named(content))
            except Unacceptable as refusal:
                assert str(refusal)


def test_a_part_that_is_no_xml_never_breaks_the_reader():
    whole = book([line(1)]).getvalue()
    for name in zipfile.ZipFile(io.BytesIO(whole)).namelist():
        for change in (lambda part: part[: len(part) // 2], lambda part: b"", lambda part: b"<"):
            try:
                files.read(with_part(whole, name, change))
            except Unacceptable as refusal:
                assert str(refusal)
