"""What every call has in common: who is asking, in which shape, and what is in sight."""

from typing import Any, ClassVar, NoReturn

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from accounts.models import Scope
from api.errors import refused
from api.hazards.inputs import InputSerializer
from api.openapi.schema import ViewSchema
from api.pagination import MOST, Pages
from api.parsing import Json
from api.tokens import Tokens, refuse_beyond_scope
from hazards.models import Hazard


def refuse_before_new_password(user: Any) -> None:
    """Raises a 403 while somebody else knows the password of `user`."""
    if getattr(user, "must_change_password", False):
        sentence = _("Somebody else set your password. Log in on the page and choose your own.")
        raise refused(403, "password_change_required", sentence)


class ApiView(GenericAPIView):
    """`request_body` is what it takes, `responses` what each method answers: for the schema.

    `writes_need` is the narrowest scope of a token that may do anything but read here.
    """

    authentication_classes = [Tokens, SessionAuthentication]
    parser_classes = [Json]
    metadata_class = None
    pagination_class: Any = None
    filter_backends: Any = ()
    schema = ViewSchema()
    writes_need = Scope.FULL

    request_body: Any = None
    responses: ClassVar[dict] = {}
    headers_taken: tuple[str, ...] = ()
    parameters: ClassVar[list] = []
    tag = "hazards"

    def initial(self, request, *args, **kwargs) -> None:
        # Whatever charset the header claims: no codec of the client's choosing is run.
        request._request.encoding = "utf-8"
        super().initial(request, *args, **kwargs)
        refuse_beyond_scope(request, self.writes_need)
        refuse_before_new_password(request.user)
        if request.content_type == "application/json":
            request.body  # noqa: B018  read here, where Django limits its size

    def permission_denied(self, request, message=None, code=None) -> NoReturn:
        """A session that has still to show its second factor is a stranger's, and is told why."""
        if getattr(request._request, "waiting_person", None) and not request.auth:
            sentence = _("Show your second factor on the page first.")
            raise AuthenticationFailed(sentence, "second_factor_required")
        super().permission_denied(request, message, code)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def validated_body(self, body: type[InputSerializer]) -> dict[str, Any]:
        """What the caller has said, checked for its shape."""
        return self._checked(body, self.request.data)

    def validated_query(self, body: type[InputSerializer]) -> dict[str, Any]:
        """The same for what stands in the address, where an empty value says nothing."""
        said = {name: value for name, value in self.request.query_params.items() if value}
        return self._checked(body, said)

    def _checked(self, body: type[InputSerializer], data: Any) -> dict[str, Any]:
        form = body(data=data, context={"request": self.request})
        form.is_valid(raise_exception=True)
        return form.given

    def hazard(self) -> Hazard:
        """The hazard of the address. Out of sight is not there."""
        seen = Hazard.objects.visible_to(self.request.user).for_list()
        return get_object_or_404(seen, pk=self.kwargs["pk"])


class ListView(ApiView):
    """Pages of rows, each as `shape` or `shown` says."""

    pagination_class = Pages
    page_size = MOST
    ordering = "code"
    orderings: tuple[str, ...] = ()

    def get(self, request, *args, **kwargs) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response([self.shown(row) for row in page])

    def shown(self, row) -> dict[str, Any]:
        (shape,) = (answer.child for answer in self.responses["GET"].values())
        return shape.to_representation(row)
