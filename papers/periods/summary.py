"""The summary of a period 「隐患排查治理情况小结」: the board's figures in words and tables."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from figures import statistics
from figures.history.past_moment import laid_out
from figures.scope import FigureQuery, ask
from hazards import amounts
from hazards.figures import registry
from hazards.models import Hazard
from hazards.models.querysets import HazardQuerySet
from organizations.models import Unit
from organizations.unit_life.names import called_then, names_on
from papers.document import Block, Document, Section, Signed, Table, Text
from papers.notes import day, moment
from papers.periods.public_notice import period
from papers.printing.formatting import DASH
from workflow.states import State

MOST = 50  # rows in a list
STUCK_ATTEMPTS = 3


def period_summary(
    user, unit: Unit, *, found_from: date | None = None, found_to: date | None = None
) -> Document:
    """Over what the person may see of the unit and all below it; the period is half-open."""
    with translation.override(settings.LANGUAGE_CODE):
        query = ask(user, unit=unit, found_from=found_from, found_to=found_to)
        at, called = query.at, names_on([unit], query.tree_day)[unit.pk]
        # What it is of has the name of its days, whoever signs it that of today.
        blocks = [*counted(query), Signed([unit.name, day(timezone.localdate(at))])]
        return Document(_("Summary of hazards"), called, foot(called, at), at, blocks)


def counted(query: FigureQuery) -> list[Block]:
    """Figures and lists of one moment and one scope, so that each list holds what is counted."""
    with laid_out(query):
        kinds = statistics.answer_to(query, "category")
        units = statistics.rows(query, "unit")
        found = query.in_scope.found_between(query.found_from, query.found_to)
        return [
            *in_words(query, kinds),
            rates(kinds),
            *broken_down(_("By category"), _("Category"), kinds["rows"]),
            *broken_down(_("By unit"), _("Unit"), units if len(units) > 1 else []),
            *listed(_("Overdue"), found.overdue().order_by("due_on", "number"), query.tree_day),
            *listed(_("Stuck"), stuck(found).order_by("number"), query.tree_day),
        ]


def foot(called: str, at: datetime) -> str:
    return _("%(unit)s, figures as of %(at)s") % {"unit": called, "at": moment(at)}


def in_words(query: FigureQuery, figures: dict[str, Any]) -> list[Block]:
    days = period(query.found_from, query.found_to)
    spent = amounts.money(Decimal(figures["funds"]) * amounts.WAN)
    told = {**figures, "unit": figures["unit"]["name"], "period": days, "money": spent}
    sentences = [
        _(
            "%(unit)s, %(period)s: %(found)s hazards found, %(major_found)s of them major; "
            "%(rectified)s rectified, %(closed)s closed, %(open)s still open, "
            "%(overdue)s of these overdue. %(dismissed)s reports were dismissed, not counted."
        ),
        _(
            "%(units_reported)s of %(units_expected)s units found something. %(sent_back)s repairs "
            "were sent back, %(reopened)s hazards reopened, %(repeat)s found again within 90 days "
            "of a closure. %(money)s were spent."
        ),
    ]
    return [Text(sentence % told) for sentence in sentences]


def rates(figures: dict[str, Any]) -> Table:
    rows = [
        [
            str(rate.label),
            amounts.rate(figures[rate.key]["value"]),
            over(figures[rate.key]),
            figures[rate.key]["definition"],
        ]
        for rate in registry.RATES
        if rate.is_in_summary
    ]
    head = [_("Rate"), _("Value"), _("Of"), _("What it means")]
    return Table(head, rows, [3, 1.6, 1.8, 9])


def over(rate: dict[str, Any]) -> str:
    return f"{rate['numerator']} / {rate['denominator']}"


def broken_down(title: str, kind: str, rows: list[dict[str, Any]]) -> list[Block]:
    """Only where something was found."""
    told = [row_of(row) for row in rows if row["found"]]
    heads = [_("Found"), _("Rectified"), _("Closed"), _("Not closed"), _("Overdue")]
    head = [kind, *heads, _("Closure rate")]
    return [Section(title), Table(head, told, [4, 1.3, 1.3, 1.3, 1.3, 1.3, 2.6])] if told else []


def row_of(row: dict[str, Any]) -> list[str]:
    figures = ("found", "rectified", "closed", "open", "overdue")
    rate = row["closure_rate"]
    shown = f"{amounts.rate(rate['value'])}（{over(rate)}）"
    return [row["label"], *(str(row[figure]) for figure in figures), shown]


def stuck(found: HazardQuerySet) -> HazardQuerySet:
    """Open, and come back twice or more."""
    return found.filter(state=State.ASSIGNED, attempts__gte=STUCK_ATTEMPTS)


def listed(title: str, hazards: HazardQuerySet, tree_day: date | None) -> list[Block]:
    shown = list(hazards.for_list()[: MOST + 1])
    called_then((hazard.unit for hazard in shown), tree_day)
    rows = [line(hazard) for hazard in shown]
    head = [_("Number"), _("Unit"), _("Hazard"), _("Deadline"), _("Attempt")]
    blocks: list[Block] = [Section(title), Table(head, rows[:MOST], [3, 3, 6, 2.2, 1.4])]
    if len(rows) > MOST:
        blocks.append(Text(_("Only the first %(n)s are shown.") % {"n": MOST}, is_note=True))
    return blocks if rows else []


def line(hazard: Hazard) -> list[str]:
    told = [hazard.number, hazard.unit.name, f"{hazard.place}：{hazard.description}"]
    return [*told, hazard.due_on.isoformat() if hazard.due_on else DASH, str(hazard.attempts)]
