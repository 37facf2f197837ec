"""What somebody may log in with: user name, staff number or phone number, however it is typed.

In this order: a user name, then a staff number, then a phone number. What leads to two different
people leads to nobody, and neither does a phone number two people share; whoever has left has only
their user name, which lets nobody in.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext as _

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# A mobile number with the country before it, as address books write it.
ABROAD = re.compile(r"(?:\+|00)?86(?=1\d{10}$)")
PHONE = re.compile(r"\d{7,13}")
FIELDS = ("username", "staff_number", "phone")
Somebody = Any  # a `people.User`; that module rests on this one


def forms_of(said: str) -> list[str]:
    """What was typed, the most literal form first: itself, in one width, without spaces, hyphens
    and marks that are not seen, and without +86."""
    literal = unicodedata.normalize("NFKC", said).strip()
    bare = "".join(sign for sign in literal if is_written(sign))
    return list(dict.fromkeys([said, literal, bare, ABROAD.sub("", bare)]))


def is_written(sign: str) -> bool:
    return not (sign.isspace() or sign in HYPHENS or unicodedata.category(sign) == "Cf")


def plain(said: str) -> str:
    """The one form in which words that are typed in several ways are the same."""
    return forms_of(said)[-1]


def people_called(said: str) -> QuerySet[Somebody]:
    """Whoever has what was typed as one of the three, in one statement whose form depends on what
    was typed alone."""
    forms = forms_of(said)
    phone = Replace(Replace(F("phone"), Value(" "), Value("")), Value("-"), Value(""))
    people = get_user_model().objects.alias(bare_phone=phone)
    return people.filter(
        Q(username__in=forms) | Q(staff_number__in=forms) | Q(bare_phone__in=phones(forms[-1]))
    )


def phones(number: str) -> list[str]:
    """The ways a number may have been written down; nothing for what is none."""
    before = ("", "+86", "86", "0086")
    return [f"{one}{number}" for one in before] if PHONE.fullmatch(number) else []


def account_of(said: str) -> Somebody | None:
    """The one active person who logs in with this, else whoever has left and was called so, else
    None; never a service account. That somebody is found lets nobody in: the password, and being
    active, do."""
    return chosen(people_called(said).filter(service_since=None), said)


def chosen(people: Iterable[Somebody], said: str) -> Somebody | None:
    """As `account_of`, of people who have been read."""
    forms, everybody = forms_of(said), list(people)
    here = [person for person in everybody if person.is_active]
    sharing = [person for person in here if has_phone(person, forms[-1])]
    ways = (
        literally(here, "username", forms),
        literally(here, "staff_number", forms),
        sharing[0] if len(sharing) == 1 else None,
    )
    found = [person for person in ways if person is not None]
    if not found:
        left = [person for person in everybody if not person.is_active]
        return literally(left, "username", forms)
    return found[0] if len({person.pk for person in found}) == 1 else None


def literally(people: Collection[Somebody], field: str, forms: list[str]) -> Somebody | None:
    """Whoever has the most literal of the forms there."""
    of_form = {getattr(person, field): person for person in people}
    return next((of_form[form] for form in forms if form in of_form), None)


def has_phone(person: Somebody, number: str) -> bool:
    return bool(PHONE.fullmatch(number)) and plain(person.phone) == number


def ways_in(people: Collection[Somebody]) -> dict[int, list[tuple[str, str]]]:
    """For each person the staff number and the phone number that lead to them and to nobody else,
    or the user name where there is neither: (field, what is typed). Two statements for any number
    of people."""
    everybody = list(get_user_model().objects.filter(is_active=True).only(*FIELDS, "is_active"))
    known: dict[str, list[Somebody]] = {}
    for one in everybody:
        for word in {one.username, one.staff_number or "", plain(one.phone)}:
            known.setdefault(word, []).append(one)
    return {person.pk: ways_of(person, known) for person in people}


def ways_of(person: Somebody, known: dict[str, list[Somebody]]) -> list[tuple[str, str]]:
    told = {"staff_number": person.staff_number or "", "phone": plain(person.phone)}
    found = [(field, word) for field, word in told.items() if word and leads(word, person, known)]
    return found or [("username", person.username)]


def leads(word: str, person: Somebody, known: dict[str, list[Somebody]]) -> bool:
    called = {one.pk: one for form in forms_of(word) for one in known.get(form, ())}
    return chosen(called.values(), word) == person


def refuse_shadowing(person: Somebody, exclude: Collection[str] = ()) -> None:
    """Raises ValidationError where something `person` would log in with is another one's already:
    the user name another's staff number, and so on. A phone number may be shared; it lets nobody
    in then."""
    if not person.is_active:
        return
    wrong = {
        field: _("Somebody else logs in with this.")
        for field in FIELDS
        if field not in exclude and is_anothers(person, field, getattr(person, field) or "")
    }
    if wrong:
        raise ValidationError(
            {field: ValidationError(said, code="logs_in_another") for field, said in wrong.items()}
        )


def is_anothers(person: Somebody, field: str, word: str) -> bool:
    if not word:
        return False
    others = [one for one in people_called(word) if one.is_active and one.pk != person.pk]
    forms = forms_of(word)
    return any(
        (has_phone(one, forms[-1]) if other == "phone" else getattr(one, other) in forms)
        for one in others
        for other in FIELDS
        if other != field
    )
