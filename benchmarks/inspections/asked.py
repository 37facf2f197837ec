"""What is asked of a ledger with rounds in it: 待办, rounds and coverage, as pages and by the API,
and the table of a running campaign; by a bureau, a central school and a school."""

from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from benchmarks.inspections.filled import LISTS
from benchmarks.scale.asked import page, timed
from inspections import coverage
from organizations.models import Membership, Role, Unit
from returns.models import Return

READERS = {
    "bureau": (Role.AUDITOR, Unit.Kind.BUREAU),
    "central school": (Role.OFFICER, Unit.Kind.CENTRAL_SCHOOL),
    "school": (Role.INSPECTOR, Unit.Kind.SCHOOL),
}


def times(rounds: int) -> dict[str, float]:
    """The middle of `rounds` times of each call, in milliseconds; asked once before, for what a
    process reads only once."""
    told: dict[str, float] = {}
    for name, call in calls():
        call()
        told[name] = median(timed(call) for _ in range(rounds))
    return told


def calls() -> Iterator[tuple[str, Callable[[], Any]]]:
    for place, (role, kind) in READERS.items():
        post = Membership.objects.filter(role=role, unit__kind=kind).order_by("unit__path")[0]
        client = Client(headers={"Host": "127.0.0.1"})
        client.force_login(post.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        for name, address in addresses(post.unit).items():
            yield f"{name} of a {place}", page(client, address)


def addresses(unit: Unit) -> dict[str, str]:
    month = coverage.month_of(timezone.localdate()).isoformat()
    board = f"/inspections/coverage/?unit={unit.pk}"
    return {
        "待办": "/",
        "rounds": "/inspections/",
        "coverage": board,
        "a cell": f"{board}&code={LISTS[0]}&month={month}",
        "rounds by API": "/api/v1/rounds/",
        "coverage by API": f"/api/v1/rounds/coverage/?unit={unit.pk}",
        "table": f"/returns/{Return.objects.get(unit=unit).pk}/",
    }
