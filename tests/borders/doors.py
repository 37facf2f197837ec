"""Every address of the service, taken from its URLs, with each planted record in its place."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from django.urls import URLPattern, get_resolver

from papers.hazards.of_hazard import PAPERS
from tests.borders.planted import QUESTION, Planted

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
# What stands behind `pk`, by how the address begins; the longer beginning goes first.
KINDS = {
    "hazards/views/": "views",
    "hazards/": "hazards",
    "transfers/": "transfers",
    "tips/follow-ups/": "tip follow-ups",
    "tips/": "tips",
    "imports/": "imports",
    "district/": "workbooks",
    "samples/": "samples",
    "rounds/": "rounds",
    "inspections/outings/": "outings",
    "outings/": "outings",
    "inspections/own-lines/": "own lines",
    "inspections/calendar/": "periods",
    "inspections/": "rounds",
    "activities/": "activities",
    "returns/jobs/": "jobs",
    "returns/campaigns/": "campaigns",
    "returns/": "returns",
    "jobs/": "jobs",
    "campaigns/": "campaigns",
    "photos/": "photos",
    "papers/public-notice/rows/": "hazards",
    "papers/": "papers",
    "people/": "people",
    "memberships/": "roles",
    "extensions/": "extensions",
    "views/": "views",
    "notifications/": "notifications",
    "tokens/": "tokens",
    "me/tokens/": "tokens",
    "sessions/": "sessions",
    "me/sessions/": "sessions",
    "me/identities/": "identities",
    "units/": "units",
    "accounts/services/": "services",
    "accounts/": "people",
}
# Their arguments name no record.
WITHOUT_A_KEY = (
    *("papers/period/", "setup/", "activate/", "due/", "me/contact/", "lost-password/"),
    *("login/", "t/"),
)


def routes() -> list[str]:
    """All of them but the tables of the administrators, which are the bureau's."""
    return [route for route in _walk(get_resolver().url_patterns) if not _is_elsewhere(route)]


def tables() -> list[str]:
    return [route for route in _walk(get_resolver().url_patterns) if route.startswith("admin/")]


