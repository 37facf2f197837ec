"""排查覆盖: lists by months, and of one cell who looked and who did not."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from audit.kinds import Kind
from audit.middleware import audited
from inspections import coverage, going_out, services
from inspections.models import Checklist
from organizations import scope
from organizations.models import Unit
from organizations.unit_search import found_among
from organizations.units import takes_units
from papers.ledger.files import Echo, harmless
from workflow import policy
from workflow.errors import NotPermitted

FEW, SEVERAL = 2, 5  # percent missed, for the shade of a cell
FIRST_MONTH = 9  # of a school year
SHOWN = 8  # units in a panel; the file has all


class Cell(NamedTuple):
    """One list in one month, in a word and a fraction."""

    code: str
    month: date
    numbers: Counter[str]
    url: str

    @property
    def fraction(self) -> str:
        return f"{self.numbers['done']}/{self.numbers['due']}"

    @property
    def shade(self) -> str:
        n = self.numbers
        if n["missed"]:
            share = 100 * n["missed"] / n["due"]
            return "m1" if share < FEW else "m2" if share < SEVERAL else "m3"
        if n["due"] > n["done"]:
            return "is-due"
        return "is-late" if n["late"] else "is-done"

    @property
    def word(self) -> str:
        n = self.numbers
        if n["missed"]:
            return _("%(n)s missed") % {"n": n["missed"]}
        if n["due"] > n["done"]:
            return _("%(n)s to do") % {"n": n["due"] - n["done"]}
        return _("%(n)s late") % {"n": n["late"]} if n["late"] else _("all done")


class CoveragePage:
    """What is asked: `unit`, school `year` (by its first calendar year), and a cell."""

    def __init__(self, asked: Any, user: Any) -> None:
        self.user, self.asked = user, asked
        self.unit = unit_of(asked, user)
        today = timezone.localdate()
        self.this_month = coverage.month_of(today)
        usual = first_year_of(today)
        self.year = as_year(asked.get("year"), usual)
        self.years = [usual, usual - 1, *([] if self.year >= usual - 1 else [self.year])]

    @cached_property
    def months(self) -> list[date]:
        first, end = date(self.year, FIRST_MONTH, 1), date(self.year + 1, FIRST_MONTH, 1)
        months = coverage.months_between(first, end)
        return [month for month in months if month <= self.this_month] or months[:1]

    @cached_property
    def cells(self) -> dict[coverage.Cell, Counter[str]]:
        end = coverage.month_after(self.months[-1])
        return coverage.cells(self.unit, self.months[0], end)

    @cached_property
    def lists(self) -> dict[str, Checklist]:
        held = Checklist.objects.in_force(date.max)
        codes = {code for code, _month in self.cells}
        return {code: one for code, one in held.items() if code in codes}

    @cached_property
    def rows(self) -> list[tuple[Checklist, list[Cell | None]]]:
        return [(one, [self.cell(code, month) for month in self.months])
                for code, one in self.lists.items()]  # fmt: skip

    def cell(self, code: str, month: date) -> Cell | None:
        numbers = self.cells.get((code, month))
        if not numbers or not numbers["due"]:
            return None
        return Cell(code, month, numbers, self.url(code=code, month=month.isoformat()))

    @cached_property
    def total(self) -> Counter[str]:
        return coverage.total(self.cells.values())

    @cached_property
    def teams(self) -> "Teams | None":
        """What went out; a unit that none reports to sends teams to no other."""
        return Teams(self) if takes_units(self.unit.kind) else None

    def url(self, **more: Any) -> str:
        asked = {"unit": self.unit.pk, "year": self.year, **more}
        return f"?{urlencode(asked)}{'#cell' if more else ''}"

    @cached_property
    def chosen(self) -> "Chosen | None":
        month = as_month(self.asked.get("month", ""))
        code = self.asked.get("code", "")
        cell = self.cell(code, month) if month and code in self.lists else None
        return Chosen(self, cell) if cell else None


class Teams:
    """出动 in the months of the page, as a whole and month by month, the latest first."""

    def __init__(self, page: CoveragePage) -> None:
        self.page = page
        self.first, self.end = page.months[0], coverage.month_after(page.months[-1])
        self.outings = going_out.sent_by(page.unit, self.first, self.end, page.user)

    @cached_property
    def counts(self) -> going_out.WentOut:
        return going_out.total(self.outings, self.page.user)

    @cached_property
    def months(self) -> list[tuple[date, going_out.WentOut, str]]:
        told = going_out.by_month(self.outings, self.page.user)
        return [
            (month, told.get(month, going_out.NOBODY), self.url(month, coverage.month_after(month)))
            for month in reversed(self.page.months)
        ]

    @property
    def whole_url(self) -> str:
        return self.url(self.first, self.end)

    def url(self, first: date, end: date) -> str:
        asked = {"unit": self.page.unit.pk, "from": first, "to": end}
        return reverse("web:outings", query=asked)


class Chosen:
    """The units behind a cell, set apart."""

    def __init__(self, page: CoveragePage, cell: Cell) -> None:
        self.page, self.cell = page, cell
        self.checklist = page.lists[cell.code]
        self.month = cell.month

    @cached_property
    def apart(self) -> coverage.Apart:
        lines = coverage.units_in(self.page.unit, self.cell.code, self.month)
        return coverage.apart(lines)

    @property
    def panels(self) -> dict[str, list[coverage.UnitLine]]:
        return {name: lines[:SHOWN] for name, lines in self.apart._asdict().items()}

    @cached_property
    def hazards(self) -> dict[str, int]:
        """By state, of what the reader sees."""
        unit, user = self.page.unit, self.page.user
        found = coverage.hazards_of(unit, self.cell.code, self.month, user)
        return Counter(found.values_list("state", flat=True))

    @property
    def may_remind(self) -> bool:
        return policy.reads_offers_to(self.page.unit, self.page.user)


def unit_of(asked: Any, user: Any) -> Unit:
    """The one asked for, or the highest one in reach. Raises Http404 for another."""
    reached = scope.units_reached_by(user)
    if asked.get("unit_search"):
        found = found_among(reached, asked["unit_search"]).in_order().first()
        if found:
            return found
    if asked.get("unit", "").isdecimal() and len(asked["unit"]) < 10:
        found = reached.filter(pk=asked["unit"]).first()
    else:
        found = reached.order_by("path").first()
    if found is None:
        raise Http404
    return found


def first_year_of(day: date) -> int:
    """The calendar year in which the school year of the day began."""
    return day.year - (day.month < FIRST_MONTH)


def as_year(said: str | None, usual: int) -> int:
    is_year = bool(said) and said.isascii() and said.isdecimal() and len(said) == 4
    return int(said) if is_year and 2000 <= int(said) <= usual else usual


def as_month(said: str) -> date | None:
    try:
        return coverage.month_of(date.fromisoformat(said))
    except ValueError:
        return None


@require_safe
def board(request):
    if not scope.posts(request.user):
        raise PermissionDenied
    shown = CoveragePage(request.GET, request.user)
    told = {"board": shown, "page": "rounds", "now": timezone.now()}
    return render(request, "inspections/coverage/board.html", told)


@require_POST
def remind(request):
    shown = CoveragePage(request.POST, request.user)
    if shown.chosen is None:
        raise Http404
    cell = shown.chosen.cell
    try:
        n = services.remind(shown.unit, cell.code, cell.month, by=request.user)
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    said = ngettext("%(n)s unit was reminded.", "%(n)s units were reminded.", n)
    messages.success(request, said % {"n": n})
    return redirect(reverse("web:coverage") + cell.url)


@audited(Kind.EXPORTED, "coverage")
@require_safe
def as_csv(request):
    """Every unit, list and month of the year, for Excel."""
    if not scope.posts(request.user):
        raise PermissionDenied
    shown = CoveragePage(request.GET, request.user)
    name = _("Inspection coverage %(unit)s %(year)s.csv") % {"unit": shown.unit, "year": shown.year}
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return StreamingHttpResponse(lines(shown), content_type="text/csv", headers=headers)


def lines(shown: CoveragePage) -> Iterator[str]:
    writer = csv.writer(Echo())
    heads = (_("Code"), _("Unit"), _("Checklist"), _("Month"), _("Rounds due"), _("Rounds done"))
    more = (_("of which late"), _("Rounds missed"), _("Nothing found"), _("Hazards"))
    yield "\ufeff" + writer.writerow((*heads, *more))
    titles = {code: one.title for code, one in shown.lists.items()}
    end = coverage.month_after(shown.months[-1])
    for code, name, listed, month, *n in coverage.rows_by_unit(shown.unit, shown.months[0], end):
        row = (code, name, titles.get(listed, listed), month.strftime("%Y-%m"), *n)
        yield writer.writerow([harmless(str(value)) for value in row])
