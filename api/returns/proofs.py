"""What a return's answers rest on: files of the unit's own, beside each yes or no."""

from django.http import Http404
from django.http.response import HttpResponseBase
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from api.openapi.schema import file_of
from api.preconditions import expected_version
from api.returns import inputs
from api.returns.base import ReturnAt
from api.returns.papers import UNKNOWN, PaperView, file_kept
from api.returns.schemas import ReturnOutput
from audit.kinds import Kind
from audit.middleware import audited
from returns import services
from returns.models.returns import Return
from returns.services.proofs import proof_of


class ProofsView(ReturnAt):
    parser_classes = [MultiPartParser]
    request_body, responses = inputs.Proof, {"POST": {200: ReturnOutput}}
    headers_taken = ("If-Match",)

    def post(self, request, pk) -> Response:
        """Attach a plan, minutes or the like to a yes or no: Word, PDF or a picture, three at most
        for one answer. The answer stays the unit's."""
        services.attach_proof(self.one(), by=request.user, **self.given())
        return self.as_it_stands()


@audited(Kind.EXPORTED, "return", ("GET",))
class ProofView(PaperView):
    responses = {"GET": file_of(UNKNOWN), "DELETE": {200: ReturnOutput}}
    headers_taken = ("If-Match",)

    def get(self, request, pk, code, sha256) -> HttpResponseBase:
        """The file, by the digest of its content."""
        file = self.file(self.one())
        return file_kept(file["file"], file["name"])

    def delete(self, request, pk, code, sha256) -> Response:
        """Take it away while the return is being filled in; history goes on naming it."""
        one = self.one()
        told = {"code": code, "file": self.file(one)["file"]}
        version = expected_version(request)
        services.drop_proof(one, by=request.user, version=version, **told)
        return self.as_it_stands()

    def file(self, one: Return) -> dict[str, str]:
        file = proof_of(one, self.kwargs["code"], self.kwargs["sha256"])
        if file is None:
            raise Http404
        return file
