"""The workbooks we write: the one to fill in, and the faulty rows of one that was sent."""

import tempfile
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from district.comparing.plan import Plan
from district.reading.cells import IN_A_WORKBOOK
from district.reading.fields import FIELDS, PEOPLE, UNITS, Field
from district.reading.files import Table
from district.reading.heads import CLEAR_SIGNS, SHEET_OF_PEOPLE, SHEET_OF_UNITS
from imports.reading.workbook import MOST_ROWS
from organizations.administration import administered_units
from organizations.models import Unit, User
from organizations.units import ABOVE_DISTRICTS, AUTHORITIES

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDE = {"name": 24, "unit": 24, "parent": 20, "address": 30, "former": 20, "short": 14, "email": 24}
USUAL = 14


def template(by: User | None = None) -> Any:
    """A temporary file with the workbook, read from its beginning; the caller closes it. Bureaus
    are offered as a kind where a city or a province is among the units of `by`."""
    mine = Unit.objects.all() if by is None else administered_units(by)
    has_city = mine.filter(kind__in=ABOVE_DISTRICTS).exists()
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it on closes it
    with translation.override(settings.LANGUAGE_CODE), Workbook(file, SAFE) as book:
        offered = kinds(has_city)
        lay_out(book, book.add_worksheet(SHEET_OF_UNITS), UNITS, offered)
        lay_out(book, book.add_worksheet(SHEET_OF_PEOPLE), PEOPLE, offered)
        explain(book, book.add_worksheet(_("How to fill it in")), offered)
    file.seek(0)
    return file


def file_name() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        name = _("Units and people")
    return f"{name}.xlsx"


def columns(kind: str) -> list[Field]:
    return [field for field in FIELDS[kind] if not field.spare]


def lay_out(book: Workbook, sheet: Worksheet, kind: str, kinds: list[str]) -> None:
    """The heads, a star at what every new row needs. All cells are text, or Excel would take the
    zeros a staff number begins with."""
    bold = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})
    offered = {"kind": kinds, "roles": [str(role.label) for role in IN_A_WORKBOOK]}
    for place, field in enumerate(columns(kind)):
        sheet.set_column(place, place, WIDE.get(field.code, USUAL), text)
        head = f"{field.label}*" if field.is_needed else str(field.label)
        sheet.write_string(0, place, head, bold)
        if field.code in offered:
            told = {"validate": "list", "source": offered[field.code], "error_type": "warning"}
            sheet.data_validation(1, place, MOST_ROWS, place, told)
    sheet.freeze_panes(1, 0)


def kinds(has_city: bool) -> list[str]:
    left_out = () if has_city else AUTHORITIES
    return [str(kind.label) for kind in Unit.Kind if kind not in left_out]


def explain(book: Workbook, sheet: Worksheet, kinds: list[str]) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100, wrapped)
    for number, line in enumerate(explanations(kinds)):
        sheet.write_string(number, 0, line, wrapped)


def explanations(kinds: list[str]) -> list[str]:
    roles = [str(role.label) for role in IN_A_WORKBOOK]
    """One a line; none of them is the head of a column, so that the sheet is not read."""
    return [
        _("One row a unit, and one row a person and unit; several roles may stand in one cell."),
        _("Columns may be missing or in another order; titles above the heads may stay."),
        _("A unit without “reports to” reports to the bureau. It is named by code or by name."),
        _("Kinds of units: %(choices)s") % {"choices": "、".join(kinds)},
        _("Roles: %(choices)s") % {"choices": "、".join(roles)},
        _("Several names or roles in one cell: put 、 between them."),
        _("People are known by their staff number, else by their phone, else by name and unit."),
        _("An empty cell changes nothing. %(signs)s empties what the ledger has.")
        % {"signs": CLEAR_SIGNS},
        _("“—” under roles ends the roles the person has at this unit."),
        _("A day is written 2026-09-01. The last day is one on which the role is still held."),
        _("What is not in this workbook stays. Loading it again changes only what differs."),
        _("New people cannot log in until they are activated."),
    ]


def faulty_rows(tables: Sequence[Table], plan: Plan) -> Any:
    """The rows that are not loaded, each with what is wrong, to be mended and sent again; as a
    temporary file the caller closes."""
    faulty = plan.faulty_rows
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it on closes it
    with translation.override(settings.LANGUAGE_CODE), Workbook(file, SAFE) as book:
        for table in tables:
            lines = [line for line in table.lines if line.at in faulty]
            if not lines:
                continue
            sheet = book.add_worksheet(sheet_name(book, table))
            bold = book.add_format({"bold": True, "bottom": 1})
            codes = list(table.heads)
            heads = [*table.heads.values(), _("Row in the file"), pgettext("column", "Problem")]
            write_line(sheet, 0, heads, bold)
            for number, line in enumerate(lines, start=1):
                said = "; ".join(f"{f.column} {f.detail}".strip() for f in faulty[line.at])
                cells = [line.given.get(code, "") for code in codes]
                write_line(sheet, number, [*cells, str(line.row), said], None)
    file.seek(0)
    return file


def sheet_name(book: Workbook, table: Table) -> str:
    """By which it is known for what it is when it comes back."""
    name = SHEET_OF_UNITS if table.kind == UNITS else SHEET_OF_PEOPLE
    n = sum(sheet.get_name().startswith(name) for sheet in book.worksheets())
    return f"{name} {n + 1}" if n else name


def write_line(sheet: Worksheet, number: int, cells: Iterable[str], style: Any) -> None:
    for place, cell in enumerate(cells):
        sheet.write_string(number, place, cell, style)
