"""Every column of a hazard and of what stands beside it is compared, or says why it is not."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import models, transaction
from django.utils import translation

from hazards.models import Hazard
from hazards.reading import BESIDE
from hazards.verification.columns import NOT_COMPARED
from tests.hazards.proofs.forging import eventful, found_in, set_columns

HELD = {Hazard._meta.get_field(link).related_model: link for link in (*BESIDE, "photos")}
UNITS = ("from_unit", "to_unit")  # which differ, the database says


def another(field: Any, row: models.Model) -> Any:
    """A value the column does not have."""
    value = getattr(row, field.attname)
    if field.related_model:
        return another_record(field, row)
    if field.choices:
        return next(choice for choice, _ in field.choices if choice != value)
    if value is None:
        return absent(field)
    if isinstance(value, date):  # a moment is one as well
        return value + timedelta(days=1)
    return f"x{value[1:]}" if isinstance(value, str) else another_number(value)


def another_record(field: Any, row: models.Model) -> Any:
    names = UNITS if field.name in UNITS else (field.name,)
    rows = field.related_model._base_manager.order_by("pk")
    return rows.exclude(pk__in=[pk for name in names if (pk := getattr(row, f"{name}_id"))]).first()


def another_number(value: Any) -> Any:
    return not value if isinstance(value, bool) else value + 1


def absent(field: Any) -> Any:
    moment = datetime(2021, 6, 1, 12).astimezone()
    kinds = {models.DateTimeField: moment, models.DateField: moment.date()}
    return kinds.get(type(field), 1)


def test_each_column_that_is_not_compared_is_there_and_has_a_reason():
    assert NOT_COMPARED.keys() == {Hazard, *HELD}
    for model, reasons in NOT_COMPARED.items():
        assert reasons.keys() <= {field.name for field in model._meta.concrete_fields}, model
        assert all(reasons.values()), model


@pytest.mark.parametrize("model", [Hazard, *HELD], ids=lambda model: model.__name__)
def test_a_change_of_any_other_column_is_found(cast, model):
    cast.reported()  # another hazard, for what can name one
    hazard = Hazard.objects.get(pk=eventful(cast).pk)
    row = hazard if model is Hazard else getattr(hazard, HELD[model]).first()
    for field in model._meta.concrete_fields:
        if field.name in NOT_COMPARED[model]:
            continue
        with transaction.atomic():
            set_columns(row, **{field.name: another(field, row)})
            found = found_in(hazard)
            transaction.set_rollback(True)
        # What was given to another hazard is missed as a whole.
        with translation.override("en"):
            named = "its history" if field.name == "hazard" else f"“{field.verbose_name}” is "
        assert named in found, field.name
    assert found_in(hazard) == ""
