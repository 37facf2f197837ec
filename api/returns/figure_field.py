"""A figure of a return, for the schema."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

FIGURE = {
    "oneOf": [{"type": "integer"}, {"type": "string"}],
    "nullable": True,
    "description": "A whole number; an amount, a rate or a text as a string; `yes` or `no`.",
}


@extend_schema_field(FIGURE)
class FigureField(serializers.Field):
    def to_representation(self, value: Any) -> Any:
        return value
