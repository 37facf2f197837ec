"""What the calls about one return have in common: it is in sight, and they tell its version."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from api.preconditions import answered, expected_version
from api.returns import outputs
from api.views import ApiView
from returns.models.returns import Return
from returns.table import reading


class ReturnAt(ApiView):
    tag = "returns"

    def one(self) -> Return:
        """The return of the address. Out of sight is not there."""
        seen = Return.objects.visible_to(self.request.user).for_reading()
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def as_it_stands(self) -> Response:
        """The whole return, read anew."""
        opened = reading.opened(self.one(), self.request.user)
        return answered(outputs.detail(opened))

    def given(self) -> dict[str, Any]:
        return {**self.validated_body(self.request_body), "version": expected_version(self.request)}
