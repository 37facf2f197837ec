"""Workbooks of the district on their way in: what was read of them, and what became of it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from district.reading.files import Table


class WorkbookQuerySet(models.QuerySet["Workbook"]):
    def visible_to(self, user) -> "WorkbookQuerySet":
        """One's own; those of others are not there."""
        return self.filter(owner=user.pk)


class Workbook(models.Model):
    """One uploaded file. `tables` are the rows of its sheets (`reading.files.Table`), `passed` the
    names of sheets that are neither; `counts` is what was loaded, by kind of change; `refusal`
    why the loading ended without it. Its rows hold phones, so they are forgotten soon."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    tables = models.JSONField(default=list)
    passed = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    refusal = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    loaded_at = models.DateTimeField(null=True)

    objects = WorkbookQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    def read(self) -> list[Table]:
        return [Table.from_json(told) for told in self.tables]

    def totals(self) -> dict[str, Any]:
        """How many rows of each kind were read."""
        found: dict[str, int] = {}
        for told in self.tables:
            found[told["kind"]] = found.get(told["kind"], 0) + len(told["rows"])
        return found
