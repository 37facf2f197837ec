"""The translation table: how a refusal of the law becomes an answer of the API.

All errors have one shape, `{"type", "errors": [{"code", "detail", "attr"}]}`. Where a record
has moved on, its present `state` and `version` stand beside it.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import UnreadablePostError
from django.utils.translation import gettext as _
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import exceptions

from api.bodies import INPUT_FIELDS
from hazards.photos import UnacceptablePhoto
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, Stale, WorkflowError

STATUS = {Stale: 412, NotPossible: 409, NotPermitted: 403, SomethingMissing: 422}
# PostgreSQL: serialization failure, deadlock, lock not available.
LOCKED = {"40001", "40P01", "55P03"}


class Refused(exceptions.APIException):
    """A refusal with one error for each thing that is wrong."""

    def __init__(self, status_code: int, errors: list[dict], record=None) -> None:
        super().__init__(errors[0]["detail"], errors[0]["code"])
        self.status_code, self.errors, self.record = status_code, errors, record

    @property
    def body(self) -> dict[str, Any]:
        record = self.record
        now = {"state": record.state, "version": record.version} if record else {}
        return {"type": "client_error", "errors": self.errors, **now}


def refused(status_code: int, code: str, detail: str, attr: str | None = None) -> Refused:
    return Refused(status_code, [{"code": code, "detail": str(detail), "attr": attr}])


def errors_of(refusal: WorkflowError) -> list[dict]:
    """One error for each missing thing; `attr` where it is a field the caller can send."""
    if not isinstance(refusal, SomethingMissing):
        return [{"code": refusal.code, "detail": str(refusal), "attr": None}]
    return [
        {
            "code": lack.code,
            "detail": str(lack.detail),
            "attr": lack.code if lack.code in INPUT_FIELDS else None,
        }
        for lack in refusal.missing
    ]


def handle(error: Exception, context: Any):
    return Handler(error, context).run()


class Handler(ExceptionHandler):
    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, WorkflowError):
            return _law(exc)
        if isinstance(exc, UnacceptablePhoto):
            return refused(400, exc.code, str(exc), "file")
        if isinstance(exc, RequestDataTooBig):
            return refused(413, "too_large", _("This is too large to be sent at once."))
        if isinstance(exc, SuspiciousOperation | UnreadablePostError):
            return exceptions.ParseError()
        if isinstance(exc, OperationalError) and _is_about_a_lock(exc):
            return refused(409, "busy", _("Somebody else is changing this. Please try again."))
        return super().convert_known_exceptions(exc)

    def format_exception(self, exc: exceptions.APIException) -> dict:
        return exc.body if isinstance(exc, Refused) else super().format_exception(exc)


def _law(refusal: WorkflowError) -> Refused:
    has_moved_on = isinstance(refusal, Stale | NotPossible)
    record = refusal.facts.get("hazard") if has_moved_on else None
    return Refused(STATUS[type(refusal)], errors_of(refusal), record)


def _is_about_a_lock(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in LOCKED or "is locked" in str(error)
