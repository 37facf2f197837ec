"""How the law says no. Each refusal is a sentence for the person, and a code for a program."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _


class Lack(NamedTuple):
    """One thing a move still needs. `about` names the field or record it is about, where its code
    does not."""

    code: str
    detail: str | Promise
    about: str = ""


class WorkflowError(Exception):
    """A move that was refused. Nothing was changed."""

    code = "refused"

    def __init__(self, detail: str, **facts: Any) -> None:
        super().__init__(detail)
        self.facts = facts


class Stale(WorkflowError):
    """The record has moved on since the caller last read it (HTTP 412)."""

    code = "stale"


class NotPossible(WorkflowError):
    """No such move from this state (HTTP 409)."""

    code = "not_possible"


class NotPermitted(WorkflowError):
    """Not this person (HTTP 403)."""

    code = "not_permitted"


class SomethingMissing(WorkflowError):
    """The move is possible and the person is right, but something is missing (HTTP 422)."""

    code = "missing"

    def __init__(self, missing: Sequence[Lack], **facts: Any) -> None:
        sentences = _("; ").join(str(lack.detail) for lack in missing)
        super().__init__(_("Still missing: %(what)s") % {"what": sentences}, **facts)
        self.missing = list(missing)
