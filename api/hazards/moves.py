"""Any move of any record, and any move on many hazards. No move is known here by its name."""

import uuid
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from api.errors import errors_of
from api.hazards import move_inputs, outputs
from api.hazards.schemas import HazardOutput, OutcomesOutput
from api.idempotency import once
from api.preconditions import answered, expected_version
from api.returns.base import ReturnAt
from api.returns.schemas import ReturnOutput
from api.views import ApiView
from hazards.models import Hazard
from records.perform import perform
from workflow.declarations.fields import AnotherHazard
from workflow.declarations.moves import Move
from workflow.errors import NotPermitted, WorkflowError


class MoveView(ApiView):
    """Answers with the hazard as it then stands. 409 names the present state and version, 422
    each thing that is missing."""

    responses = {"POST": {200: HazardOutput}}
    headers_taken = ("If-Match", "Idempotency-Key")
    move: Any = None

    @property
    def request_body(self):
        return move_inputs.OF_HAZARD[self.move.word]

    @once
    def post(self, request, pk) -> Response:
        hazard = self.hazard()
        given = self.validated_body(self.request_body)
        _refuse_itself(hazard, self.move, given)
        given["version"] = expected_version(request)
        hazard = perform(hazard, self.move.name, by=request.user, **given)
        return answered(outputs.detail(hazard, request.user))


class ReturnMoveView(ReturnAt):
    """Answers with the return as it then stands. 409 names the present state and version, 422
    each blank that is missing. After `correct` it is the superseded one, and names the draft."""

    responses = {"POST": {200: ReturnOutput}}
    headers_taken = ("If-Match", "Idempotency-Key")
    move: Any = None

    @property
    def request_body(self):
        return move_inputs.OF_RETURN[self.move.word]

    @once
    def post(self, request, pk) -> Response:
        perform(self.one(), self.move.name, by=request.user, **self.given())
        return self.as_it_stands()


class BulkView(ApiView):
    """The same move on up to 100 hazards, each for itself: one refusal stops no other."""

    responses = {"POST": {200: OutcomesOutput}}
    headers_taken = ("Idempotency-Key",)
    move: Any = None

    @property
    def request_body(self):
        return move_inputs.OF_SEVERAL[self.move.word]

    @once
    def post(self, request) -> Response:
        given = self.validated_body(self.request_body)
        ids = list(dict.fromkeys(given.pop("ids")))
        rows = Hazard.objects.visible_to(request.user)
        if connection.in_atomic_block:
            # Under a key all rows stay locked until the end. They are taken in one order: two
            # requests that name them the other way round would wait for each other.
            rows = rows.select_for_update(of=("self",)).order_by("pk")
        seen = {hazard.pk: hazard for hazard in rows.filter(pk__in=ids)}
        return Response({"results": [self._one(pk, seen.get(pk), given) for pk in ids]})

    def _one(self, pk: uuid.UUID, hazard: Hazard | None, given: dict[str, Any]) -> dict[str, Any]:
        if hazard is None:
            return _failed(pk, [_error("not_found", _("There is no such hazard."))])
        try:
            _refuse_itself(hazard, self.move, given)
            hazard = perform(hazard, self.move.name, by=self.request.user, **given)
        except WorkflowError as refusal:
            if isinstance(refusal, NotPermitted):
                self.request._request.was_refused = True  # type: ignore[attr-defined]  # for the audit log
            return _failed(pk, errors_of(refusal))
        except ValidationError as refusal:
            (field,) = refusal.detail
            return _failed(pk, [_error("itself", ITSELF, str(field))])
        return {"id": str(pk), "ok": True, "state": hazard.state, "version": hazard.version}


ITSELF = gettext_lazy("A hazard is no duplicate of itself.")


def _refuse_itself(hazard: Hazard, move: Move, given: dict[str, Any]) -> None:
    for field in move.fields:
        if isinstance(field, AnotherHazard) and given.get(field.name) == hazard:
            raise ValidationError({field.name: [ITSELF]}, "itself")


def _failed(pk: uuid.UUID, errors: list[dict]) -> dict[str, Any]:
    return {"id": str(pk), "ok": False, "errors": errors}


def _error(code: str, detail: Any, attr: str | None = None) -> dict[str, Any]:
    return {"code": code, "detail": str(detail), "attr": attr}