def _walk(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _walk(pattern.url_patterns, route)


def _is_elsewhere(route: str) -> bool:
    return route.startswith("admin/") or "^" in route


def kind_of(route: str) -> str:
    """What its `pk` is a key of. Raises KeyError for a door nobody has thought about."""
    inside = route.removeprefix("api/v1/")
    for beginning, kind in KINDS.items():
        if inside.startswith(beginning):
            return kind
    raise KeyError(f"{route}: say in tests/borders/doors.py what its key is of")


def filled(route: str, planted: Planted, keys: list[Any] | None = None) -> Iterator[str]:
    """The addresses of a route, one for each of `keys`, or of all planted ones of its kind.
    Raises KeyError for an argument nobody has thought about."""
    names = ARGUMENT.findall(route)
    choices = [
        (keys or planted.ids[kind_of(route)]) if name == "pk" else words_of(route, name, planted)
        for name in names
    ]
    for values in product(*choices):
        address = route
        for value in values:
            address = ARGUMENT.sub(str(value), address, count=1)
        yield f"/{address}"


# Arguments that mean something else on some pages.
OF_A_PAGE = {
    ("people/", "name"): ["role", "move", "stand-in", "leave"],
    ("tips/", "move"): ["accept", "feedback"],
    ("inspections/", "code"): ["fire_daily"],
    ("inspections/", "act"): ["sign", "record-refusal"],
    ("units/", "act"): ["rename", "merge", "split"],
}


def words_of(route: str, name: str, planted: Planted) -> list[Any]:
    """What may stand in another argument than the key: of moves and acts those whose forms differ,
    for all of them are shown on the same page."""
    own = [words for (part, of), words in OF_A_PAGE.items() if of == name and part in route]
    if own:
        return own[0]
    if name == "name":
        return ["summary", "public-notice"] if "/period/" in route else list(PAPERS)
    if name == "move":
        return ["submit", "correct"] if "returns/" in route else ["assign", "rectify", "dismiss"]
    if name == "token" and "services/" in route:
        return planted.ids["tokens of services"]
    return {
        "line": ["exits"],
        "what": ["period"],
        "act": ["offer-transfer", "request-extension", "accept", "decline"],
        "size": ["display"],
        "code": [QUESTION] if "/proofs/" in route else planted.codes[:2],
        "photo": planted.ids[of_photos(route)],
        "sha256": planted.ids["proofs"],
        "position": [1, 2],
        "step": ["categories"],
        "role": planted.ids["roles"],
        "secret": ["unknown"],
        "key": ["oidc"],
        "identity": planted.ids["identities"],
        "receipt": ["AAAABBBB"],
        "token": ["cabc12-0123456789abcdef"],
    }[name]


def of_photos(route: str) -> str:
    return "photos of activities" if "activities/" in route else "photos of letters"


PAGES = 6  # of the feed of changes, which go through all of it

PLACES = ("HERE", "THERE")
# What else a door is asked in its address; `THERE` is the key of the other side's school.
ASKED = {
    "api/v1/hazards/": ["search=界外", "state=closed", "ordering=due_on", "unit=THERE"],
    "api/v1/statistics/": ["by=unit", "by=category", "by=source", "unit=THERE", "by=unit&PAST"],
    "api/v1/units/": ["search=育才", "search=ycxx", "search=JZ014"],
    "api/v1/changes/": ["after=latest", *(f"after=PLACE{n}" for n in range(PAGES))],
    "api/v1/people/": ["unit=HERE", "unit=THERE"],
    "api/v1/memberships/": ["unit=HERE", "unit=THERE"],
    "api/v1/returns/": ["state=submitted", "unit=THERE", "campaign=CAMPAIGN"],
    "api/v1/returns/<uuid:pk>/rows/": ["code=CODE"],
    "api/v1/rounds/": ["unit=THERE", "state=done", "state=late"],
    "api/v1/rounds/coverage/": ["unit=THERE"],
    "api/v1/outings/": ["unit=THERE"],
    "api/v1/activities/": ["unit=THERE", "kind=drill"],
    "api/v1/papers/": ["unit=THERE", "addressee=THERE"],
    "api/v1/papers/public-notice/rows/": ["unit=HERE", "unit=THERE"],
    "api/v1/supervisions/": ["unit=THERE"],
    "api/v1/transfers/": ["decision=offered", "decision=accepted", "decision=declined"],
    "hazards/": [
        "search=界外",
        "state=closed",
        "unit=THERE",
        "unit_search=ycxx",
        "counted=found&PAST",
    ],
    "statistics/": ["by=unit", "by=category", "unit=THERE"],
    "inspections/coverage/": ["unit=THERE", "unit_search=育才"],
    "inspections/outings/": [f"unit={place}&from=2000-01-01&to=2100-01-01" for place in PLACES],
    "inspections/lists/": ["unit=THERE"],
    "papers/": ["unit=THERE", "addressee=THERE"],
    "papers/public-notice/": ["unit=HERE", "unit=THERE"],
    "supervisions/": ["unit=THERE"],
    "returns/": ["campaign=CAMPAIGN"],
    "hazards/report/": ["unit=THERE"],
    "activities/": ["unit_search=ycxx", "kind=drill"],
    "activities/log/": ["kind=drill", "kind=drill&unit=THERE"],
    "transfers/": ["box=sent", "box=all"],
    "notifications/": ["unread=1"],
}


def asked(route: str, planted: Planted) -> list[str]:
    """What is put behind an address, "" among it."""
    told = {"THERE": planted.there.pk, "HERE": planted.here.pk, "CODE": planted.codes[0]}
    told["PAST"] = f"as_of={planted.yesterday}&unit={planted.here.pk}"
    told["CAMPAIGN"] = planted.ids["campaigns"][0]
    if route == "api/v1/changes/":
        told |= {f"PLACE{n}": cursor for n, cursor in enumerate(planted.places(PAGES))}
    queries = ["", *(f"?{query}" for query in ASKED.get(route, ()))]
    for name, value in told.items():
        queries = [query.replace(name, str(value)) for query in queries]
    return queries
