"""No seal, signature, note or last row of a paper goes to a page alone.

Where a page of a Word paper ends is the word processor's business. What the paper tells it is
tested here, and was looked at in LibreOffice with papers of every length around a page's end.
"""

import io
from datetime import UTC, datetime

import pytest
from docx import Document as Word
from docx.oxml.ns import qn
from pypdf import PdfReader

from papers.document import (
    Code,
    Document,
    Facts,
    Picture,
    Pictures,
    Section,
    Signatures,
    Signed,
    Table,
    Text,
)
from papers.printing import printers
from tests.papers.printed import flat, words_of

AT = datetime(2021, 6, 3, tzinfo=UTC)
SIGNED = Signed(["平安小学", "2021年6月3日"], "扫码")
RECEIPT, NOTE = Signatures(["签收人"]), Text("联系人", is_note=True)
CODE = Code("扫码")
FACTS = Facts([[f"事实{n}", "如下"] for n in range(9)])
TABLE = Table(["序号", "单位"], [[str(n), "平安小学"] for n in range(9)], [1, 2])
ONE_ROW = Facts([["事实", "如下"]])
PICTURES = Pictures([Picture("gone.jpg", "整改前"), Picture("gone.jpg", "整改后")])


def body_of(*blocks):
    """What Word gets, in order."""
    paper = Document("通知书", "平安小学", "1号", AT, list(blocks))
    content = printers.printed(paper, "docx", "http://ledger.example/")
    return [one for one in Word(io.BytesIO(content)).element.body if one.tag != qn("w:sectPr")]


def texts(element) -> str:
    return "".join(text.text for text in element.iter(qn("w:t")))


def stays(element) -> bool:
    """Does every paragraph in it ask to be on the page of what comes next?"""
    return all(p.pPr is not None and p.pPr.keepNext is not None for p in element.iter(qn("w:p")))


def is_split(row) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None


@pytest.mark.parametrize("ending", [[SIGNED], [SIGNED, NOTE, RECEIPT], [RECEIPT, NOTE, CODE]])
@pytest.mark.parametrize("before", [FACTS, TABLE, ONE_ROW, PICTURES])
def test_after_a_table_the_ending_is_its_last_row_and_the_row_before_stays_with_it(before, ending):
    table = body_of(before, *ending)[-1]
    *_, last, end = table.findall(qn("w:tr"))
    assert stays(last) and not is_split(end)
    alone = body_of(Text("全文"), *ending)[-1]
    assert texts(end) == texts(alone) != ""


@pytest.mark.parametrize("ending", [[SIGNED], [SIGNED, NOTE, RECEIPT]])
def test_after_a_text_the_ending_is_one_row_and_the_text_stays_with_it(ending):
    *_, first, last, end = body_of(Text("第一段"), Text("第二段"), *ending)
    assert stays(last) and not stays(first)
    (row,) = end.findall(qn("w:tr"))
    assert not is_split(row)


@pytest.mark.parametrize("block", [FACTS, TABLE])
def test_the_first_two_rows_and_the_last_two_stay_together_and_the_others_may_part(block):
    rows = body_of(block)[-1].findall(qn("w:tr"))
    kept = [place for place, row in enumerate(rows) if stays(row)]
    assert kept == [0, len(rows) - 2]


def test_what_follows_an_ending_is_not_pulled_into_it():
    *_, table, heading, text = body_of(TABLE, NOTE, Section("卡住的"), Text("一条"))
    assert texts(table).endswith("联系人") and texts(heading) == "卡住的" and texts(text) == "一条"


def test_a_paper_that_is_nothing_but_its_ending_is_printed():
    assert "平安小学" in "".join(texts(one) for one in body_of(SIGNED))


def test_a_day_in_figures_is_not_parted_at_its_hyphens_and_reads_the_same():
    told = "2021-JZ012-0007，自2021-06-03至2021-06-30"
    (text,) = (one for one in body_of(Text(told)) if "JZ012" in texts(one))
    hyphens = list(text.iter(qn("w:noBreakHyphen")))
    assert len(hyphens) == 4 and texts(text).count("-") == 2
    assert flat(told) in words_of(Document("通知书", "平安小学", "1号", AT, [Text(told)]), "docx")


def pages_of(*blocks) -> list[str]:
    content = printers.printed(Document("通知书", "平安小学", "1号", AT, list(blocks)), "pdf")
    return [flat(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def test_on_the_pages_of_a_pdf_the_ending_takes_the_last_two_rows_along():
    over = 0
    for size in range(34, 44, 2):
        table = Table(["序号", "单位"], [[f"第{n}行", "如下"] for n in range(size)], [1, 2])
        *before, last = pages_of(table, NOTE, SIGNED)
        over += bool(before)
        assert f"第{size - 2}行" in last and f"第{size - 1}行" in last and "2021年6月3日" in last
    assert 0 < over < 5


def test_on_the_pages_of_a_pdf_the_last_text_goes_along_with_the_ending():
    for size in range(34, 41):
        texts = [Text(f"第{n}条，" + "如下" * 8) for n in range(size)]
        assert f"第{size - 1}条" in pages_of(*texts, SIGNED, NOTE, RECEIPT)[-1]


def test_rows_too_long_to_stay_together_are_printed_whole():
    told = "".join(pages_of(Facts([["甲", "长" * 3000], ["乙", "文" * 3000]]), SIGNED, RECEIPT))
    assert (told.count("长"), told.count("文")) == (3000, 3000) and "签收人" in told
