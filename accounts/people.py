"""Taking people in and giving them roles, many at once; each change of rights is logged."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts import rights
from organizations.models import Membership, Unit, User

BATCH = 500
OF_A_ROLE = ("title", "starts_on", "ends_on")


class NewPerson(NamedTuple):
    """Somebody who has no account yet."""

    username: str
    name: str
    staff_number: str | None = None
    phone: str = ""
    email: str = ""


class Post(NamedTuple):
    """A role as it is to be held; `title` is what the post is called (食堂管理员)."""

    user: User
    unit: Unit
    role: str
    title: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def take_in(
    told: Sequence[NewPerson], *, by: Any = None, request: HttpRequest | None = None
) -> list[User]:
    """Accounts nobody can log in to until they are activated: none of them has a password."""
    now = timezone.now()
    rows = [
        User(**one._asdict(), password=make_password(None), password_changed_at=now) for one in told
    ]
    people = User.objects.bulk_create(rows, batch_size=BATCH)
    for person in people:
        rights.note_new_person(person, by=by, request=request)
    return people


def give(
    posts: Sequence[Post],
    *,
    losing: Iterable[User] | None = None,
    by: Any = None,
    request: HttpRequest | None = None,
) -> None:
    """Let these roles be held as they are told, those held already with other days. Raises
    ValidationError where nobody could administer any more."""
    people = list({one.user.pk: one.user for one in posts}.values())
    with rights.changing_several(people, losing=losing, by=by, request=request):
        held = {
            (one.user_id, one.unit_id, one.role): one
            for one in Membership.objects.filter(user__in=people).order_by()
        }
        told = {(one.user.pk, one.unit.pk, one.role): one for one in posts}
        new = [Membership(**one._asdict()) for key, one in told.items() if key not in held]
        Membership.objects.bulk_create(new, batch_size=BATCH)
        changed = [_as_told(held[key], one) for key, one in told.items() if key in held]
        Membership.objects.bulk_update(changed, (*OF_A_ROLE, "lapse_told"), batch_size=BATCH)


def _as_told(held: Membership, told: Post) -> Membership:
    for name in OF_A_ROLE:
        setattr(held, name, getattr(told, name))
    held.lapse_told = False
    return held


def end(
    keys: Iterable[int], *, by: Any = None, request: HttpRequest | None = None, leave: bool = False
) -> None:
    """End the roles with these keys: yesterday was their last day. With `leave`, whoever holds no
    other role, now or later, leaves. Raises ValidationError as `give` does."""
    today = timezone.localdate()
    ending = Membership.objects.not_over(today).filter(pk__in=list(keys))
    people = list(User.objects.filter(pk__in=ending.order_by().values("user")).order_by("pk"))
    with rights.changing_several(people, by=by, request=request):
        ending.filter(starts_on__gte=today).delete()  # never begun
        ending.update(ends_on=today - timedelta(days=1), lapse_told=True)
        if leave:
            stay = Membership.objects.not_over(today).filter(user__in=people)
            gone = User.objects.filter(pk__in=[one.pk for one in people], is_superuser=False)
            gone.exclude(pk__in=stay.values("user")).update(is_active=False)
