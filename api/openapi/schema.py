"""How the OpenAPI document reads a door: `request_body` is the body, `responses` the answers."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from api.hazards.schemas import ConflictOutput, ErrorsOutput

REFUSALS = {
    400: OpenApiResponse(ErrorsOutput, "The request has the wrong shape."),
    401: OpenApiResponse(ErrorsOutput, "Nobody is logged in."),
    404: OpenApiResponse(ErrorsOutput, "There is no such thing, or it is out of sight."),
}
TOO_OFTEN = "Too often, or too many failed log-ins: `Retry-After` says in how many seconds again."
BUSY = "Too much is being asked at once: `Retry-After` says in how many seconds again."
OF_THE_TIME = {
    429: OpenApiResponse(ErrorsOutput, TOO_OFTEN),
    503: OpenApiResponse(ErrorsOutput, BUSY),
}
OF_THE_LAW = {
    403: OpenApiResponse(ErrorsOutput, "Not this person."),
    409: OpenApiResponse(ConflictOutput, "Not from this state."),
    412: OpenApiResponse(ConflictOutput, "The record has moved on since `If-Match`."),
    413: OpenApiResponse(ErrorsOutput, "Too large to be sent at once."),
    415: OpenApiResponse(ErrorsOutput, "Not the content type this call takes."),
    422: OpenApiResponse(ErrorsOutput, "Something is missing; each error names one thing."),
}
KEY = "A word of the client's own; the same request under it again is answered, not repeated."
HEADERS = {
    "Idempotency-Key": KEY,
    "If-Match": "The version last read; 412 when the record has moved on.",
}


class ViewSchema(AutoSchema):
    view: Any

    def get_request_serializer(self):
        return self.view.request_body

    def get_operation_id(self) -> str:
        """A name that programs can use as one: no dot of a file's ending."""
        return super().get_operation_id().replace(".", "_")

    def get_response_serializers(self):
        answers = self.view.responses[self.method]
        return {
            **answers,
            **REFUSALS,
            **OF_THE_TIME,
            **({} if self.method == "GET" else OF_THE_LAW),
        }

    def get_filter_backends(self):
        has_filters = getattr(self.view, "filterset_class", None)
        return super().get_filter_backends() if has_filters else []

    def get_override_parameters(self):
        headers = () if self.method == "GET" else self.view.headers_taken
        named = [
            OpenApiParameter(name, str, OpenApiParameter.HEADER, description=HEADERS[name])
            for name in headers
        ]
        return [*named, *(self.view.parameters if self.method == "GET" else ())]

    def get_tags(self):
        return [self.view.tag]


def file_of(content_type: str) -> dict:
    """What `responses` says of a call that answers with a file."""
    return {(200, content_type): OpenApiTypes.BINARY}


JPEG = file_of("image/jpeg")
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = OFFICE + "wordprocessingml.document"
XLSX = OFFICE + "spreadsheetml.sheet"
ZIP = "application/zip"
PDF = "application/pdf"
CSV = "text/csv"
