"""The rows of the list of accounts: who somebody is, and how far their account is."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.activation.newcomers import never_came_in
from accounts.activation.reach import now_or_later
from accounts.models import Activation, SecondFactor
from organizations.models import Membership, User

NEVER_IN, CODE, ACTIVE, LEFT = "never_in", "code", "active", "left"
STATES = [
    (NEVER_IN, gettext_lazy("Not activated")),
    (CODE, gettext_lazy("Slip not used yet")),
    (ACTIVE, gettext_lazy("Active")),
    (LEFT, gettext_lazy("Deactivated")),
]
LABELS = dict(STATES)


class Row(NamedTuple):
    """`said` are sentences about the account, `account` what it is logged in with."""

    person: User
    roles: list[str]
    account: str
    state: str
    said: list[str]
    has_factor: bool


def narrowed(people: QuerySet[User], typed: str, state: str) -> QuerySet[User]:
    if typed:
        fields = ("name", "username", "staff_number", "phone")
        asked = Q(*((f"{field}__icontains", typed) for field in fields), _connector=Q.OR)
        people = people.filter(asked)
    return people.filter(CONDITIONS[state]()) if state else people


def has_code() -> Q:
    return Q(Exists(Activation.objects.valid().filter(person=OuterRef("pk"))))


CONDITIONS = {
    NEVER_IN: lambda: never_came_in() & Q(is_active=True),
    CODE: has_code,
    ACTIVE: lambda: ~never_came_in() & Q(is_active=True),
    LEFT: lambda: Q(is_active=False),
}


def in_order(people: QuerySet[User]) -> QuerySet[User]:
    """Everything a row says, in a number of statements no number of rows changes."""
    held = now_or_later().select_related("unit").order_by("-unit__path")
    open_code = Activation.objects.open().filter(person=OuterRef("pk")).values("last_day")
    factor = Exists(SecondFactor.objects.filter(person=OuterRef("pk")))
    return (
        people.annotate(
            code_until=Subquery(open_code[:1]), is_new=never_came_in(), has_factor=factor
        )
        .prefetch_related(Prefetch("memberships", held, to_attr="roles"))
        .order_by("name", "username")
    )


def rows(people: Iterable[Any]) -> list[Row]:
    return [row(person) for person in people]


def row(person: Any) -> Row:
    roles = [role_of(one) for one in person.roles]
    account = " · ".join(filter(None, [person.username, person.staff_number, person.phone]))
    return Row(
        person,
        roles,
        account,
        str(LABELS[state_of(person)]),
        list(said_of(person)),
        person.has_factor,
    )


def role_of(one: Membership) -> str:
    said = f"{one.unit} · {one.get_role_display()}"
    if one.is_held() or one.starts_on is None:
        return said
    return f"{said} · " + _("from %(day)s on") % {"day": date_format(one.starts_on)}


def state_of(person: Any) -> str:
    if not person.is_active:
        return LEFT
    return NEVER_IN if person.is_new else ACTIVE


def said_of(person: Any) -> Iterable[str]:
    if person.is_active and person.code_until:
        is_over = person.code_until < timezone.localdate()
        sentence = _("The slip ran out on %(day)s") if is_over else _("Slip valid until %(day)s")
        yield sentence % {"day": date_format(person.code_until)}
    if person.has_factor:
        yield _("Second factor set up")
    if person.last_login:
        seen_on = timezone.localdate(person.last_login)
        yield _("Last in on %(day)s") % {"day": date_format(seen_on)}
