"""What the calls about imports are told and answer: bodies, shapes, and how they are filled."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import VOLUNTARY, Known, Words
from api.hazards.inputs import InputSerializer, categories
from api.hazards.schemas import OutputSerializer
from imports.loading import Outcome
from imports.models import Import
from imports.reading.left_out import KINDS, Left
from imports.reading.workbook import MOST_ROWS
from imports.rows.faults import Fault
from imports.rows.fields import FIELDS
from imports.rows.units import reported_for_by
from organizations.models import Unit


def units(user):
    """Those somebody may report hazards of."""
    return Unit.objects.filter(pk__in=[unit.pk for unit in reported_for_by(user)])


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class Columns(serializers.Field):
    """The head of a column for each field; a form sends it as JSON in a text."""

    default_error_messages = {
        "not_a_mapping": _("An object is expected here, with the head of a column for each field.")
    }

    def to_internal_value(self, data) -> dict[str, str]:
        try:
            told = json.loads(data) if isinstance(data, str) else data
        except (ValueError, RecursionError):
            self.fail("not_a_mapping")
        is_mapping = isinstance(told, dict) and all(isinstance(v, str) for v in told.values())
        return told if is_mapping else self.fail("not_a_mapping")


class Matching(InputSerializer):
    mapping = Columns(**VOLUNTARY)
    unit = Known(units, **VOLUNTARY)
    category = Known(categories, **VOLUNTARY)


class Upload(Matching):
    """`unit` and `category` stand in where a row names none."""

    file = serializers.FileField(allow_empty_file=True, max_length=None)

    def to_internal_value(self, data):
        """A part called after its kind, `xlsx`, is the file as well."""
        named = "xlsx" in data and "file" not in data
        return super().to_internal_value({**data.dict(), "file": data["xlsx"]} if named else data)


class Commit(InputSerializer):
    """Without `rows` (their numbers in Excel) and `sheets` (their names) all good ones. Rows are of
    one sheet: where several were read, name it. `leave_settled` leaves out those the old ledger
    calls done."""

    rows = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2 * MOST_ROWS),
        max_length=MOST_ROWS,
        **VOLUNTARY,
    )
    sheets = serializers.ListField(
        child=Words(max_length=120, allow_blank=True), allow_empty=False, **VOLUNTARY
    )
    leave_settled = serializers.BooleanField(**VOLUNTARY)


class FaultOutput(OutputSerializer):
    """`row` as Excel numbers it, in `sheet`; `column` is its head, empty where it is about the row
    itself."""

    sheet = serializers.CharField()
    row = serializers.IntegerField()
    column = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class FieldOutput(OutputSerializer):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class LeftOutput(OutputSerializer):
    """What is no row: how many rows of the sheet, the first of them by the numbers Excel gives
    them, and how the first one begins."""

    kind = serializers.ChoiceField(KINDS)
    detail = serializers.CharField()
    count = serializers.IntegerField()
    rows = serializers.ListField(child=serializers.IntegerField())
    says = serializers.CharField()


class PassedOutput(LeftOutput):
    """A sheet in which there is no table of hazards."""

    sheet = serializers.CharField()


class TableOutput(OutputSerializer):
    """One sheet that was read, with its rows by what they are, and what of it is left out."""

    name = serializers.CharField()
    head_row = serializers.IntegerField()
    rows = serializers.IntegerField()
    good = serializers.IntegerField()
    faulty = serializers.IntegerField()
    already_here = serializers.IntegerField()
    loaded = serializers.IntegerField()
    left_out = LeftOutput(many=True)


class ImportOutput(OutputSerializer):
    """Every sheet with a table is read; `left_out` and that of each sheet name all the rest.
    `columns` are the heads of all sheets, `sheet` and `head_row` are of the first. `rows` is how
    many there are; of them `good` could be loaded now, `loaded` were. Rows that
    are in the ledger already stand among the `faults` as well."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    sheet = serializers.CharField()
    head_row = serializers.IntegerField()
    sheets = TableOutput(many=True)
    left_out = PassedOutput(many=True)
    columns = serializers.ListField(child=serializers.CharField())
    mapping = serializers.DictField(child=serializers.CharField())
    known_fields = FieldOutput(many=True)
    rows = serializers.IntegerField()
    good = serializers.IntegerField()
    faulty = serializers.IntegerField()
    already_here = serializers.IntegerField()
    loaded = serializers.IntegerField()
    faults = FaultOutput(many=True)
    job = serializers.UUIDField(allow_null=True)


class CommittedOutput(OutputSerializer):
    """How many rows were loaded now, were in the ledger already, or were refused after all."""

    id = serializers.UUIDField()
    loaded = serializers.IntegerField()
    already_here = serializers.IntegerField()
    refused = serializers.IntegerField()


def shown(one: Import, job) -> dict[str, Any]:
    counts = one.counts()
    return {
        "id": str(one.pk),
        "file_name": one.file_name,
        "sheet": one.sheet,
        "head_row": one.head_row,
        "sheets": [table(told) for told in one.tables()],
        "left_out": [{"sheet": each.sheet, **left_out(each)} for each in one.without_table],
        "columns": one.columns,
        "mapping": one.mapping,
        "known_fields": [{"code": f.code, "label": str(f.label)} for f in FIELDS],
        "rows": sum(counts.values()),
        **counts,
        "faults": [told_of(fault) for fault in one.faults()],
        "job": str(job.pk) if job else None,
    }


def table(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": told["name"],
        "head_row": told["head_row"],
        "rows": sum(told["counts"].values()),
        **told["counts"],
        "left_out": [left_out(each) for each in told["left"]],
    }


def left_out(left: Left) -> dict[str, Any]:
    return {name: getattr(left, name) for name in ("kind", "detail", "count", "rows", "says")}


def told_of(fault: Fault) -> dict[str, Any]:
    return {
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "code": fault.code,
        "detail": fault.detail,
    }


def outcome(one: Import, came: Outcome) -> dict[str, Any]:
    return {"id": str(one.pk), **came._asdict()}
