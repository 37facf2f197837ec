"""Workbooks of a district as somebody would have kept them, for the tests to load."""

import io
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from district import loading
from district.comparing.whole import plan_of
from district.reading import files

UNITS = ["单位编码", "单位名称", "曾用名", "简称", "类型", "上级单位", "地址", "纬度", "经度"]
UNITS += ["联系人", "联系电话"]
PEOPLE = ["姓名", "工号", "手机", "邮箱", "单位", "角色", "岗位", "起", "止"]
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Sheet = tuple[str, list[list[Any]]]


def unit(code: str = "X01", name: str = "东风小学", **other: Any) -> list[Any]:
    """A row of a unit nothing is wrong with; `other` cells by their heads."""
    told = {**dict.fromkeys(UNITS, None), "单位编码": code, "单位名称": name, "类型": "小学"}
    return [({**told, **other}).get(head) for head in UNITS]


def person(
    name: str = "甲一", number: Any = "T0001", at: str = "示范小学", **other: Any
) -> list[Any]:
    told = {"姓名": name, "工号": number, "单位": at, "角色": "检查员"}
    return [({**told, **other}).get(head) for head in PEOPLE]


def book(units: list[list[Any]] = (), people: list[list[Any]] = ()) -> io.BytesIO:
    """The two sheets, each with its heads; none where it has no rows."""
    both = [("单位", [UNITS, *units])] if units else []
    return sheets(*both, *([("人员", [PEOPLE, *people])] if people else []))


def sheets(*told: Sheet, merged: dict[str, list[tuple[int, int, int, int]]] | None = None):
    """As an upload: with a name and a size. `merged` are ranges of a sheet."""
    file = io.BytesIO()
    with Workbook(file, SAFE) as one:
        day = one.add_format({"num_format": "yyyy/m/d"})
        for name, rows in told:
            sheet = one.add_worksheet(name)
            for place in (merged or {}).get(name, ()):
                sheet.merge_range(*place, "")
            for down, cells in enumerate(rows):
                for across, cell in enumerate(cells):
                    write(sheet, down, across, cell, day)
    file.name, file.size = "单位和人员.xlsx", len(file.getvalue())
    file.seek(0)
    return file


def write(sheet: Any, down: int, across: int, cell: Any, day: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(down, across, cell, day)
    elif cell is not None:
        sheet.write(down, across, cell)


def read(file: io.BytesIO) -> list[files.Table]:
    return files.read(file).tables


def plan(units=(), people=(), by=None):
    return plan_of(read(book(units, people)), by=by)


def load(units=(), people=(), by=None, **asked):
    tables = read(book(units, people))
    return loading.load(tables, by=by, asked=loading.Asked(**asked))


def told(plan) -> dict[str, int]:
    """Of each kind of change that there is, how many."""
    return {kind: n for kind, n in plan.counts.items() if n}


def faults(plan) -> list[tuple[str, int, str, str]]:
    return [(one.sheet, one.row, one.column, one.code) for one in plan.faults]
