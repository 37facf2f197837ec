"""The public notice 「公示单」: what was found in a period and what became of it, without names,
phones, responsible persons or photos."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from figures.scope import ask
from hazards.models import Hazard
from organizations.models import Unit
from organizations.unit_life.names import called_then, names_on
from papers.document import Block, Table, Text
from papers.issued import IssuedPaper, Kind
from papers.issuing import Draft, issue
from papers.notes import day
from papers.periods.masking import MASK, Masker, names_around
from workflow.errors import Lack, SomethingMissing
from workflow.states import State

MOST = 300  # hazards on one notice
WIDTHS = [0.9, 3, 2.4, 3.9, 1.9, 1.25, 2.6, 2.6]
PEOPLE = ("reporter", "responsible", "rectified_by", "closed_by")


def public_notice(
    unit: Unit,
    *,
    by,
    found_from: date | None = None,
    found_to: date | None = None,
    at: datetime | None = None,
) -> IssuedPaper:
    """The unit and all below it, [found_from, found_to). Raises NotPermitted, SomethingMissing."""
    rows = published(by, unit, found_from, found_to)
    hazards = list(rows[: MOST + 1])
    if len(hazards) > MOST:
        told = {"n": MOST}
        lack = Lack("too_many", _("a shorter period: a notice holds %(n)s hazards") % told)
        raise SomethingMissing([lack])
    day_of_tree = ask(by, unit=unit, found_from=found_from, found_to=found_to).tree_day
    called = names_on([unit], day_of_tree)[unit.pk]
    called_then((hazard.unit for hazard in hazards), day_of_tree)
    with translation.override(settings.LANGUAGE_CODE):
        blocks = written(unit, hazards, found_from, found_to, called)
        draft = Draft(Kind.PUBLIC, unit, _("Public notice of hazards"), blocks, is_public=True)
    return issue(draft, by=by, at=at)


def published(by, unit: Unit, first: date | None, end: date | None) -> QuerySet[Hazard]:
    """In the scope of the statistics: the units that stood below this one when the period ended."""
    query = ask(by, unit=unit, found_from=first, found_to=end)
    seen = query.in_scope.found_between(first, end)
    return seen.exclude(state=State.DISMISSED).for_list().order_by("unit__code", "number")


def written(
    unit: Unit, hazards: list[Hazard], first: date | None, end: date | None, called: str = ""
) -> list[Block]:
    """`called` is what the unit was called in the period, if it had another name."""
    named = {str(getattr(h, role).name) for h in hazards for role in PEOPLE if getattr(h, role)}
    units = {hazard.unit for hazard in hazards}
    mask = Masker([*names_around({unit, *units}), *named])
    rows = [line(n, hazard, mask) for n, hazard in enumerate(hazards, start=1)]
    closed = sum(hazard.is_closed for hazard in hazards)
    told = {
        "unit": called or unit.name,
        "n": len(hazards),
        "closed": closed,
        "period": period(first, end),
    }
    sentence = _("%(unit)s, hazards found %(period)s: %(n)s, of which %(closed)s are closed.")
    blocks: list[Block] = [Text(sentence % told)]
    if rows:
        blocks.append(Table(heads(), rows, WIDTHS))
    return [*blocks, Text(hidden(mask), is_note=True)]


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


def line(n: int, hazard: Hazard, mask: Masker) -> list[str]:
    return [
        str(n),
        hazard.unit.name,
        mask(hazard.place),
        mask(hazard.description),
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


def hidden(mask: Masker) -> str:
    told = {"names": mask.hidden_names, "numbers": mask.hidden_numbers, "mask": MASK}
    sentence = _(
        "Personal data is left out: %(mask)s hides %(names)s names and %(numbers)s numbers."
    )
    return sentence % told


def period(first: date | None, end: date | None) -> str:
    """In words, with the last day included."""
    last = end - timedelta(days=1) if end else None
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": day(first), "last": day(last)}
    if first:
        return _("since %(first)s") % {"first": day(first)}
    return _("until %(last)s") % {"last": day(last)} if last else _("since the beginning")
