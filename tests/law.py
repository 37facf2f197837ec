"""The law written a second time, by hand: who may make which move from which state.

Compared exactly with what the lifecycle declares, through the service, the API and the page,
so that a missing and an extra permission both fail. The hazard is the school's, general, found
by the school's inspector and rectified by its responsible person.
"""

STATES = ("reported", "assigned", "rectified", "closed", "dismissed")
FROM = {
    "assign": "reported",
    "reassign": "assigned",
    "rectify": "assigned",
    "fix_on_spot": "reported",
    "send_back": "rectified",
    "close": "rectified",
    "reopen": "closed",
    "dismiss": "reported",
    "restore": "dismissed",
}
MAY = {
    "assign": {"officer@school", "officer@central", "auditor@bureau"},
    "reassign": {"officer@school", "officer@central", "auditor@bureau"},
    "rectify": {"responsible@school", "officer@school"},
    "fix_on_spot": {"inspector@school", "responsible@school", "officer@school"},
    "send_back": {"inspector@school", "officer@school", "officer@central", "auditor@bureau"},
    "close": {"inspector@school", "officer@school", "officer@central", "auditor@bureau"},
    "reopen": {"officer@central", "auditor@bureau"},
    "dismiss": {"officer@school", "officer@central", "auditor@bureau"},
    "restore": {"auditor@bureau"},
}
SEES = {
    "inspector@bureau",
    "auditor@bureau",
    "administrator@bureau",
    "viewer@bureau",
    "inspector@central",
    "responsible@central",
    "officer@central",
    "viewer@central",
    "inspector@school",
    "responsible@school",
    "officer@school",
    "viewer@school",
}
# Where the law differs for a major hazard, and for one the bureau's inspector found.
MAY_MAJOR = {"send_back": {"auditor@bureau"}, "close": {"auditor@bureau"}}
MAY_FOUND_BY_BUREAU = {
    "fix_on_spot": {"inspector@bureau", "responsible@school", "officer@school"},
    "send_back": {"officer@central", "auditor@bureau"},
    "close": {"officer@central", "auditor@bureau"},
}
# And where another unit has taken it over: who found it at the school still sees it, that is all.
MAY_AT_SCHOOL_B = {
    "assign": {"officer@school_b", "officer@central_b", "auditor@bureau"},
    "reassign": {"officer@school_b", "officer@central_b", "auditor@bureau"},
    "rectify": {"responsible@school_b", "officer@school_b"},
    "fix_on_spot": {"responsible@school_b", "officer@school_b"},
    "send_back": {"officer@school_b", "officer@central_b", "auditor@bureau"},
    "close": {"officer@school_b", "officer@central_b", "auditor@bureau"},
    "reopen": {"officer@central_b", "auditor@bureau"},
    "dismiss": {"officer@school_b", "officer@central_b", "auditor@bureau"},
    "restore": {"auditor@bureau"},
}


def moves_from(state: str, person: str, may: dict = MAY) -> set[str]:
    """The moves `person` may make from `state`."""
    return {move for move, people in may.items() if FROM[move] == state and person in people}


def refusal(state: str, move: str, person: str) -> str | None:
    """What the law answers: not there for outsiders, then the state, then the person."""
    if person not in SEES:
        return "invisible"
    if FROM[move] != state:
        return "not_possible"
    return None if person in MAY[move] else "not_permitted"


def given(cast, move: str, photo) -> dict:
    """A complete body for the move, so that nothing but state and person can refuse it."""
    return {
        "assign": {
            "responsible": cast.responsible,
            "due_on": cast.due_on,
            "measures": "清走课桌，拆除门锁",
        },
        "reassign": {"measures": "改为外包施工", "reason": "校内没有工具"},
        "rectify": {"measures_taken": "课桌搬走", "photos": [photo]},
        "fix_on_spot": {"measures_taken": "当场清走", "photos": [photo]},
        "send_back": {"reason": "门外还堆着纸箱"},
        "close": {"note": "现场看过"},
        "reopen": {"reason": "又堵上了", "due_on": cast.due_on},
        "dismiss": {"outcome": "not_a_hazard", "reason": "已补记"},
        "restore": {"reason": "确是隐患"},
    }[move]


ANSWER = {None: 200, "invisible": 404, "not_possible": 409, "not_permitted": 403}


def as_told(cast, move: str, photo) -> dict:
    """The same body as it goes over the wire: ids and ISO days instead of rows and dates."""
    body = given(cast, move, photo)
    plain = {name: getattr(value, "pk", value) for name, value in body.items()}
    plain = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in plain.items()}
    return plain | ({"photos": [str(photo)]} if "photos" in plain else {})
