"""Any action beside the state: what its address names, what it is told, and what it answers with.

An action is about the hazard, or about a row beside it, and may add such a row; there is one way to
find and one way to show each kind of row, and no action is known here by its name.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from rest_framework.response import Response

from api.hazards import move_inputs, outputs
from api.hazards.schemas import ControlOutput, ExtensionOutput, HazardOutput, TransferOutput
from api.idempotency import once
from api.preconditions import answered, expected_version
from api.transfers.outputs import letter
from api.transfers.schemas import LetterOutput
from api.views import ApiView
from hazards.models import Extension, Hazard, Transfer
from hazards.perform import HAZARDS
from records.kinds import When
from records.perform import perform
from workflow.actions import ACTIONS
from workflow.declarations.moves import Action


class Found(NamedTuple):
    """What the address names: the hazard, and the row beside it, if it is one."""

    hazard: Hazard
    beside: Any = None


class ActionView(ApiView):
    """`prefix` is the address of what the action is about."""

    headers_taken = ("If-Match", "Idempotency-Key")
    prefix = ""
    shape: Any = None
    declared: Any = None

    @property
    def request_body(self) -> Any:  # type: ignore[override]
        return move_inputs.OF_ACTIONS[self.declared.word]

    @property
    def responses(self) -> Any:  # type: ignore[override]
        made = MADE.get(self.declared.makes)
        return {"POST": {201: made.shape} if made else {200: self.shape}}

    @once
    def post(self, request, pk) -> Response:
        found, given = self.found(), self.validated_body(self.request_body)
        given["version"] = expected_version(request)
        answer = perform(
            found.hazard, self.declared.name, by=request.user, beside=found.beside, **given
        )
        if self.declared.makes:
            return Response(MADE[self.declared.makes].told(answer), 201)
        return self.shown(answer)

    def found(self) -> Found:
        """Out of sight is not there."""
        raise NotImplementedError

    def shown(self, answer: Any) -> Response:
        raise NotImplementedError


class OfHazard(ActionView):
    prefix, shape = "hazards/<uuid:pk>/", HazardOutput

    def found(self) -> Found:
        return Found(self.hazard())

    def shown(self, answer: Any) -> Response:
        return answered(outputs.detail(self.hazard(), self.request.user))


class OfExtension(ActionView):
    prefix, shape = "extensions/<int:pk>/", ExtensionOutput

    def found(self) -> Found:
        asked = Extension.objects.filter(hazard__in=Hazard.objects.visible_to(self.request.user))
        extension: Extension = get_object_or_404(
            asked.select_related("hazard"), pk=self.kwargs["pk"]
        )
        return Found(extension.hazard, extension)

    def shown(self, answer: Extension) -> Response:
        return Response(outputs.extension(answer))


class OfTransfer(ActionView):
    prefix, shape, tag = "transfers/<uuid:pk>/", LetterOutput, "transfers"

    def transfer(self) -> Transfer:
        seen = Transfer.objects.visible_to(self.request.user).for_reading()
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def found(self) -> Found:
        transfer = self.transfer()
        return Found(transfer.hazard, transfer)

    def shown(self, answer: Transfer) -> Response:
        return Response(letter(self.transfer(), self.request.user))


class Made(NamedTuple):
    """How a row that an action adds is shown."""

    shape: Any
    told: Any


MADE = {
    "extension": Made(ExtensionOutput, outputs.extension),
    "control": Made(ControlOutput, outputs.control),
    "transfer": Made(TransferOutput, outputs.transfer),
}
OF: dict[str, type[ActionView]] = {
    "record": OfHazard,
    "extension": OfExtension,
    "transfer": OfTransfer,
}


def door_of(action: Action) -> type[ActionView]:
    """It tells in the document what the action does, in the words of the function that does it."""
    about = HAZARDS.steps[When.BODY, action.name].__doc__
    return type("Door", (OF[action.of],), {"__doc__": about, "declared": action})


def addresses() -> Iterator[URLPattern]:
    """One for each action that is about something this door can find."""
    for action in ACTIONS.values():
        if action.of in OF:
            door = door_of(action)
            last = action.address or action.slug
            yield path(f"{door.prefix}{last}/", door.as_view(), name=action.slug)
