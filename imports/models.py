"""Files of old ledgers on their way in: the file, its rows, and how its columns were matched."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hazards.models import Category
from imports.faults import Fault
from imports.fields import Field, lacking
from organizations.models import Unit


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user) -> "ImportQuerySet":
        """One's own; those of others are not there."""
        return self.filter(owner=user.pk)


class Import(models.Model):
    """One uploaded file. `mapping` names the column of each field; `unit` and `category` stand in
    where a row names none. `head_row` is the row of the heads as Excel numbers it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=120, blank=True)
    head_row = models.PositiveIntegerField()
    columns = models.JSONField()
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
        rows = self.rows.exclude(faults=[]).values_list("number", "faults")
        return whole + [Fault(number, *fault) for number, faults in rows for fault in faults]

    def counts(self) -> dict[str, int]:
        """How many rows are in each phase."""
        found = self.rows.order_by().values_list("phase").annotate(n=models.Count("pk"))
        return {**dict.fromkeys(Row.Phase.values, 0), **dict(found)}


class Row(models.Model):
    """One row of the file, its cells as words. `hazard` is the key its hazard has, or will have."""

    class Phase(models.TextChoices):
        GOOD = "good", pgettext_lazy("row", "Can be loaded")
        FAULTY = "faulty", pgettext_lazy("row", "Faulty")
        HERE = "already_here", pgettext_lazy("row", "In the ledger already")
        LOADED = "loaded", pgettext_lazy("row", "Loaded")

    file = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    phase = models.CharField(max_length=12, choices=Phase.choices)
    faults = models.JSONField(default=list)  # [column, code, what fills its sentence] each
    is_settled = models.BooleanField(default=False)  # says the old ledger
    hazard = models.UUIDField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="one_row_of_a_number"),
        ]
        indexes = [models.Index(fields=["file", "phase", "number"], name="row_phase")]

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
