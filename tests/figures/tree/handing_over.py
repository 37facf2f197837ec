"""Random lives of hazards that change hands as well, and units that move in the tree."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hazards import services
from organizations.models import Unit
from organizations.services import move_unit
from tests.figures.lives import june
from tests.figures.test_random_lives import Walk
from workflow.states import State

TAKERS = ("school", "school_2", "school_b", "direct", "central")


class HandingOver(Walk):
    """Every third act or so offers a hazard to another unit, which takes it over at once."""

    def try_hand_over(self, hazard, told):
        places = [place for place in TAKERS if self.cast.units[place].pk != hazard.unit_id]
        place = self.dice.choice(places)
        offer = {"unit": self.cast.units[place], "reason": "归对方管理", **told}
        transfer = services.offer_transfer(hazard, by=self.cast.auditor, **offer)
        if hazard.state == State.ASSIGNED:
            told |= {"responsible": self.cast[f"responsible@{place}"]}
        services.accept_transfer(transfer, by=self.cast[f"officer@{place}"], **told)

    try_hand_over_again = try_hand_over_once_more = try_hand_over_still_more = try_hand_over


def district(cast, seed: int) -> HandingOver:
    """Forty days of June and July 2021; a school has moved to the other central school and back,
    its neighbour has come to it for good."""
    walk = HandingOver(cast, seed)
    walk.go()
    to = {place: cast.units[place] for place in ("central", "central_b")}
    move_unit(cast.units["school_2"], under=to["central_b"], since=june(12))
    move_unit(cast.units["school_2"], under=to["central"], since=june(28))
    move_unit(cast.units["school_b"], under=to["central"], since=date(2021, 7, 5))
    return walk


def unit_of(cast, place: str) -> Unit:
    """As it stands by now."""
    return Unit.objects.get(pk=cast.units[place].pk)


def numbers_of(answer: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    """What the statistics count of one query, each with the filters of the list behind it, but
    for those of unit, moment and period."""
    for name in ("found", "dismissed", "rectified", "closed", "open", "overdue", "due", "on_time"):
        yield {"counted": name}, answer[name]
    for name in ("after_extension", "held", "held_due", "repeat", "major_found", "major_closed"):
        yield {"counted": name}, answer[name]
    for state, n in answer["by_state"].items():
        yield {"counted": f"state_{state}"}, n
    for age, n in answer["ageing"].items():
        yield {"counted": f"age_{age}"}, n
    for band, n in answer["days_to_close"]["bands"].items():
        yield {"counted": f"days_{band}"}, n
