"""The summary of a period 「隐患排查治理情况小结」: the board's figures in words and tables."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from figures import statistics
from hazards.models import Hazard
from hazards.models.querysets import HazardQuerySet
from organizations.models import Unit
from papers.document import Block, Document, Section, Signed, Table, Text
from papers.notes import day, moment
from papers.periods.public_notice import period
from papers.printing.formatting import DASH
from workflow.states import State

MOST = 50  # rows in a list
STUCK_ATTEMPTS = 3
RATES = (
    ("rectification_rate", lambda: _("Rectification rate")),
    ("closure_rate", lambda: _("Closure rate")),
    ("on_time_rate", lambda: _("On-time rate")),
    ("held_rate", lambda: _("Stayed closed for 30 days")),
)


def period_summary(
    user, unit: Unit, *, found_from: date | None = None, found_to: date | None = None
) -> Document:
    """Over what the person may see of the unit and all below it; the period is half-open."""
    with translation.override(settings.LANGUAGE_CODE):
        asks: dict[str, Any] = {"unit": unit, "found_from": found_from, "found_to": found_to}
        at = timezone.now()
        kinds = statistics.figures(user, by="category", **asks)
        units = statistics.figures(user, by="unit", **asks)
        found = Hazard.objects.visible_to(user).under(unit).found_between(found_from, found_to)
        blocks = [
            *in_words(unit, kinds, found_from, found_to),
            rates(kinds),
            *broken_down(_("By category"), _("Category"), kinds["rows"]),
            *broken_down(_("By unit"), _("Unit"), units["rows"] if len(units["rows"]) > 1 else []),
            *listed(_("Overdue"), found.overdue().order_by("due_on", "number")),
            *listed(_("Stuck"), stuck(found).order_by("number")),
            Signed([unit.name, day(timezone.localdate(at))]),
        ]
        return Document(_("Summary of hazards"), unit.name, foot(unit, at), at, blocks)


def foot(unit: Unit, at: datetime) -> str:
    return _("%(unit)s, figures as of %(at)s") % {"unit": unit.name, "at": moment(at)}


def in_words(unit: Unit, figures: dict[str, Any], first, end) -> list[Block]:
    told = {**figures, "unit": unit.name, "period": period(first, end)}
    sentences = [
        _(
            "%(unit)s, %(period)s: %(found)s hazards found, %(major_found)s of them major; "
            "%(rectified)s rectified, %(closed)s closed, %(open)s still open, "
            "%(overdue)s of these overdue. %(dismissed)s reports were dismissed, not counted."
        ),
        _(
            "%(units_reported)s of %(units_expected)s units found something. %(sent_back)s repairs "
            "were sent back, %(reopened)s hazards reopened, %(repeat)s found again within 90 days "
            "of a closure. %(funds)s × 10,000 yuan were spent."
        ),
    ]
    return [Text(sentence % told) for sentence in sentences]


def rates(figures: dict[str, Any]) -> Table:
    rows = [
        [label(), percent(figures[name]), over(figures[name]), figures[name]["definition"]]
        for name, label in RATES
    ]
    head = [_("Rate"), _("Value"), _("Of"), _("What it means")]
    return Table(head, rows, [3, 1.6, 1.8, 9])


def percent(rate: dict[str, Any]) -> str:
    return DASH if rate["value"] is None else f"{100 * rate['value']:.1f}%"


def over(rate: dict[str, Any]) -> str:
    return f"{rate['numerator']} / {rate['denominator']}"


def broken_down(title: str, kind: str, rows: list[dict[str, Any]]) -> list[Block]:
    """Only where something was found."""
    told = [counted(row) for row in rows if row["found"]]
    heads = [_("Found"), _("Rectified"), _("Closed"), _("Not closed"), _("Overdue")]
    head = [kind, *heads, _("Closure rate")]
    return [Section(title), Table(head, told, [4, 1.3, 1.3, 1.3, 1.3, 1.3, 2.6])] if told else []


def counted(row: dict[str, Any]) -> list[str]:
    figures = ("found", "rectified", "closed", "open", "overdue")
    rate = row["closure_rate"]
    shown = f"{percent(rate)}（{over(rate)}）"
    return [row["label"], *(str(row[figure]) for figure in figures), shown]


def stuck(found: HazardQuerySet) -> HazardQuerySet:
    """Open, and come back twice or more."""
    return found.filter(state=State.ASSIGNED, attempts__gte=STUCK_ATTEMPTS)


def listed(title: str, hazards: HazardQuerySet) -> list[Block]:
    rows = [line(hazard) for hazard in hazards.for_list()[: MOST + 1]]
    head = [_("Number"), _("Unit"), _("Hazard"), _("Deadline"), _("Attempt")]
    blocks: list[Block] = [Section(title), Table(head, rows[:MOST], [3, 3, 6, 2.2, 1.4])]
    if len(rows) > MOST:
        blocks.append(Text(_("Only the first %(n)s are shown.") % {"n": MOST}, is_note=True))
    return blocks if rows else []


def line(hazard: Hazard) -> list[str]:
    told = [hazard.number, hazard.unit.name, f"{hazard.place}：{hazard.description}"]
    return [*told, hazard.due_on.isoformat() if hazard.due_on else DASH, str(hazard.attempts)]
