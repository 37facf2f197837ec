"""The calendar of a district as it is entered now."""

from deadlines.calendar import Calendar, spans
from deadlines.models import ChangedDay, Period
from organizations.models import Unit
from organizations.units import STEP


def calendar_of(root: int) -> Calendar:
    """Of everything below the unit with this key, which reports to nobody."""
    periods = Period.objects.filter(unit=root).values_list("kind", "first_on", "last_on")
    told = list(periods)
    days = ChangedDay.objects.filter(unit=root).values_list("day", "is_worked")
    terms = spans((first, last) for kind, first, last in told if kind == Period.Kind.TERM)
    floods = spans((first, last) for kind, first, last in told if kind != Period.Kind.TERM)
    return Calendar(terms=terms, flood_seasons=floods, changed=dict(days))


def root_of(unit: Unit) -> int:
    """The key of the unit at the beginning of its path."""
    return int(unit.path[:STEP])
