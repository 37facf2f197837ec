"""Makes a second factor: a key is proposed, and counts once a code of it has been shown."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RecoveryCode, SecondFactor
from accounts.second_factor import codes, notices, policy, sessions
from audit import log
from audit.kinds import Kind
from organizations.models import User


class Proposed(NamedTuple):
    """A key nobody has shown a code of yet: as text, and as what its picture says."""

    key: str
    address: str


def proposed(person: User, seed: str) -> Proposed:
    key = codes.key_of(person.pk, seed)
    return Proposed(codes.shown_key(key), codes.address(key, person.username))


@transaction.atomic
def confirm(seed: str, typed: str, *, by: User, request: HttpRequest | None = None) -> list[str]:
    """`by` has the key of `seed` in their app. Returns their recovery codes, which nobody can read
    again; all their other sessions end.

    Raises ValidationError: `wrong` for a code that is not the key's, `there_is_one` where they have
    a factor already.
    """
    person = User.objects.select_for_update().get(pk=by.pk)
    if policy.has_one(person):
        said = _("This account has a second factor already. Remove it first.")
        raise ValidationError(said, code="there_is_one")
    step = codes.step_of(codes.plain(typed), codes.key_of(person.pk, seed), after=0)
    if step is None:
        said = _("This is not the code the app shows now. Is the clock of the phone right?")
        raise ValidationError(said, code="wrong")
    told = {"seed": seed, "made_at": timezone.now(), "last_step": step}
    factor = SecondFactor.objects.create(person=person, **told)
    sessions.end_others(person, request)
    sessions.note(request, sessions.SHOWN)
    log.record(Kind.SECOND_FACTOR_SET_UP, request=request, by=person, about=person)
    notices.tell_about(person, notices.SET_UP)
    return _new_codes(factor)


@transaction.atomic
def renew_recovery_codes(*, by: User, request: HttpRequest | None = None) -> list[str]:
    """Ten new ones; those before open nothing any more. The factor was shown for it."""
    factor = SecondFactor.objects.select_for_update().get(person=by)
    factor.recovery_codes.all().delete()
    log.record(Kind.RECOVERY_CODES_MADE, request=request, by=by, about=by)
    return _new_codes(factor)


def _new_codes(factor: SecondFactor) -> list[str]:
    made = codes.new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, digest=codes.digest(factor.pk, code)) for code in made
    )
    return made


def codes_left(factor: SecondFactor) -> int:
    return factor.recovery_codes.filter(used_at=None).count()
