"""Rows that are never deleted, and rows that are never even changed."""

from django.db import models


class KeepsEverything:
    """Mixed into a queryset: nothing it finds can be deleted."""

    def delete(self):
        raise TypeError("Nothing in the ledger is deleted.")

    delete.queryset_only = True  # type: ignore[attr-defined]


class Undeletable(KeepsEverything, models.QuerySet):
    """Records that stay."""


class WrittenOnce(KeepsEverything, models.QuerySet):
    """Records that stay as they were written."""

    def update(self, **kwargs):
        raise TypeError("History is written once.")

    def bulk_update(self, objs, fields, batch_size=None):
        raise TypeError("History is written once.")


class Permanent(models.Model):
    """A record that stays."""

    class Meta:
        abstract = True

    def delete(self, *args, **kwargs):
        raise TypeError("Nothing in the ledger is deleted.")
