"""The nine moves, on one hazard or on many. A move is one line in a service; so it is here."""

import uuid
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from api.errors import errors_of
from api.hazards import inputs as bodies
from api.hazards import outputs as answers
from api.hazards.schemas import HazardShape, OutcomesShape
from api.idempotency import once
from api.preconditions import answered, expected_version
from api.views import Door
from hazards import services
from hazards.models import Hazard
from workflow.errors import NotPermitted, WorkflowError


class MoveDoor(Door):
    """Answers with the hazard as it then stands. 409 names the present state and version, 422
    each thing that is missing."""

    gives = {"POST": {200: HazardShape}}
    headers_taken = ("If-Match", "Idempotency-Key")
    move = ""

    @property
    def takes(self):
        return bodies.MOVES[self.move]

    @once
    def post(self, request, pk) -> Response:
        hazard = self.hazard()
        given = self.told(self.takes)
        _refuse_itself(hazard, given)
        given["version"] = expected_version(request)
        hazard = services.MOVES[self.move](hazard, by=request.user, **given)
        return answered(answers.detail(hazard, request.user))


class BulkDoor(Door):
    """The same move on up to 100 hazards, each for itself: one refusal stops no other."""

    gives = {"POST": {200: OutcomesShape}}
    headers_taken = ("Idempotency-Key",)
    move = ""

    @property
    def takes(self):
        return bodies.BULK[self.move]

    @once
    def post(self, request) -> Response:
        given = self.told(self.takes)
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
            _refuse_itself(hazard, given)
            hazard = services.MOVES[self.move](hazard, by=self.request.user, **given)
        except WorkflowError as refusal:
            if isinstance(refusal, NotPermitted):
                self.request._request.was_refused = True  # type: ignore[attr-defined]  # for the audit log
            return _failed(pk, errors_of(refusal))
        except ValidationError:
            return _failed(pk, [_error("itself", ITSELF, "duplicate_of")])
        return {"id": str(pk), "ok": True, "state": hazard.state, "version": hazard.version}


ITSELF = gettext_lazy("A hazard is no duplicate of itself.")


def _refuse_itself(hazard: Hazard, given: dict[str, Any]) -> None:
    if given.get("duplicate_of") == hazard:
        raise ValidationError({"duplicate_of": [ITSELF]}, "itself")


def _failed(pk: uuid.UUID, errors: list[dict]) -> dict[str, Any]:
    return {"id": str(pk), "ok": False, "errors": errors}


def _error(code: str, detail: Any, attr: str | None = None) -> dict[str, Any]:
    return {"code": code, "detail": str(detail), "attr": attr}
