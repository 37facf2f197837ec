"""Old ledgers as somebody would have kept them, for the tests to import."""

import io
import zipfile
from datetime import date

from xlsxwriter import Workbook

from imports import services
from imports.models import Import

HEADS = [
    "序号",
    "编号",
    "单位",
    "隐患类别",
    "隐患级别",
    "隐患部位",
    "存在问题",
    "检查日期",
    "整改情况",
]
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def line(n: int = 1, **other) -> list:
    """A row nothing is wrong with; `other` cells by their heads."""
    told = {
        "序号": n,
        "编号": f"A-{n}",
        "单位": "示范小学",
        "隐患类别": "消防",
        "隐患级别": "一般",
        "隐患部位": f"教学楼{n}层",
        "存在问题": "疏散通道堆放课桌",
        "检查日期": date(2021, 6, 5),
        "整改情况": "未整改",
    }
    return list({**told, **other}.values())


def book(lines: list[list], heads: list[str] = HEADS, above: list[str] = ()) -> io.BytesIO:
    """A workbook with titles above its heads, as ledgers have them."""
    file = io.BytesIO()
    with Workbook(file, SAFE) as one:
        sheet = one.add_worksheet("台账")
        day = one.add_format({"num_format": "yyyy/m/d"})
        for place, title in enumerate(above):
            sheet.merge_range(place, 0, place, len(heads) - 1, title)
        for down, cells in enumerate([heads, *lines], start=len(above)):
            for across, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(down, across, cell, day)
                elif cell is not None:
                    sheet.write(down, across, cell)
    return named(file.getvalue())


def named(content: bytes, name: str = "2021年隐患台账.xlsx") -> io.BytesIO:
    """As an upload: with a name and a size."""
    file = io.BytesIO(content)
    file.name, file.size = name, len(content)
    return file


def with_part(content: bytes, name: str, change) -> io.BytesIO:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            told = old.read(part)
            new.writestr(part, change(told) if part == name else told)
    return named(out.getvalue())


def taken(by, lines: list[list], **told) -> Import:
    heads = told.pop("heads", HEADS)
    return services.take_in(book(lines, heads, told.pop("above", ())), by=by, **told)


def faults(one: Import) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in one.faults()]


def several(sheets: dict[str, list[list]], name: str = "分月台账.xlsx") -> io.BytesIO:
    """A workbook with a sheet for each name, its lines as they are."""
    file = io.BytesIO()
    with Workbook(file, SAFE) as one:
        for title, lines in sheets.items():
            sheet = one.add_worksheet(title)
            for down, cells in enumerate(lines):
                sheet.write_row(down, 0, ["" if cell is None else cell for cell in cells])
    return named(file.getvalue(), name)
