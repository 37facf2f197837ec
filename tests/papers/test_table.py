"""The annex on paper: every sentence of the notice with the right figure in each bracket."""

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from django.utils import translation
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from papers.returns.table_docx import docx_of
from papers.returns.table_xlsx import xlsx_of
from returns import services
from returns.table.sheet import Sheet
from tests.cast import Cast
from tests.returns.handed_in import HandedIn

BRACKET = re.compile(r"（[^（）]*）")
BLANK = re.compile(r"\{(\w+):?(yes|no)?\}")
SECTION, ACTIVITY, ASKED, ANSWERED = range(4)


@pytest.fixture
def handed_in(cast: Cast) -> HandedIn:
    return HandedIn(cast)


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def body(content: bytes) -> Any:
    """The table itself; the header line above it is a table as well."""
    return opened(content).tables[1]


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(content).paragraphs]


def rows_of(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def cells_of(content: bytes) -> list[Any]:
    return [cell for row in rows_of(content) for cell in row if cell not in ("", None)]


def as_printed(sheet: Sheet) -> list[str]:
    """The prompts of the template with plain text in their blanks, written here once more."""

    def said(found: re.Match[str]) -> str:
        value = sheet.values[found[1]]
        if found[2]:
            return "√" if value == found[2] else "\u3000"
        return "\u00a0" * 6 if value is None else str(value)

    prompts = [row.prompt for section in sheet.form.sections for row in section.rows]
    return [BLANK.sub(said, prompt) for prompt in prompts]


def answers_in_word(content: bytes) -> list[str]:
    """Each once, though a merged cell is met in every row it spans."""
    cells = {row.cells[ANSWERED]._tc: row.cells[ANSWERED].text for row in body(content).rows[1:]}
    return list(cells.values())


def test_word_prints_each_sentence_with_its_figures_in_the_brackets(handed_in):
    handed_in.submitted("school", coordination_mechanism_built="no")
    sheet = handed_in.sheet("school")
    told = answers_in_word(docx_of(sheet))
    assert told == as_printed(sheet)
    assert told[0] == "以（启动仪式形式甲）等形式启动“安全生产月”活动（101）场次。"
    assert sum(len(BRACKET.findall(answer)) for answer in told) == 43


def test_excel_prints_the_same_sentences(handed_in):
    handed_in.submitted("school")
    sheet = handed_in.sheet("school")
    told = cells_of(xlsx_of(sheet))
    assert [sentence for sentence in as_printed(sheet) if sentence not in told] == []
    asked = [r for s in sheet.form.sections for row in s.rows for r in row.requirements]
    assert [requirement for requirement in asked if requirement not in told] == []


def test_a_tick_stands_in_the_bracket_chosen_and_none_in_the_other(handed_in):
    handed_in.submitted("school", in_annual_priorities="yes", resources_guaranteed="no")
    leadership = answers_in_word(docx_of(handed_in.sheet("school")))[7].splitlines()
    assert leadership[0].endswith("：（√）是（\u3000）否")
    assert leadership[2].endswith("：（\u3000）是（√）否")


def test_an_empty_blank_stays_empty_and_a_zero_is_printed(handed_in):
    handed_in.filled("school", study_group_sessions=0, study_group_attendance=None)
    told = answers_in_word(docx_of(handed_in.sheet("school")))[1]
    assert "专题学习（0）次，参与（\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0）人次" in told


def test_what_was_filled_in_is_underlined_and_nothing_else(handed_in):
    handed_in.submitted("school")
    content = docx_of(handed_in.sheet("school"))
    runs = [run for p in body(content).rows[1].cells[ANSWERED].paragraphs for run in p.runs]
    assert [run.text for run in runs if run.underline] == ["启动仪式形式甲", "101"]


def test_cells_are_merged_as_in_the_notice(handed_in):
    rows = [row.cells for row in body(docx_of(handed_in.sheet("school"))).rows]
    assert rows[0][SECTION]._tc is rows[0][ACTIVITY]._tc  # one heading over two columns
    assert len({row[SECTION]._tc for row in rows[1:6]}) == 1
    assert len({row[ACTIVITY]._tc for row in rows[1:6]}) == 5
    tour = rows[6:9]  # no activity: its title stands in both columns
    assert {cell._tc for row in tour for cell in row[:2]} == {tour[0][SECTION]._tc}
    assert tour[0][ANSWERED]._tc is tour[1][ANSWERED]._tc is not tour[2][ANSWERED]._tc
    assert tour[0][ASKED]._tc is not tour[1][ASKED]._tc


def test_excel_merges_the_same_cells(handed_in):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of(handed_in.sheet("school"))))
    merged = workbook.get_sheet_by_index(0).merged_cell_ranges
    assert ((2, 0), (2, 1)) in merged
    assert ((3, 0), (7, 0)) in merged
    assert ((8, 0), (10, 1)) in merged
    assert ((8, 3), (9, 3)) in merged


def test_the_head_of_the_table_stands_again_on_each_page_and_no_row_is_cut(handed_in):
    content = docx_of(handed_in.sheet("school"))
    rows = body(content).rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    with zipfile.ZipFile(io.BytesIO(xlsx_of(handed_in.sheet("school")))) as book:
        assert b"$3:$3" in book.read("xl/workbook.xml")


def test_the_header_says_who_fills_it_in_and_when(handed_in):
    services.fill(
        handed_in.of("school"),
        by=handed_in.who("school"),
        header={
            "contact_name": "安全负责人",
            "contact_phone": "022-1234",
            "filled_on": "2021-06-24",
        },
    )
    sheet = handed_in.sheet("school")
    line = [cell.text for cell in opened(docx_of(sheet)).tables[0].rows[0].cells]
    expected = ["填报单位（盖章）：示范小学", "联系人：安全负责人", "电话：022-1234"]
    assert line == [*expected, "填报日期：2021年6月24日"]
    assert "\u3000\u3000".join(line) in cells_of(xlsx_of(sheet))


