"""The public holidays of a year and the days worked in exchange, as the State Council says them in
its notices: facts only. Of a year that is not here nothing is known but its weekends.
"""

from datetime import date
from typing import NamedTuple

NOTICES = {2021: "国办发明电〔2020〕27号", 2026: "国办发明电〔2025〕7号"}


class Holiday(NamedTuple):
    """The days off, the last one included."""

    name: str
    first: date
    last: date


def _in(year: int, name: str, first: tuple[int, int], last: tuple[int, int]) -> Holiday:
    return Holiday(name, date(year, *first), date(year, *last))


HOLIDAYS: tuple[Holiday, ...] = (
    _in(2021, "元旦", (1, 1), (1, 3)),
    _in(2021, "春节", (2, 11), (2, 17)),
    _in(2021, "清明节", (4, 3), (4, 5)),
    _in(2021, "劳动节", (5, 1), (5, 5)),
    _in(2021, "端午节", (6, 12), (6, 14)),
    _in(2021, "中秋节", (9, 19), (9, 21)),
    _in(2021, "国庆节", (10, 1), (10, 7)),
    _in(2026, "元旦", (1, 1), (1, 3)),
    _in(2026, "春节", (2, 15), (2, 23)),
    _in(2026, "清明节", (4, 4), (4, 6)),
    _in(2026, "劳动节", (5, 1), (5, 5)),
    _in(2026, "端午节", (6, 19), (6, 21)),
    _in(2026, "中秋节", (9, 25), (9, 27)),
    _in(2026, "国庆节", (10, 1), (10, 7)),
)
# Saturdays and Sundays that are worked in exchange.
WORKED: frozenset[date] = frozenset(
    date(year, *day)
    for year, days in {
        2021: ((2, 7), (2, 20), (4, 25), (5, 8), (9, 18), (9, 26), (10, 9)),
        2026: ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)),
    }.items()
    for day in days
)


def is_known(year: int) -> bool:
    return year in NOTICES
