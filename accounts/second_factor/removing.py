"""Takes a second factor off: by oneself with the factor, and for somebody who has lost it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.activation import reach
from accounts.models import SecondFactor
from accounts.second_factor import notices, sessions
from audit import log
from audit.kinds import Kind
from organizations.administration import administers_some
from organizations.models import User
from organizations.people import Person


def may_remove(by: Person, person: User) -> bool:
    """An administrator, of somebody whose account they look after; never their own."""
    return administers_some(by) and reach.people_of(by).filter(pk=person.pk).exists()


@transaction.atomic
def remove_own(*, by: User, request: HttpRequest) -> None:
    """The factor was shown for it. Ends all other sessions; whoever must have one makes a new one
    before anything else."""
    if _taken_off(by):
        sessions.end_others(by, request)
        sessions.note(request, sessions.NONE)
        log.record(Kind.SECOND_FACTOR_REMOVED, request=request, by=by, about=by)
        notices.tell_about(by, notices.REMOVED)


@transaction.atomic
def remove(person: User, *, by: User | None = None, request: HttpRequest | None = None) -> None:
    """For somebody who has lost it: all their sessions end, and they are told. `by` is empty for a
    command at the server.

    Raises PermissionDenied where they are not `by`'s to look after, and ValidationError
    (`no_factor`) where there is nothing to take off.
    """
    if by is not None and not may_remove(by, person):
        raise PermissionDenied
    if not _taken_off(person):
        raise ValidationError(_("This account has no second factor."), code="no_factor")
    sessions.end_others(person)
    told = {"whom": person.username}
    log.record(Kind.SECOND_FACTOR_REMOVED, request=request, by=by, about=person, details=told)
    how = notices.REMOVED_BY if by else notices.REMOVED_AT_THE_SERVER
    notices.tell_about(person, how, **({"by": str(by)} if by else {}))


def _taken_off(person: User) -> bool:
    """Its recovery codes go with it."""
    return bool(SecondFactor.objects.filter(person=person).delete()[0])
