"""Asks for a letter. What is answered, and how long it takes, tells nobody who has an account."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import PasswordLetter
from audit import log
from audit.kinds import Kind, Result
from notifications.mail import answers, links
from organizations import identifiers
from organizations.models import User
from throttling import lockout, rates
from throttling.addresses import client_address, network


def is_offered() -> bool:
    """Does the service write letters, and know which address to write into them?"""
    return bool(answers.is_on() and links.public_address())


def is_written_to(person: User) -> bool:
    """Only at an address that was confirmed; one that waits to be is nobody's yet."""
    return bool(person.is_active and person.email)


@transaction.atomic
def ask(typed: str, *, request: HttpRequest) -> None:
    """Leave a letter to the worker, for whoever logs in with what was typed. Raises LockedOut where
    too much was asked from this address. Too much asked for one person is not told: they are not
    written to for a while."""
    seconds = rates.wait("lost_password", network(client_address(request)))
    if seconds:
        raise lockout.LockedOut(seconds)
    person = identifiers.account_of(typed)
    account = person.username if person else lockout.nobodys(typed)
    is_too_often = bool(rates.wait("lost_password_person", account))
    reached = person if person and is_written_to(person) and not is_too_often else None
    PasswordLetter.objects.create(person=reached, asked_at=timezone.now())
    result = Result.DONE if reached else Result.REFUSED
    kind = Kind.PASSWORD_LETTER_ASKED
    log.record(kind, request=request, account=account, about=person, result=result)
