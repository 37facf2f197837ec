"""What hangs on somebody when their rights end: said before, and handed over after.

A room whose records wait for a person by name registers what it holds for them. This room knows
people and roles, and nothing of hazards.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from organizations import feed
from organizations.people import Membership, User

AT_ONCE = 500


class Stake(NamedTuple):
    """`named` are the keys of what names this person, `held` those of it that wait for them because
    they still can, both read anew each time. `lost` is called with those that no longer do, whose
    they were and who changed it (None: a role's last day was over). `words` says what so many of
    them are, and who has them afterwards."""

    named: Callable[[User], set[Any]]
    held: Callable[[User], set[Any]]
    lost: Callable[[set[Any], User, Any], None]
    words: Callable[[int], str]


STAKES: dict[str, Stake] = {}


def register(name: Hashable, stake: Stake) -> None:
    """A room says in its AppConfig.ready what may hang on a person."""
    STAKES[str(name)] = stake


def held_by(person: User) -> list[str]:
    """What waits for this person, and for nobody else while they can act: a sentence for each kind
    of which there is anything."""
    counted = ((stake, len(stake.held(person))) for stake in STAKES.values())
    return [stake.words(n) for stake, n in counted if n]


@contextmanager
def handing_over(people: Iterable[User], *, by: Any) -> Iterator[None]:
    """Inside a transaction: what the block takes out of somebody's hands is handed over after."""
    stakes = list(STAKES.values())
    before = [(stake, person, stake.held(person)) for person in people for stake in stakes]
    yield
    for stake, person, held in before:
        if held and (lost := held - stake.held(person)):
            stake.lost(lost, person, by)


def hand_over_what_lapsed() -> None:
    """Roles whose last day is over, by the clock: what they leave behind is told once, for each
    person together. The right itself has ended at midnight, whenever this is run."""
    over = Membership.objects.filter(
        ends_on__lt=timezone.localdate(), lapse_told=False, user__is_active=True
    )
    for person in User.objects.filter(pk__in=over.values("user")).order_by("pk"):
        _hand_over_all_of(person)


@transaction.atomic
def _hand_over_all_of(person: User) -> None:
    over = person.memberships.filter(ends_on__lt=timezone.localdate(), lapse_told=False)
    ended = list(over.select_for_update(of=("self",)).select_related("unit"))
    paths = feed.paths_of([person.pk])
    if not over.update(lapse_told=True):
        return  # another worker was first
    for one in ended:
        feed.note_person(person, "role_lapsed", one.unit)
        paths[person.pk].add(one.unit.path)
    feed.note_people_leaving(paths)
    for stake in STAKES.values():
        if lost := stake.named(person) - stake.held(person):
            stake.lost(lost, person, None)


def note_what_began() -> None:
    """Roles whose first day has come, by the clock, some at a time; the right itself has begun at
    midnight. One's own are told with the next question to the feed as well."""
    some = Membership.objects.untold_beginnings().order_by("pk").values("pk")[:AT_ONCE]
    feed.note_what_began(Membership.objects.filter(pk__in=[one["pk"] for one in some]))
