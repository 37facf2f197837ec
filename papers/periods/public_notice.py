"""The public notice 「公示单」: what was found in a period and what became of it, in words somebody
has confirmed row by row. Nothing of a description is on it, and no photo."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from figures.scope import ask
from hazards.models import Hazard
from organizations.models import Unit
from organizations.unit_life.names import called_then, names_on
from papers.document import Block, Table, Text
from papers.issued import IssuedPaper, Kind
from papers.issuing import Draft, issue, issuing_unit
from papers.notes import day
from papers.publishing.lines import Line, lines_of
from papers.publishing.models import NoticeRow, PublicWording
from papers.publishing.told import who_checked
from workflow.errors import Lack, SomethingMissing
from workflow.states import State

MOST = 300  # hazards on one notice
WIDTHS = [0.9, 3, 2.4, 3.9, 1.9, 1.25, 2.6, 2.6]


@transaction.atomic
def public_notice(
    unit: Unit,
    *,
    by,
    found_from: date | None = None,
    found_to: date | None = None,
    at: datetime | None = None,
) -> IssuedPaper:
    """The unit and all below it, [found_from, found_to). Raises NotPermitted, and SomethingMissing
    with a lack for each row that nobody confirmed as it stands now, or whose cues are unchecked."""
    issuing_unit(by, unit)
    period_of = (found_from, found_to)
    hazards = fitting(published(by, unit, *period_of))
    hold_wordings(hazards)
    lines = lines_of(hazards, [unit], by=by)
    lacking = [lack for line in lines for lack in line.lacks()]
    if lacking:
        raise SomethingMissing(lacking)
    day_of_tree = ask(by, unit=unit, found_from=found_from, found_to=found_to).tree_day
    called = names_on([unit], day_of_tree)[unit.pk]
    called_then((hazard.unit for hazard in hazards), day_of_tree)
    with translation.override(settings.LANGUAGE_CODE):
        blocks = written(unit, lines, *period_of, called)
        draft = Draft(Kind.PUBLIC, unit, _("Public notice of hazards"), blocks, is_public=True)
    return with_rows(issue(draft, by=by, at=at), lines)


def fitting(rows: QuerySet[Hazard]) -> list[Hazard]:
    """Raises SomethingMissing where they are too many for one notice."""
    hazards = list(rows[: MOST + 1])
    if len(hazards) > MOST:
        told = {"n": MOST}
        lack = Lack("too_many", _("a shorter period: a notice holds %(n)s hazards") % told)
        raise SomethingMissing([lack])
    return hazards


def hold_wordings(hazards: list[Hazard]) -> None:
    """Nobody rewords a row between the look at it and its print."""
    keys = [hazard.pk for hazard in hazards]
    held = PublicWording.objects.filter(hazard__in=keys).order_by("pk")
    list(held.select_for_update(of=("self",)).values_list("pk"))


def with_rows(paper: IssuedPaper, lines: list[Line]) -> IssuedPaper:
    """The paper, with which version of which wording stands in each of its rows; written with it,
    once."""
    if not NoticeRow.objects.filter(paper=paper).exists():
        NoticeRow.objects.bulk_create(
            NoticeRow(paper=paper, position=n, wording=line.wording, version=line.version)
            for n, line in enumerate(lines, start=1)
        )
    return paper


def published(by, unit: Unit, first: date | None, end: date | None) -> QuerySet[Hazard]:
    """In the scope of the statistics: the units that stood below this one when the period ended."""
    query = ask(by, unit=unit, found_from=first, found_to=end)
    seen = query.in_scope.found_between(first, end)
    return seen.exclude(state=State.DISMISSED).for_list().order_by("unit__code", "number")


def written(
    unit: Unit, lines: list[Line], first: date | None, end: date | None, called: str = ""
) -> list[Block]:
    """`called` is what the unit was called in the period, if it had another name."""
    rows = [row_of(n, line) for n, line in enumerate(lines, start=1)]
    told = {
        "unit": called or unit.name,
        "n": len(lines),
        "closed": sum(line.hazard.is_closed for line in lines),
        "period": period(first, end),
    }
    sentence = _("%(unit)s, hazards found %(period)s: %(n)s, of which %(closed)s are closed.")
    blocks: list[Block] = [Text(sentence % told)]
    if rows:
        blocks.append(Table(heads(), rows, WIDTHS))
    return [*blocks, *(Text(said, is_note=True) for said in who_checked(lines))]


def heads() -> list[str]:
    return [
        _("No."),
        _("Unit"),
        _("Place"),
        _("Hazard"),
        _("Category"),
        _("Severity"),
        _("Found on"),
        _("State"),
    ]


def row_of(n: int, line: Line) -> list[str]:
    hazard = line.hazard
    return [
        str(n),
        hazard.unit.name,
        line.place,
        line.text,
        hazard.category.label,
        str(hazard.get_severity_display()),
        hazard.found_on.isoformat(),
        standing(hazard),
    ]


def standing(hazard: Hazard) -> str:
    state = str(hazard.get_state_display())
    if not hazard.is_closed:
        return state
    return f"{state}\n{timezone.localdate(hazard.closed_at)}"


def period(first: date | None, end: date | None) -> str:
    """In words, with the last day included."""
    last = end - timedelta(days=1) if end else None
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": day(first), "last": day(last)}
    if first:
        return _("since %(first)s") % {"first": day(first)}
    return _("until %(last)s") % {"last": day(last)} if last else _("since the beginning")
