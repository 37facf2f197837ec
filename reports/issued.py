"""Notices that went out: each with its number, kept as it was printed."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hazards.models import Hazard
from hazards.permanence import Permanent, WrittenOnce
from organizations import scope
from organizations.models import Unit
from reports.papers.document import Document, from_json


class Kind(models.TextChoices):
    RECTIFICATION = "rectification", _("Rectification notice")
    REVIEW = "review", _("Review opinion")
    SUPERVISION = "supervision", _("Supervision notice")
    PUBLIC = "public", _("Public notice")


class IssuedQuerySet(WrittenOnce):
    def visible_to(self, user):
        """Issued by or addressed to a unit the person's roles reach."""
        reached = scope.units_reached_by(user)
        return self.filter(Q(unit__in=reached) | Q(addressee__in=reached))


class IssuedPaper(Permanent):
    """`says` is the digest of what the notice says apart from its number and day: the same said
    again by the same unit is the same notice. `document` is the whole of it as JSON and `digest`
    its SHA-256. A database trigger refuses changes."""

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("issuing unit"))
    addressee = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("addressee")
    )
    year = models.PositiveSmallIntegerField()
    running = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=100)
    hazards = models.ManyToManyField(Hazard, related_name="issued_papers")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued at"))
    says = models.CharField(max_length=64)
    document = models.TextField()
    digest = models.CharField(max_length=64)

    objects = IssuedQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year", "running"], name="one_paper_a_number"
            ),
            models.UniqueConstraint(fields=["unit", "kind", "says"], name="said_once"),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("An issued paper is written once.")
        super().save(**kwargs)

    @property
    def paper(self) -> Document:
        return from_json(json.loads(self.document))


class PaperSeries(models.Model):
    """The last number a unit gave to a kind of notice in a year; its lock queues issuers."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year"], name="one_series_a_unit_kind_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.unit_id} {self.kind} {self.last}"