def test_chinese_letters_are_set_in_the_typefaces_of_an_office(handed_in):
    content = docx_of(handed_in.sheet("school"))
    title = opened(content).paragraphs[0]
    assert title.text == "“安全生产月”活动进展情况统计表"
    faces = {
        run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for row in body(content).rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    }
    assert title.runs[0]._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "宋体"
    assert faces == {"仿宋"}


def test_a_sum_says_who_is_missing_and_who_says_no(handed_in):
    handed_in.submitted("school", linked_to_hot_issues="no")
    handed_in.filled("central", in_annual_priorities="no")
    sheet = handed_in.sheet("central")
    told = paragraphs(docx_of(sheet))
    assert "注：此表镇乡中心学校汇总后上报，直属单位直接上报" in told
    assert "下级单位：应报 2 家，已报 1 家；未报 1 家：第二小学" in told
    yes_no = next(line for line in told if line.startswith("是否项汇总："))
    assert "纳入全年重点工作（是 1 家，否 1 家：第一中心学校）" in yes_no
    assert "与热点难点问题相结合（是 1 家，否 1 家：示范小学）" in yes_no
    assert "建立健全工作机制（是 2 家，否 0 家）" in yes_no
    assert set(filter(None, told[1:])) - {sheet.form.title} <= set(cells_of(xlsx_of(sheet)))


def test_the_bureau_names_schools_that_say_no_as_they_were_named_then(handed_in):
    handed_in.submitted("school_b", resources_guaranteed="no")
    handed_in.submitted("central_b")
    handed_in.cast.units["school_b"].name = "改了名的小学"
    handed_in.cast.units["school_b"].save()
    told = "\n".join(paragraphs(docx_of(handed_in.sheet("bureau"))))
    assert "人力物力和经费保障（是 1 家，否 1 家：育才小学）" in told


def test_a_school_has_nobody_below_to_speak_of(handed_in):
    handed_in.submitted("school")
    told = "\n".join(paragraphs(docx_of(handed_in.sheet("school"))))
    assert "应报" not in told and "是否项" not in told


def test_an_adjusted_figure_is_printed_with_the_counted_one_and_the_reason(handed_in):
    one = handed_in.filled("school")
    given = {"code": "violations_investigated", "value": 15, "reason": "纸质台账\n另有 15 起"}
    services.adjust(one, by=handed_in.who("school"), **given)
    sheet = handed_in.sheet("school")
    note = "更正：排查安全违法违规行为：台账 0，上报 15，理由：纸质台账 另有 15 起"
    assert note in paragraphs(docx_of(sheet))
    assert note in cells_of(xlsx_of(sheet))
    assert "违法违规行为（15）次" in "".join(answers_in_word(docx_of(sheet)))


def test_the_last_line_tells_a_draft_from_what_was_handed_in(handed_in):
    draft = paragraphs(docx_of(handed_in.sheet("school")))[-1]
    assert draft.startswith(f"编号 {handed_in.of('school').number}；数据截至 ")
    assert draft.endswith("；草稿，未报送")
    one = handed_in.submitted("school")
    last = paragraphs(docx_of(handed_in.sheet("school")))[-1]
    assert last.endswith(f"；校验码 {one.handed_in.digest[:16]}")
    assert "草稿" not in last and "逾期" not in last and "零报告" not in last


def test_late_and_nil_are_said(cast):
    yesterday = HandedIn(cast).campaign.activity_from
    late = HandedIn(cast, due_on=yesterday)
    services.nil(late.of("school"), by=late.who("school"))
    assert "；零报告；逾期报送；" in paragraphs(docx_of(late.sheet("school")))[-1]


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "http://a.b/c"])
def test_what_looks_like_a_formula_stays_text(handed_in, text):
    handed_in.submitted("school", launch_forms=text)
    content = xlsx_of(handed_in.sheet("school"))
    assert f"以（{text}）等形式启动“安全生产月”活动（101）场次。" in cells_of(content)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        page = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in page and b"<hyperlink" not in page


def test_a_row_higher_than_excel_allows_goes_on_in_the_next(handed_in):
    """Joined texts of a whole district; nothing may be hidden below a row of 409 points."""
    for place in ("school", "school_2"):
        words = "、".join(f"{place}{n}活动" for n in range(14))
        handed_in.submitted(place, innovative_activity_names=(words * 3)[:200])
    sheet = handed_in.sheet("central")
    sheet.values["innovative_activity_names"] = "线上安全知识闯关、" * 200
    with zipfile.ZipFile(io.BytesIO(xlsx_of(sheet))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    heights = [float(height) for height in re.findall(r'<row [^>]* ht="([\d.]+)"', page)]
    assert max(heights) <= 409
    assert "线上安全知识闯关、" * 200 in "".join(map(str, cells_of(xlsx_of(sheet))))


def test_characters_no_office_file_may_hold_are_left_out(handed_in):
    services.fill(
        handed_in.of("school"),
        by=handed_in.who("school"),
        header={"contact_name": "经\x0b办\x01"},
    )
    sheet = handed_in.sheet("school")
    assert "联系人：经办" in opened(docx_of(sheet)).tables[0].rows[0].cells[1].text
    assert "联系人：经办" in "".join(map(str, cells_of(xlsx_of(sheet))))


def test_the_language_of_the_reader_does_not_change_the_paper(handed_in):
    handed_in.submitted("school")
    sheet = handed_in.sheet("school")
    chinese = docx_of(sheet), xlsx_of(sheet)
    with translation.override("en"):
        assert (docx_of(sheet), xlsx_of(sheet)) == chinese
