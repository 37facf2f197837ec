"""Who comes in by another service, and who is told why not. Nobody is ever taken in by it."""

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.providers import identities
from accounts.providers.declared import Declared
from accounts.providers.matching import people_with
from accounts.providers.protocols.profiles import Profile
from audit import log
from audit.kinds import Kind, Result
from organizations import scope
from organizations.people import User


class Why(TextChoices):
    """What is said to whom the service knows and the ledger does not let in."""

    UNTOLD = (
        "untold",
        _(
            "%(service)s did not say what your account here is known by. Log in with your "
            "password, and tell the administrator."
        ),
    )
    UNKNOWN = (
        "unknown",
        _(
            "Nobody here is known by what %(service)s says of you. Ask the administrator to enter "
            "it, or log in with your password."
        ),
    )
    SHARED = (
        "shared",
        _(
            "Several people here have the phone number %(service)s says is yours. Log in with your "
            "password."
        ),
    )
    MOVED = (
        "moved",
        _(
            "This account of %(service)s belongs to one person here, and its number now to "
            "another. Ask the administrator to unbind it."
        ),
    )
    TAKEN = (
        "taken",
        _(
            "You are bound to another account of %(service)s here. Log in with your password and "
            "unbind it under Me, or ask the administrator."
        ),
    )
    NO_ROLE = "no_role", _("You hold no role here today. Ask the administrator for one.")


class NotAdmitted(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def admitted(declared: Declared, profile: Profile, *, request: HttpRequest) -> User:
    """The person, bound to the subject from now on. Raises NotAdmitted, which is logged."""
    person = None
    try:
        person = person_of(declared, profile)
        let_in(person)
        identities.bind(declared, profile.subject, person, request=request)
    except identities.Taken as error:
        refused = NotAdmitted(Why.TAKEN)
        record(declared, refused, request=request, about=person)
        raise refused from error
    except NotAdmitted as refused:
        about = person or identities.owner(declared, profile.subject)
        record(declared, refused, request=request, about=about)
        raise
    return person


def person_of(declared: Declared, profile: Profile) -> User:
    """Whoever the subject is bound to, as long as what it says leads to nobody else; else the one
    it leads to. Raises NotAdmitted."""
    bound = identities.owner(declared, profile.subject)
    named = people_with(declared.match, profile.said)
    if bound is None:
        return only(named, profile)
    if len(named) == 1 and named[0].pk != bound.pk:
        raise NotAdmitted(Why.MOVED)
    return bound


def only(named: list[User], profile: Profile) -> User:
    if len(named) == 1:
        return named[0]
    if named:
        raise NotAdmitted(Why.SHARED)
    raise NotAdmitted(Why.UNKNOWN if profile.said else Why.UNTOLD)


def let_in(person: User) -> None:
    """Raises NotAdmitted. Whoever only looks after the administrators' tables needs no role."""
    if not person.is_active:
        raise NotAdmitted(Why.UNKNOWN)
    if not (person.is_superuser or scope.posts(person)):
        raise NotAdmitted(Why.NO_ROLE)


def record(
    declared: Declared, refused: NotAdmitted, *, request: HttpRequest, about: User | None
) -> None:
    told = {"through": declared.key, "reason": refused.why.value}
    log.record(
        Kind.LOGIN_FAILED,
        request=request,
        account=about.username if about else "",
        about=about,
        result=Result.FAILED,
        details=told,
    )
