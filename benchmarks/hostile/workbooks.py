"""Workbooks and tables of text made to cost their reader more than they cost their sender."""

import io
import zipfile
from functools import cache
from random import Random

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
HEADS = "".join(
    f'<c r="{letter}1" t="inlineStr"><is><t>{head}</t></is></c>'
    for letter, head in zip("ABC", ("隐患部位", "存在问题", "检查日期"), strict=True)
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'


def sheet(cells: str, after: str = "") -> str:
    rows = f'<row r="1">{HEADS}</row>{cells}'
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def relations(*lines: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def book(sheets: int = 1) -> str:
    named = "".join(
        f'<sheet name="s{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>'


def packed(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def workbook(method: int = zipfile.ZIP_DEFLATED, **other: str | bytes) -> bytes:
    """An ordinary workbook, but for the parts told by `sheet`, `strings`, `book`, `relations`."""
    linked = relations(
        relation(1, "worksheet", "worksheets/sheet1.xml"),
        relation(2, "sharedStrings", "sharedStrings.xml"),
    )
    parts = {
        "_rels/.rels": relations(relation(1, "officeDocument", BOOK)),
        BOOK: other.get("book", book()),
        RELATIONS: other.get("relations", linked),
        SHEET: other.get("sheet", sheet("")),
        STRINGS: other.get("strings", f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>'),
    }
    return packed(parts, method)


def unclosed_tags(chance: Random) -> bytes:
    """What held the service for a minute: each tag is looked for its end to the end of the part."""
    tag = chance.choice(["<c ", "<row ", "<si>", "<v ", "<x:c ", "<c r='"])
    part = tag * chance.randrange(10_000, 400_000)
    return workbook(**{chance.choice(["sheet", "strings"]): part})


def unclosed_in_an_attribute(chance: Random) -> bytes:
    return workbook(sheet=sheet(f'<row r="2"><c r="{"<c " * chance.randrange(10_000, 200_000)}'))


def entity_bomb(chance: Random) -> bytes:
    where = chance.choice(["sheet", "strings", "book", "relations"])
    return workbook(**{where: f"{BOMB}<x>&l9;</x>"})


def entity_of_a_file(chance: Random) -> bytes:
    named = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>'
    return workbook(**{chance.choice(["sheet", "strings"]): named})


@cache
def blanks(megabytes: int) -> bytes:
    return workbook(sheet=sheet(" " * (megabytes * 1024 * 1024)))


def zip_bomb(chance: Random) -> bytes:
    return blanks(chance.choice([65, 90, 120]))


def far_cell(chance: Random) -> bytes:
    place = chance.choice(["XFD1048576", "A1048576", "XFD2", "A999999999", "ZZZZZZ1"])
    return workbook(sheet=sheet(f'<row r="2"><c r="{place}"><v>1</v></c></row>'))


def far_row_without_places(chance: Random) -> bytes:
    number = chance.randrange(20_200, 2**31)
    return workbook(sheet=sheet(f'<row r="{number}"><c><v>1</v></c></row>'))


@cache
def one_text_often(times: int) -> bytes:
    row = "<row>" + '<c t="s"><v>0</v></c>' * 10 + "</row>"
    text = f'<sst xmlns="{MAIN}"><si><t>{"长" * 30_000}</t></si></sst>'
    return workbook(sheet=sheet(row * times), strings=text)


def shared_string_bomb(chance: Random) -> bytes:
    return one_text_often(chance.choice([100, 1000, 5000]))


def count_of_texts(chance: Random) -> bytes:
    count = 10 ** chance.randrange(8, 19)
    return workbook(strings=f'<sst xmlns="{MAIN}" uniqueCount="{count}"><si><t>x</t></si></sst>')


def thousands_of_sheets(chance: Random) -> bytes:
    many = chance.randrange(1000, 4000)
    lines = [relation(n, "worksheet", "worksheets/sheet1.xml") for n in range(1, many + 1)]
    return workbook(book=book(many), relations=relations(*lines))


def relations_in_a_circle(chance: Random) -> bytes:
    target = chance.choice(
        ["_rels/workbook.xml.rels", "workbook.xml", "../_rels/.rels", "../" * 999]
    )
    kinds = [relation(n, kind, target) for n, kind in enumerate(("worksheet", "styles"), start=1)]
    return workbook(relations=relations(*kinds))


def deep_elements(chance: Random) -> bytes:
    return workbook(sheet=sheet("<row>" * chance.randrange(50_000, 500_000)))


def merged_cells(chance: Random) -> bytes:
    merged = '<mergeCell ref="A1:BH20000"/>' * chance.randrange(10_000, 100_000)
    return workbook(sheet=sheet("", f"<mergeCells>{merged}</mergeCells>"))


def many_parts(chance: Random) -> bytes:
    return packed({f"xl/part{n}.xml": "" for n in range(chance.randrange(5001, 9000))})


def another_packing(chance: Random) -> bytes:
    return workbook(chance.choice([zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2]))


def mutilated(chance: Random) -> bytes:
    whole = bytearray(workbook(sheet=sheet("<row><c><v>1</v></c></row>" * 50)))
    for _ in range(chance.randrange(1, 30)):
        whole[chance.randrange(4, len(whole))] = chance.randrange(256)
    return bytes(whole[: chance.randrange(30, len(whole))])


def text_without_end(chance: Random) -> bytes:
    start = chance.choice([b'"', b",", b"\n", b'a,"b\n', b"\xff\xfe", "隐".encode("gbk")])
    return start + chance.choice([b"x", b",", b"\n", b'"', b'""\n']) * chance.randrange(
        10**5, 10**7
    )


WORKBOOKS = (
    *(unclosed_tags, unclosed_in_an_attribute, entity_bomb, entity_of_a_file, zip_bomb, far_cell),
    *(far_row_without_places, shared_string_bomb, count_of_texts, thousands_of_sheets),
    *(relations_in_a_circle, deep_elements, merged_cells, many_parts, another_packing, mutilated),
)
TABLES = (text_without_end,)
