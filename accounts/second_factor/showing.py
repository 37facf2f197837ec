"""Shows a second factor: a code of the app or a recovery code, each taken once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RecoveryCode, SecondFactor
from accounts.second_factor import codes, notices, setting_up
from audit import log
from audit.kinds import Kind, Result
from organizations.models import User
from throttling import lockout, one_time_codes

APP, RECOVERY = "app", "recovery_code"


def show(person: User, typed: str, *, request: HttpRequest) -> None:
    """Take the code somebody has typed for `person`.

    Raises ValidationError (`second_factor_invalid`) for one that is wrong, used or too old, and
    LockedOut after too many of them, this one included. Both are logged.
    """
    trial = one_time_codes.trial_of(request, person)
    try:
        lockout.refuse_if_locked(trial)
        way = _take(person, codes.plain(typed), request)
        if way:
            lockout.forgive(trial)
            return
        lockout.record(trial)
        log.record(
            Kind.SECOND_FACTOR_FAILED,
            request=request,
            account=person.username,
            about=person,
            result=Result.FAILED,
        )
        lockout.refuse_if_locked(trial)
    except lockout.LockedOut:
        log.record_lock_out(request, person.username)
        raise
    raise ValidationError(wrong(), code="second_factor_invalid")


def wrong() -> str:
    return _(
        "This code is not right, or was used already. Wait for the next one of the app, or take a "
        "recovery code."
    )


@transaction.atomic
def _take(person: User, code: str, request: HttpRequest) -> str:
    """The way it was shown, or "". The row is locked: of two who type the same code at the same
    moment, one comes in."""
    factor = SecondFactor.objects.select_for_update().filter(person=person).first()
    if factor is None or not code:
        return ""
    way = _by_app(factor, code) or _by_recovery_code(factor, code)
    if way:
        told = {"way": way}
        log.record(Kind.SECOND_FACTOR_SHOWN, request=request, by=person, about=person, details=told)
    return way


def _by_app(factor: SecondFactor, code: str) -> str:
    key = codes.key_of(factor.pk, factor.seed)
    step = codes.step_of(code, key, after=factor.last_step)
    if step is None:
        return ""
    SecondFactor.objects.filter(pk=factor.pk).update(last_step=step)
    return APP


def _by_recovery_code(factor: SecondFactor, code: str) -> str:
    mine = RecoveryCode.objects.filter(factor=factor, used_at=None)
    if not mine.filter(digest=codes.digest(factor.pk, code)).update(used_at=timezone.now()):
        return ""
    left = str(setting_up.codes_left(factor))
    notices.tell_about(factor.person, notices.RECOVERED, left=left)
    return RECOVERY
