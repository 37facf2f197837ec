"""The workbook to fill in: the heads, the words that may stand under them, and one example."""

import tempfile
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from hazards.models import Category, Clause, Source
from imports.models import Import
from imports.reading.workbook import MOST_ROWS
from imports.rows.checking import EXAMPLE
from imports.rows.fields import BY_CODE, FIELDS
from imports.rows.units import reported_for_by
from workflow.states import Severity

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDE = {"description": 40, "place": 22, "unit": 22, "clause": 24, "measures": 24}
CHOSEN = ("unit", "unit_code", "category", "severity", "clause", "source", "is_violation")


def template(user) -> Any:
    """A temporary file with the workbook, read from its beginning; the caller closes it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it on closes it
    with translation.override(settings.LANGUAGE_CODE), Workbook(file, SAFE) as book:
        rows = book.add_worksheet(_("Ledger"))
        values = book.add_worksheet(_("Allowed values"))
        lay_out(book, rows)
        allowed = allowed_values(user)
        list_values(book, values, allowed)
        offer_values(rows, values.get_name(), allowed)
        write_example(book, rows, allowed)
    file.seek(0)
    return file


def file_name() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        name = _("Ledger to import")
    return f"{name}.xlsx"


def allowed_values(user) -> dict[str, list[str]]:
    """What may stand in a column, by its field: this person's units, and what is in force."""
    units = reported_for_by(user)
    return {
        "unit": [unit.name for unit in units],
        "unit_code": [unit.code for unit in units],
        "category": [kind.label for kind in Category.objects.current()],
        "severity": [str(label) for label in Severity.labels],
        "clause": [clause.text for clause in Clause.objects.current()],
        "source": [str(label) for label in Source.labels],
        "is_violation": [_("yes"), _("no")],
    }


def lay_out(book: Workbook, sheet: Worksheet) -> None:
    """The heads; a star stands at what every row needs."""
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, field in enumerate(FIELDS):
        is_day = field.code.endswith("_on")
        sheet.set_column(place, place, WIDE.get(field.code, 14), day if is_day else None)
        is_needed = field.is_needed or field.code in ("unit", "category")
        sheet.write_string(0, place, f"{field.label}*" if is_needed else str(field.label), bold)
    sheet.freeze_panes(1, 0)


def list_values(book: Workbook, sheet: Worksheet, allowed: dict[str, list[str]]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    for place, (code, values) in enumerate(allowed.items()):
        sheet.set_column(place, place, WIDE.get(code, 14))
        sheet.write_string(0, place, str(BY_CODE[code].label), bold)
        sheet.write_column(1, place, values)


def offer_values(sheet: Worksheet, source: str, allowed: dict[str, list[str]]) -> None:
    """A list to choose from in each cell; other words are let in, and judged by the dry run."""
    for place, (code, values) in enumerate(allowed.items()):
        column, letter = list(BY_CODE).index(code), chr(ord("A") + place)
        where = f"='{source}'!${letter}$2:${letter}${len(values) + 1}"
        told = {"validate": "list", "source": where, "error_type": "warning"}
        if values:
            sheet.data_validation(1, column, MOST_ROWS, column, told)


def write_example(book: Workbook, sheet: Worksheet, allowed: dict[str, list[str]]) -> None:
    grey = book.add_format({"italic": True, "font_color": "#808080"})
    day = book.add_format({"italic": True, "font_color": "#808080", "num_format": "yyyy-mm-dd"})
    told = {
        **{code: (allowed[code] or [""])[0] for code in CHOSEN if code != "clause"},
        "number": EXAMPLE,
        "place": _("Teaching building, second floor"),
        "description": _("Desks are piled up in the escape route"),
    }
    for place, field in enumerate(FIELDS):
        if field.code == "found_on":
            sheet.write_datetime(1, place, date(2021, 6, 5), day)
        else:
            sheet.write_string(1, place, told.get(field.code, ""), grey)


def faulty_rows(one: Import) -> Any:
    """The rows that are not loaded because something is wrong with them, each with what it is, to
    be mended and sent again; as a temporary file the caller closes."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it on closes it
    with Workbook(file, {"constant_memory": True, **SAFE}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True, "bottom": 1})
        heads = [*one.columns, _("Row in the file"), _("What is wrong")]
        write_line(sheet, 0, heads, bold)
        rows, names = one.rows.filter(phase="faulty").iterator(), one.sheet_names
        for number, row in enumerate(rows, start=1):
            said = "; ".join(f"{fault.column} {fault.detail}".strip() for fault in row.told)
            place = f"{names[row.sheet]} {row.number}" if one.has_sheets else str(row.number)
            write_line(sheet, number, [*row.cells, place, said], None)
    file.seek(0)
    return file


def write_line(sheet: Worksheet, number: int, cells: Iterable[str], style) -> None:
    for place, cell in enumerate(cells):
        sheet.write_string(number, place, cell, style)
