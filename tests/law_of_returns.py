"""The law of returns written a second time, by hand: who may make which move from which state.

Compared exactly with what the lifecycle declares, through the service, the API and the page. The
returns are the school's, handed in by its officer; the central school's, handed in by its own;
and the bureau's, which nobody accepts.
"""

STATES = ("draft", "submitted", "returned", "accepted", "superseded")
PLACES = ("school", "central", "bureau")
MOVES = ("submit", "nil", "accept", "return", "correct")
FILLABLE = {"draft", "returned"}
FROM = {
    "submit": FILLABLE,
    "nil": FILLABLE,
    "accept": {"submitted"},
    "return": {"submitted"},
    "correct": {"accepted"},
}
# The bureau's table is never accepted: it is corrected as it was handed in.
FROM_AT_THE_BUREAU = {**FROM, "correct": {"submitted", "accepted"}}
MAY = {
    "school": {
        "submit": {"officer@school"},
        "nil": {"officer@school"},
        "accept": {"officer@central", "auditor@bureau"},
        "return": {"officer@central", "auditor@bureau"},
        "correct": {"officer@school", "auditor@bureau"},
    },
    "central": {
        "submit": {"officer@central"},
        "nil": {"officer@central"},
        "accept": {"auditor@bureau"},
        "return": {"auditor@bureau"},
        "correct": {"officer@central", "auditor@bureau"},
    },
    "bureau": {
        "submit": {"auditor@bureau"},
        "nil": {"auditor@bureau"},
        "accept": set(),
        "return": set(),
        "correct": {"auditor@bureau"},
    },
}
FILLS = {"school": "officer@school", "central": "officer@central", "bureau": "auditor@bureau"}
ABOVE = {"inspector@bureau", "auditor@bureau", "administrator@bureau", "viewer@bureau"}
AT_CENTRAL = {"inspector@central", "responsible@central", "officer@central", "viewer@central"}
AT_SCHOOL = {"inspector@school", "responsible@school", "officer@school", "viewer@school"}
SEES = {
    "school": ABOVE | AT_CENTRAL | AT_SCHOOL,
    "central": ABOVE | AT_CENTRAL,
    "bureau": ABOVE,
}


def begins_in(move: str, place: str) -> set[str]:
    return (FROM_AT_THE_BUREAU if place == "bureau" else FROM)[move]


def moves_from(state: str, person: str, place: str = "school") -> set[str]:
    """The moves `person` may make from `state`."""
    may = MAY[place]
    return {move for move in MOVES if state in begins_in(move, place) and person in may[move]}


def refusal(state: str, move: str, person: str, place: str = "school") -> str | None:
    """What the law answers: not there for outsiders, then the state, then the person."""
    if person not in SEES[place]:
        return "invisible"
    if state not in begins_in(move, place):
        return "not_possible"
    return None if person in MAY[place][move] else "not_permitted"


def given(move: str) -> dict[str, str]:
    """A complete body for the move, so that nothing but state and person can refuse it."""
    return {"reason": "请核对后再报"} if move in ("return", "correct") else {}


ANSWER = {None: 200, "invisible": 404, "not_possible": 409, "not_permitted": 403}
