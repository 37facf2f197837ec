"""Makes codes: one for each person, of which only the digest stays."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.activation import codes, notices
from accounts.activation.reach import people_of
from accounts.models import Activation
from audit import log
from audit.kinds import Kind
from organizations.models import User

AT_ONCE = 400  # rows a statement


class Issued(NamedTuple):
    """A code in clear, for as long as it takes to print it; `last_day` is a day of the ledger."""

    person: User
    code: str
    last_day: date


def issue(
    people: Iterable[User], *, by: User | None = None, request: HttpRequest | None = None
) -> list[Issued]:
    """A new code for each of `people`, in the same order; their earlier ones end. Their passwords
    stay until the code is used. `by` is empty for a command at the server.

    Raises PermissionDenied where one of them is not `by`'s to look after, and ValidationError
    (`deactivated`) where one has left. A letter with the link would be sent from here: the code is
    in the answer, and nowhere else.
    """
    asked = list(people)
    with transaction.atomic():
        mine = locked([person.pk for person in asked])
        refuse_if_not_theirs(mine, by)
        last_day = timezone.localdate() + timedelta(days=settings.ACTIVATION_DAYS)
        made = [Issued(mine[person.pk], codes.new(), last_day) for person in asked]
        keep(made, by)
        for one in made:
            tell_and_log(one.person, by, request)
    return made


def locked(keys: list[int]) -> dict[int, User]:
    """In one order, so that two who make codes for the same people wait for each other."""
    found: dict[int, User] = {}
    for some in in_parts(keys):
        rows = User.objects.select_for_update().filter(pk__in=some).order_by("pk")
        found |= {person.pk: person for person in rows}
    return found


def in_parts(keys: list[int]) -> list[list[int]]:
    keys = sorted(set(keys))
    return [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]


def refuse_if_not_theirs(people: dict[int, User], by: User | None) -> None:
    if by is not None:
        theirs: set[int] = set()
        for some in in_parts(list(people)):
            theirs |= set(people_of(by).filter(pk__in=some).values_list("pk", flat=True))
        if theirs != set(people):
            raise PermissionDenied
    if any(person.is_service for person in people.values()):
        raise ValidationError(_("A service account gets no slip."), code="service")
    if not all(person.is_active for person in people.values()):
        raise ValidationError(_("Whoever is deactivated gets no slip."), code="deactivated")


def keep(made: list[Issued], by: User | None) -> None:
    now = timezone.now()
    for some in in_parts([one.person.pk for one in made]):
        Activation.objects.open().filter(person__in=some).update(ended_at=now)
    rows = [
        Activation(
            person=one.person,
            digest=codes.digest(one.code),
            made_at=now,
            made_by=by,
            last_day=one.last_day,
        )
        for one in made
    ]
    Activation.objects.bulk_create(rows, batch_size=AT_ONCE)


def tell_and_log(person: User, by: User | None, request: HttpRequest | None) -> None:
    """Whoever can log in already hears of it: a slip in other hands would open their account."""
    told = {"whom": person.username}
    log.record(Kind.ACTIVATION_MADE, request=request, by=by, about=person, details=told)
    if person.has_usable_password():
        notices.tell_made(person, by)
