"""What is asked of a ledger of any size: every figure, the board, the first page of the ledger."""

import statistics as middle
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from figures.breakdown import BREAKDOWNS
from figures.statistics import figures
from hazards.models import Category, Hazard
from organizations.models import Membership, Role, Unit

PLACES = ("bureau", "central school", "school")
SINGLE = ("state=open", "state=closed", "severity=major", "source=tip", "overdue=true")
SINGLE += ("due_soon=true", "assigned_to_me=true", "listed=true", "is_violation=true")
SINGLE += ("asked=true", "controlled=true", "offered=true", "counted=held", "happened=reopened")
SINGLE += ("waiting=overdue", "waiting=review", "waiting=repair", "counted=rectified")
SINGLE += ("counted=due", "counted=open", "happened=closures", "step=repair", "desk=school")
SINGLE += ("search=灭火器", "search=没有这样的话", "search=2026", "search=的")


def times(rounds: int) -> dict[str, float]:
    """The middle of `rounds` times of each call, in milliseconds, inside one ledger."""
    return {name: middle.median(timed(call) for _ in range(rounds)) for name, call in calls()}


def timed(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def calls() -> Iterator[tuple[str, Callable[[], Any]]]:
    for place, (unit, user) in zip(PLACES, people(), strict=True):
        asked = {"unit": unit, **a_year()}
        for by in (None, *BREAKDOWNS):
            yield f"figures of a {place} by {by}", partial(figures, user, **asked, by=by)
        client = Client(headers={"Host": "127.0.0.1"})
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        yield f"board of a {place}", page(client, f"/statistics/?unit={unit.pk}")
        for query in ("", *filters(unit)):
            yield f"ledger of a {place} ?{query}", page(client, f"/hazards/?{query}")


def people() -> list[tuple[Unit, Any]]:
    posts = Membership.objects.select_related("unit", "user").order_by("unit__path")
    auditor = posts.get(role=Role.AUDITOR)
    kinds = (Unit.Kind.CENTRAL_SCHOOL, Unit.Kind.SCHOOL)
    officers = [posts.filter(role=Role.OFFICER, unit__kind=kind)[0] for kind in kinds]
    return [(post.unit, post.user) for post in (auditor, *officers)]


def a_year() -> dict[str, Any]:
    today = timezone.localdate()
    return {"found_from": today - timedelta(days=364), "found_to": today + timedelta(days=1)}


def filters(unit: Unit) -> Iterator[str]:
    yield from SINGLE
    today = timezone.localdate()
    yield f"category={Category.objects.all()[0].pk}"
    yield f"unit={Unit.objects.filter(path__startswith=unit.path).order_by('-path')[0].pk}"
    yield f"unit={unit.pk}"
    yield f"found_from={today - timedelta(days=30)}"
    yield f"found_through={today - timedelta(days=180)}"
    yield f"due_from={today}&due_to={today + timedelta(days=8)}"
    yield f"due_through={today - timedelta(days=180)}"
    number = Hazard.objects.filter(unit__path__startswith=unit.path).order_by("number")[0].number
    yield f"search={number}"


def page(client: Client, address: str) -> Callable[[], Any]:
    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")

    return ask
