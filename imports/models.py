"""Files of old ledgers on their way in: the file, its rows, and how its columns were matched."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hazards.models import Category
from imports.reading.left_out import Left
from imports.rows.faults import Fault
from imports.rows.fields import Field, lacking
from organizations.models import Unit


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user) -> "ImportQuerySet":
        """One's own; those of others are not there."""
        return self.filter(owner=user.pk)


class Import(models.Model):
    """One uploaded file. `mapping` names the column of each field; `unit` and `category` stand in
    where a row names none. `sheets` are the tables read, each with its `name`, `head_row` (as Excel
    numbers it) and what is `left` out of it; `columns` are the heads of all of them, `sheet` and
    `head_row` those of the first. `passed` are the sheets that hold no table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=120, blank=True)
    head_row = models.PositiveIntegerField()
    columns = models.JSONField()
    sheets = models.JSONField(default=list)
    passed = models.JSONField(default=list)
    mapping = models.JSONField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def lacking(self) -> list[Field]:
        """What every row needs and no column gives."""
        stand_ins = {"has_unit": bool(self.unit_id), "has_category": bool(self.category_id)}
        return lacking(self.mapping, **stand_ins)

    def faults(self) -> list[Fault]:
        """Everything that is wrong, row by row; first what is wrong with the file as a whole."""
        whole = [
            Fault(self.head_row, "", "missing_column", {"field": str(field.label)})
            for field in self.lacking
        ]
        names = self.sheet_names
        rows = self.rows.exclude(faults=[]).values_list("sheet", "number", "faults")
        return whole + [
            Fault(number, column, code, told, names[sheet])
            for sheet, number, faults in rows
            for column, code, told in faults
        ]

    @property
    def sheet_names(self) -> list[str]:
        """By the place a row gives; of a file of before there was but one."""
        return [sheet["name"] for sheet in self.sheets] or [self.sheet]

    @property
    def has_sheets(self) -> bool:
        """Are rows of more than one sheet in it, so that a number alone names no row?"""
        return len(self.sheets) > 1

    def tables(self) -> list[dict[str, Any]]:
        """The tables as they are told: each with its rows by their phase, and what is left out."""
        found = self.rows.order_by().values_list("sheet", "phase").annotate(n=models.Count("pk"))
        counted = {(sheet, phase): n for sheet, phase, n in found}
        known = self.sheets or [{"name": self.sheet, "head_row": self.head_row, "left": []}]
        return [
            {
                **told,
                "place": place,
                "left": [Left(**one) for one in told["left"]],
                "counts": {phase: counted.get((place, phase), 0) for phase in Row.Phase.values},
            }
            for place, told in enumerate(known)
        ]

    @property
    def without_table(self) -> list[Left]:
        return [Left(**one) for one in self.passed]

    def counts(self) -> dict[str, int]:
        """How many rows are in each phase."""
        found = self.rows.order_by().values_list("phase").annotate(n=models.Count("pk"))
        return {**dict.fromkeys(Row.Phase.values, 0), **dict(found)}


class Row(models.Model):
    """One row of the file, its cells as words under the columns of the file; `sheet` is the place
    of its sheet among those read, `number` the one Excel gives it there. `hazard` is the key its
    hazard has, or will have."""

    class Phase(models.TextChoices):
        GOOD = "good", pgettext_lazy("row", "Can be loaded")
        FAULTY = "faulty", pgettext_lazy("row", "Faulty")
        HERE = "already_here", pgettext_lazy("row", "In the ledger already")
        LOADED = "loaded", pgettext_lazy("row", "Loaded")

    file = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    sheet = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    phase = models.CharField(max_length=12, choices=Phase.choices)
    faults = models.JSONField(default=list)  # [column, code, what fills its sentence] each
    is_settled = models.BooleanField(default=False)  # says the old ledger
    hazard = models.UUIDField(null=True)

    class Meta:
        ordering = ["sheet", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "sheet", "number"], name="one_row_of_a_number_in_a_sheet"
            ),
        ]
        indexes = [models.Index(fields=["file", "phase", "sheet", "number"], name="row_in_order")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"

    @property
    def told(self) -> list[Fault]:
        return [Fault(self.number, *fault) for fault in self.faults]


class RememberedMapping(models.Model):
    """How somebody matched columns with these heads the last time."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    heads = models.CharField(max_length=64)  # a digest of the heads, in whatever order they stand
    mapping = models.JSONField()
    used_at = models.DateTimeField(_("used at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "heads"], name="one_mapping_of_these_heads"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.heads[:8]}"
