"""Pages that are found again by the place of their last row.

A cursor names a value and a key, so rows that share the value are never lost or seen twice,
whatever is added in between. It is signed: nobody makes one up.
"""

from datetime import date
from typing import Any, NamedTuple

from django.core import signing
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

MOST = 100
NO_DAY = Value(date.max)  # a row without a day stands after all that have one


class Place(NamedTuple):
    """Where a page begins: after this row of this order, or before it."""

    order: str
    value: str
    pk: str
    is_backwards: bool


class Pages(BasePagination):
    """A view names its `ordering`, and may offer `orderings` and another `page_size`."""

    def paginate_queryset(self, queryset, request, view=None):
        self.url = request.build_absolute_uri()
        self.order = _order(request.query_params.get("ordering"), view)
        self.place = _place(request.query_params.get("cursor"), self.order)
        size = size_of(request.query_params.get("page_size"), view.page_size)
        rows = list(self._from_here(queryset)[: size + 1])
        self.has_more, rows = len(rows) > size, rows[:size]
        self.rows = rows[::-1] if self._is_backwards else rows
        return self.rows

    def get_paginated_response(self, data):
        return Response({"next": self._next(), "previous": self._previous(), "results": data})

    def get_paginated_response_schema(self, schema):
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view):
        size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": view.page_size}
        orders = [sign + name for name in view.orderings for sign in ("", "-")]
        offered = [_parameter("cursor", {"type": "string"}), _parameter("page_size", size)]
        if orders:
            offered.append(_parameter("ordering", {"type": "string", "enum": orders}))
        return offered

    @property
    def _is_backwards(self) -> bool:
        return self.place is not None and self.place.is_backwards

    def _from_here(self, queryset: QuerySet) -> QuerySet:
        queryset, key = _key(queryset, self.order.lstrip("-"))
        falls = self.order.startswith("-") != self._is_backwards
        sign, further = ("-", "lt") if falls else ("", "gt")
        if self.place:
            value, pk = self.place.value, self.place.pk
            beyond = Q(**{f"{key}__{further}": value}) | Q(**{f"pk__{further}": pk})
            # The first condition alone lets an index find the place.
            queryset = queryset.filter(Q(**{f"{key}__{further}e": value}) & beyond)
        return queryset.order_by(sign + key, f"{sign}pk")

    def _next(self) -> str | None:
        follows = self.has_more or self._is_backwards
        return self._link(self.rows[-1], False) if self.rows and follows else None

    def _previous(self) -> str | None:
        precedes = self.has_more if self._is_backwards else self.place is not None
        return self._link(self.rows[0], True) if self.rows and precedes else None

    def _link(self, row: Any, is_backwards: bool) -> str:
        name = self.order.lstrip("-")
        value = getattr(row, name)
        shown = str(date.max if value is None else value)
        place = Place(self.order, shown, str(row.pk), is_backwards)
        return replace_query_param(self.url, "cursor", signing.dumps(place, salt="page"))


class Newest(Pages):
    """The newest hundred in the shape of a page, and no further one: for rows whose keys are
    secrets, which a cursor would tell. The view's queryset has its own order."""

    def paginate_queryset(self, queryset, request, view=None):
        self.rows = list(queryset[:MOST])
        return self.rows

    def get_paginated_response(self, data):
        return Response({"next": None, "previous": None, "results": data})

    def get_schema_operation_parameters(self, view):
        return []


def _key(queryset: QuerySet, name: str) -> tuple[QuerySet, str]:
    if not queryset.model._meta.get_field(name).null:
        return queryset, name
    return queryset.annotate(page_key=Coalesce(name, NO_DAY)), "page_key"


def _order(asked: str | None, view) -> str:
    if asked is None or not view.orderings:
        return view.ordering
    if asked.removeprefix("-") not in view.orderings:
        raise _wrong("ordering", _("This list cannot be sorted by that."))
    return asked


def size_of(asked: str | None, default: int) -> int:
    if asked is None:
        return default
    if not (asked.isascii() and asked.isdigit() and asked.strip("0")):
        raise _wrong("page_size", _("A page size is a whole number from 1."))
    return min(int(asked[:9]), MOST)


def _place(asked: str | None, order: str) -> Place | None:
    if asked is None:
        return None
    try:
        place = Place(*signing.loads(asked, salt="page"))
    except signing.BadSignature:
        place = None
    if place is None or place.order != order:
        raise _wrong("cursor", _("This cursor does not belong to this list."))
    return place


def _wrong(attr: str, detail: str) -> ValidationError:
    return ValidationError({attr: [detail]})


def _parameter(name: str, schema: dict) -> dict:
    return {"name": name, "in": "query", "required": False, "schema": schema}
