"""Every other address: not there, said in the API's own shape."""

from django.http import Http404
from rest_framework.response import Response

from api.views import ApiView


class NowhereView(ApiView):
    def initial(self, request, *args, **kwargs) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404

    def get(self, request) -> Response:
        return Response(status=404)
