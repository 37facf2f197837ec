"""Says a refusal at the top of the page that comes next."""

from django.contrib import messages
from django.http import HttpRequest

from workflow.errors import NotPermitted, WorkflowError


def say(request: HttpRequest, refusal: WorkflowError) -> None:
    """What was not this person's to do is logged, as where a page answers 403."""
    messages.error(request, str(refusal))
    request.was_refused = isinstance(refusal, NotPermitted)  # type: ignore[attr-defined]
