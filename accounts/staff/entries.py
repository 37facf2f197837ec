"""Taking one person in, and changing what is known of them. Many at once come in by
`accounts.people`, of which this is the case of one, asked for by an administrator of a part."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import contact, people, rights
from accounts.people import NewPerson, Post
from accounts.staff import policy
from accounts.staff.postings import refuse_unless
from accounts.staff.roles import refuse_what_cannot_be_given
from organizations.models import Unit, User
from organizations.services import hold_unit


@transaction.atomic
def take_in(
    name: str,
    *,
    unit: Unit,
    roles: Sequence[str],
    by: User,
    request: Any = None,
    username: str = "",
    days: dict[str, Any] | None = None,
    **known: Any,
) -> User:
    """`known` are staff number, phone and mail address; `days` what is said of each role besides.
    The account is the staff number or the phone where there is no other name for it. Raises
    PermissionDenied, and ValidationError."""
    unit = hold_unit(unit)
    for role in roles:
        refuse_unless(policy.may_give_first(by, unit, role))
        refuse_what_cannot_be_given(unit, role)
    account = username or known.get("staff_number") or known.get("phone")
    if not account:
        sentence = _("Give a user name, a staff number or a phone.")
        raise ValidationError({"username": sentence})
    new = NewPerson(account, name, **known)
    User(**new._asdict(), password="!").full_clean()
    (person,) = people.take_in([new], by=by, request=request)
    posts = [Post(person, unit, role, **(days or {})) for role in roles]
    people.give(posts, by=by, request=request)
    return person


@transaction.atomic
def change(person: User, *, by: User, request: Any = None, **told: Any) -> None:
    """What others read of somebody, and how they are reached. Raises PermissionDenied, and
    ValidationError."""
    refuse_unless(policy.may_let_go(by, person))
    if "staff_number" in told:
        told["staff_number"] = told["staff_number"] or None
    changed = [name for name, value in told.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, told[name])
    person.full_clean()
    with rights.changing(person, by=by, request=request):
        person.save(update_fields=changed)
    contact.note_entered(person, changed, request=request)
