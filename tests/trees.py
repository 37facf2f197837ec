"""What may stand above the cast, and beside it: a city with a second district, and a tree of its
own that has nothing to do with it."""

from organizations.models import Unit
from organizations.services import ALWAYS, found_unit, move_unit
from tests.cast import Cast

ROLES_IN_THE_CITY = {
    "city": ("inspector", "auditor", "officer", "administrator", "viewer"),
    "city_direct": ("officer",),
    "bureau_2": ("auditor", "administrator"),
    "central_2": ("officer",),
    "school_c": ("inspector", "responsible", "officer"),
}


class Neighbours(Cast):
    """A bureau of its own beside the cast's, with people in the same places."""

    letters, area = "LQ", "邻区"


def city_over(cast: Cast) -> Cast:
    """A city above the cast's bureau, with a direct unit and a second district of its own. The
    units of the cast are read anew: their paths are longer."""
    kind, units = Unit.Kind, cast.units
    city = found_unit("SJ000", "市教育局", kind.CITY)
    move_unit(units["bureau"], under=city, since=ALWAYS)
    bureau = found_unit("XQ000", "新区教育局", kind.BUREAU, city)
    central = found_unit("XQ001", "新区中心学校", kind.CENTRAL_SCHOOL, bureau)
    units |= {
        "city": city,
        "city_direct": found_unit("SJ031", "市第一中学", kind.DIRECT_UNIT, city),
        "bureau_2": bureau,
        "central_2": central,
        "school_c": found_unit("XQ012", "新区小学", kind.SCHOOL, central),
    }
    for unit in units.values():
        unit.refresh_from_db()
    for place, roles in ROLES_IN_THE_CITY.items():
        for role in roles:
            cast.people[f"{role}@{place}"] = cast.person(f"{role}@{place}", role, units[place])
    return cast


def another_reading(cast: Cast) -> None:
    """What was read of people's roles is read again: somebody has changed units meanwhile."""
    for person in cast.everyone:
        for name in ("_posts", "_memberships"):
            vars(person).pop(name, None)
