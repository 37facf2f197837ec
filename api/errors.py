"""The translation table: how a refusal of the law becomes an answer of the API.

All errors have one shape, `{"type", "errors": [{"code", "detail", "attr"}]}`. Where a record
has moved on, its present `state` and `version` stand beside it.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, UnreadablePostError
from django.utils.translation import gettext as _
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import exceptions
from rest_framework.response import Response

from api.activities.inputs import SAID as SAID_OF_ACTIVITIES
from api.hazards.move_inputs import INPUT_FIELDS
from api.samples.inputs import SAID
from api.tips.inputs import SAID as SAID_OF_TIPS
from foreign.errors import COME_AGAIN, TooManyFiles
from hazards.photos.intake import UnacceptablePhoto
from imports.rows.faults import Unacceptable
from monitoring.answers import leave_out_of_the_log, note
from monitoring.faults import Fault, fault_in
from returns.services.attached_files import UnacceptableFile
from returns.table.answers import BadAnswers
from throttling.hashing import Busy
from workflow.errors import Lack, NotPermitted, NotPossible, SomethingMissing, Stale, WorkflowError

STATUS = {Stale: 412, NotPossible: 409, NotPermitted: 403, SomethingMissing: 422}
# PostgreSQL: serialization failure, deadlock, lock not available.
LOCKED = {"40001", "40P01", "55P03"}
BLANK = "values."  # how a lack, and an error, names a blank of a form


class Refused(exceptions.APIException):
    """A refusal with one error for each thing that is wrong."""

    kind = "client_error"
    wait: int | None = None  # seconds, for Retry-After

    def __init__(self, status_code: int, errors: list[dict], record=None) -> None:
        super().__init__(errors[0]["detail"], errors[0]["code"])
        self.status_code, self.errors, self.record = status_code, errors, record

    @property
    def body(self) -> dict[str, Any]:
        record = self.record
        now = {"state": record.state, "version": record.version} if record else {}
        kind = self.kind if self.status_code < 500 else "server_error"
        return {"type": kind, "errors": self.errors, **now}


class Away(Refused):
    """Something the service stands on does not answer: 503, and when to try again."""

    kind = "server_error"

    def __init__(self, fault: Fault, cause: Exception) -> None:
        super().__init__(503, [error(fault.code, fault.sentence)])
        self.fault, self.cause, self.wait = fault, cause, fault.retry_after


class WrongShape(Refused):
    """What was sent cannot be read, as one error for each place."""

    kind = "validation_error"

    def __init__(self, errors: list[dict]) -> None:
        super().__init__(400, errors)


def refused(
    status_code: int, code: str, detail: str, attr: str | None = None, wait: int | None = None
) -> Refused:
    """`wait`: seconds until it is worth another try, where that is known."""
    refusal = Refused(status_code, [error(code, detail, attr)])
    refusal.wait = wait
    return refusal


def error(code: str, detail: Any, attr: str | None = None) -> dict[str, Any]:
    return {"code": code, "detail": str(detail), "attr": attr}


def blank_of(code: str) -> str | None:
    """The indicator a lack is about, if it is about one."""
    return code.removeprefix(BLANK) if code.startswith(BLANK) else None


def errors_of(refusal: WorkflowError) -> list[dict]:
    """One error for each missing thing; `attr` where it is a field the caller can send."""
    if not isinstance(refusal, SomethingMissing):
        return [error(refusal.code, refusal)]
    return [_missing(lack) for lack in refusal.missing]


def _missing(lack: Lack) -> dict[str, Any]:
    """A blank is named by its indicator, and found under `values`."""
    known = INPUT_FIELDS | SAID | SAID_OF_TIPS | SAID_OF_ACTIVITIES
    is_sent = lack.code in known or blank_of(lack.code)
    about = lack.about or (lack.code if is_sent else None)
    return error(blank_of(lack.code) or lack.code, lack.detail, about)


def handle(error: Exception, context: Any):
    return Handler(error, context).run()


class Handler(ExceptionHandler):
    def convert_known_exceptions(self, exc: Exception) -> Exception:
        for kinds, translated in TRANSLATED:
            if isinstance(exc, kinds):
                return translated(exc)
        if fault := self.fault(exc):
            return Away(fault, exc)
        if isinstance(exc, OperationalError) and _is_about_a_lock(exc):
            return refused(409, "busy", _("Somebody else is changing this. Please try again."))
        return super().convert_known_exceptions(exc)

    def fault(self, exc: Exception) -> Fault | None:
        """What is away; a refusal that somebody made on purpose is none, whatever led to it."""
        is_meant = isinstance(exc, exceptions.APIException | Http404 | PermissionDenied)
        return None if is_meant else fault_in(exc)

    def report_exception(self, exc: exceptions.APIException, response: Response) -> None:
        """A fault is one line in the log; a mistake of ours goes there with where it happened."""
        if isinstance(exc, Away):
            note(exc.fault, exc.cause)
            leave_out_of_the_log(response)
        elif not isinstance(exc, Refused):  # what we refuse ourselves is no mistake, also as a 503
            super().report_exception(exc, response)

    def format_exception(self, exc: exceptions.APIException) -> dict:
        return exc.body if isinstance(exc, Refused) else super().format_exception(exc)


def _law(refusal: WorkflowError) -> Refused:
    has_moved_on = isinstance(refusal, Stale | NotPossible)
    record = refusal.facts.get("hazard", refusal.facts.get("record")) if has_moved_on else None
    return Refused(STATUS[type(refusal)], errors_of(refusal), record)


def _blanks(bad: BadAnswers) -> WrongShape:
    """One error for each blank that was filled with something else than it asks for."""
    faults = bad.faults.items()
    return WrongShape([error(no.code, no.sentence, BLANK + code) for code, no in faults])


def _file(refusal: UnacceptablePhoto | UnacceptableFile) -> Refused:
    return refused(400, refusal.code, str(refusal), "file")


def _import(refusal: Unacceptable) -> Refused:
    return refused(400, refusal.code, str(refusal), refusal.attr)


def _too_large(refusal: RequestDataTooBig) -> Refused:
    return refused(413, "too_large", _("This is too large to be sent at once."))


def _busy(refusal: Busy) -> Refused:
    sentence = _("Too much is being asked at once. Please try again.")
    return refused(503, "busy", sentence, wait=refusal.seconds)


def _unreadable(refusal: Exception) -> exceptions.ParseError:
    return exceptions.ParseError()


def _many_files(refusal: TooManyFiles) -> Refused:
    sentence = _("Too many files are being read at the moment. Please send it again shortly.")
    return refused(429, "busy", sentence, "file", wait=COME_AGAIN)


def _is_about_a_lock(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in LOCKED or "is locked" in str(error)


# The first that fits: a request that is too large is a suspicious one, too.
TRANSLATED: list[tuple[Any, Callable[[Any], Exception]]] = [
    (WorkflowError, _law),
    (BadAnswers, _blanks),
    (UnacceptablePhoto | UnacceptableFile, _file),
    (Unacceptable, _import),
    (Busy, _busy),
    (TooManyFiles, _many_files),
    (RequestDataTooBig, _too_large),
    (SuspiciousOperation | UnreadablePostError, _unreadable),
]
