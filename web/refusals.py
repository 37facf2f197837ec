"""Says a refusal: at the top of the page that comes next, or beside the field it is about."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from workflow.errors import NotPermitted, WorkflowError


def say(request: HttpRequest, refusal: WorkflowError) -> None:
    """What was not this person's to do is logged, as where a page answers 403."""
    messages.error(request, str(refusal))
    request.was_refused = isinstance(refusal, NotPermitted)  # type: ignore[attr-defined]


def say_beside(form: BaseForm, refusal: ValidationError, **names: str) -> None:
    """`names` are those of fields a service calls otherwise; what the form has no field for stands
    above it."""
    by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {"": refusal.error_list}
    for called, errors in by_field.items():
        name = names.get(called, called)
        form.add_error(name if name in form.fields else None, errors)
