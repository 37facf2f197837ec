"""What the movers do, and three ways of counting it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from benchmarks.ledgers.district import appoint, found_the_district
from hazards import services
from hazards.models import Category
from hazards.tally import changes, compaction, rules, sums
from organizations.models import Membership, Role
from workflow.deadlines import day_of


def fill() -> None:
    """A district of 255 units with its people, and nothing found yet."""
    appoint(found_the_district())
    compaction.follow_the_tree()


def life_after_life(number: int) -> Iterator[Any]:
    """One move a step, each life another hazard; the moves that need no photo."""
    posts = Membership.objects.filter(role=Role.OFFICER, unit__kind="school").order_by("pk")
    officers = list(posts.select_related("unit", "user")[number::8])
    posts = Membership.objects.filter(role=Role.RESPONSIBLE).select_related("user")
    responsible = {post.unit_id: post.user for post in posts}
    auditor = Membership.objects.get(role=Role.AUDITOR).user
    category, due_on = Category.objects.get(code="management"), timezone.localdate()
    told = {"category": category, "place": "值班室", "description": "没有值班记录"}
    while True:
        for post in officers:
            hazard, _ = services.report(by=auditor, unit=post.unit, **told)
            yield
            reason = {"outcome": "not_a_hazard", "reason": "有记录"}
            hazard = services.dismiss(hazard, by=post.user, **reason)
            yield
            hazard = services.restore(hazard, by=auditor, reason="没有")
            yield
            given = {"responsible": responsible[post.unit_id], "measures": "补记"}
            services.assign(hazard, by=post.user, due_on=due_on + timedelta(days=9), **given)
            yield


def count_by(way: str) -> None:
    notes = {"nothing": note_nothing, "append": changes.note, "add to the sums": add_at_once}
    changes.note = notes[way]


def note_nothing(hazard, before, move, at) -> None:
    """The floor: no figures at all."""


def add_at_once(hazard, before, move, at) -> None:
    """Adds to the rows of the unit and of all above it, where all movers meet."""
    kind = rules.dimensions_of(hazard)
    changed = rules.difference(before, rules.contribution_of(hazard))
    rules.combined(changed, rules.event_of(kind, move, day_of(at)))
    adding = sums.Sums()
    adding.add(compaction.by_now(changed), sums.folded_places([hazard.unit_id]))
    adding.write()
