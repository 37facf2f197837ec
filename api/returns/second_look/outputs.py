"""How a second look at a return is told to the outside."""

from typing import Any

from returns.second_look.earlier import Earlier
from returns.second_look.looks import Compared
from returns.second_look.robust import THRESHOLD
from returns.table.reading import Reading


def second_look(reading: Reading) -> dict[str, Any]:
    looks = reading.second_look
    return {
        "earlier": [earlier(one) for one in looks.earlier],
        "outliers": {code: outlier(one) for code, one in looks.outliers.items()},
        "stars": reading.stars,
    }


def earlier(one: Earlier) -> dict[str, Any]:
    return {
        "return": str(one.return_id),
        "campaign": one.campaign_id,
        "title": one.title,
        "due_on": one.due_on.isoformat(),
        "values": one.values,
    }


def outlier(one: Compared) -> dict[str, Any]:
    """Of a figure that has a distance: only such a one is far."""
    far: Any = one.distance
    return {
        "against": one.against,
        "n": far.n,
        "median": float(far.median),
        "spread": float(far.spread),
        "measure": far.measure,
        "score": float(far.score),
        "threshold": float(THRESHOLD),
        "detail": one.sentence,
    }
