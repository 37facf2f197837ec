"""A star on one figure of a return, and what is said of it."""

from rest_framework.response import Response

from api.errors import WrongShape, error
from api.idempotency import once
from api.returns import inputs
from api.returns.base import ReturnAt
from api.returns.schemas import ReturnOutput
from returns import services
from returns.table.answers import BadAnswers


class StarView(ReturnAt):
    """Star a figure, or say more beside its star: whoever fills the return in or reviews it. It is
    frozen with the return and blocks nothing."""

    request_body, responses = inputs.Star, {"POST": {200: ReturnOutput}}
    headers_taken = ("If-Match", "Idempotency-Key")

    @once
    def post(self, request, pk) -> Response:
        try:
            services.star(self.one(), by=request.user, **{"comment": "", **self.given()})
        except BadAnswers as bad:
            faults = [error(no.code, no.sentence, "code") for no in bad.faults.values()]
            raise WrongShape(faults) from bad
        return self.as_it_stands()


class UnstarView(ReturnAt):
    """Take the star of a figure away; history goes on saying what was said."""

    request_body, responses = inputs.Unstar, {"POST": {200: ReturnOutput}}
    headers_taken = ("If-Match", "Idempotency-Key")

    @once
    def post(self, request, pk) -> Response:
        services.unstar(self.one(), by=request.user, **self.given())
        return self.as_it_stands()
