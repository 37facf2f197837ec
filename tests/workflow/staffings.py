"""Districts in which people come and go at random: roles given and taken, over and not yet begun,
people who have left, units that were closed."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from organizations.models import Membership, Role, Unit, User

ROLES = (Role.INSPECTOR, Role.RESPONSIBLE, Role.OFFICER, Role.OFFICER, Role.AUDITOR, Role.VIEWER)


def shuffle(seed: int) -> None:
    """Change who holds what, the same way for the same seed."""
    chance = Random(seed)
    take_roles(chance, kept=chance.choice((0.2, 0.5, 0.8, 1)))
    give_roles(chance, chance.randrange(8))
    date_roles(chance)
    for person in some_of(chance, User.objects.order_by("pk"), 0.15):
        person.is_active = False
        person.save()
    for unit in some_of(chance, Unit.objects.exclude(parent=None).order_by("pk"), 0.1):
        Unit.objects.filter(pk=unit.pk).update(closed_on=timezone.localdate())


def date_roles(chance: Random) -> None:
    """Some are over since yesterday, some begin tomorrow, and some hold today and no longer."""
    today, day = timezone.localdate(), timedelta(days=1)
    for days in ({"ends_on": today - day}, {"starts_on": today + day}, {"ends_on": today}):
        for one in some_of(chance, Membership.objects.order_by("pk"), 0.12):
            Membership.objects.filter(pk=one.pk).update(starts_on=None, ends_on=None)
            Membership.objects.filter(pk=one.pk).update(**days)


def some_of(chance: Random, rows, share: float) -> list:
    return [row for row in rows if chance.random() < share]


def take_roles(chance: Random, kept: float) -> None:
    for membership in some_of(chance, Membership.objects.order_by("pk"), 1 - kept):
        membership.delete()


def give_roles(chance: Random, n: int) -> None:
    people, units = list(User.objects.order_by("pk")), list(Unit.objects.order_by("pk"))
    for _ in range(n):
        given = {"user": chance.choice(people), "unit": chance.choice(units)}
        Membership.objects.get_or_create(**given, role=chance.choice(ROLES))
