"""The shape of a hazard in the demo texts: what was found, where, and what became of it."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One kind of hazard. `places` are separated by blanks; `funds` is a range in yuan."""

    text: str
    places: str
    scene: str
    measures: str
    done: str
    funds: tuple[int, int] = (0, 300)
    violation: bool = False
    clause: str = ""  # the clause under which it may be major
