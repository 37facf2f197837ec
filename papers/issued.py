"""Notices that went out: each with its number, kept as it was printed."""

import hashlib
import json
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import NegatedExpression
from django.utils.translation import gettext_lazy as _

from hazards.models import Hazard
from inspections.models import Round
from organizations import scope
from organizations.models import Unit
from papers.document import Document, from_json
from records.permanence import Permanent, WrittenOnce


class Kind(models.TextChoices):
    RECTIFICATION = "rectification", _("Rectification notice")
    REVIEW = "review", _("Review opinion")
    SUPERVISION = "supervision", _("Supervision notice")
    PUBLIC = "public", _("Public notice")
    INSPECTION = "inspection", _("Inspection record")


class IssuedQuerySet(WrittenOnce):
    def visible_to(self, user):
        """Issued by or addressed to a unit the person's roles reach."""
        reached = scope.units_reached_by(user)
        return self.filter(Q(unit__in=reached) | Q(addressee__in=reached))

    def asked_for(self, **asks):
        """By kind, issuing unit (`unit`), year of the number or hazard; an `addressee` is the unit
        and all below it."""
        found = self
        if "addressee" in asks:
            found = found.filter(addressee__in=Unit.objects.below(asks.pop("addressee")))
        if "hazard" in asks:
            found = found.filter(hazards=asks.pop("hazard"))
        return found.filter(**asks)

    def issuers(self):
        """The units that issued them."""
        return Unit.objects.filter(pk__in=self.order_by().values("unit"))

    def printable_by(self, user):
        """The ones a print of which shows nothing the person does not see."""
        return self.filter(shows_only_what_is_seen_by(user))

    def with_prints_for(self, user):
        """Each says whether the person may print it again (`is_printable`); the document itself,
        many times as long as all the rest, is left where it is."""
        return self.annotate(is_printable=shows_only_what_is_seen_by(user)).defer("document")

    def for_list(self):
        """With the units, the person and the numbers of the hazards of each row."""
        numbered = Hazard.objects.order_by("number").only("number", "state")
        known = self.select_related("unit", "addressee", "issued_by")
        return known.prefetch_related(models.Prefetch("hazards", numbered))


def shows_only_what_is_seen_by(user) -> NegatedExpression:
    """As a condition on a notice. It is printed with photos and names: as when it was issued, only
    for somebody who sees every hazard it is about. A hazard may have gone to another unit since."""
    seen = Hazard.objects.visible_to(user).filter(pk=OuterRef("hazard"))
    about = IssuedPaper.hazards.through.objects.filter(issuedpaper=OuterRef("pk"))
    return ~Exists(about.exclude(Exists(seen)))


def hazards_in_sight(papers: Iterable["IssuedPaper"], user) -> set[uuid.UUID]:
    """Of the hazards of some papers, read along, the keys of those `user` sees. The others are
    named to nobody: where a hazard went after the paper about it is not the addressee's to know."""
    keys = {hazard.pk for paper in papers for hazard in paper.hazards.all()}
    seen = Hazard.objects.visible_to(user).filter(pk__in=keys)
    return set(seen.values_list("pk", flat=True))


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
    round = models.ForeignKey(  # of a record alone
        Round, models.PROTECT, null=True, related_name="+", verbose_name=_("round")
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued at"))
    says = models.CharField(max_length=64)
    document = models.TextField()
    digest = models.CharField(max_length=64)

    objects = IssuedQuerySet.as_manager()

    class Meta:
        db_table = "reports_issuedpaper"  # papers and returns were one room once
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year", "running"], name="one_paper_a_number"
            ),
            models.UniqueConstraint(fields=["unit", "kind", "says"], name="said_once"),
        ]
        indexes = [models.Index(fields=["-issued_at", "-id"], name="papers_newest_first")]

    def __str__(self) -> str:
        return self.number

    def save(self, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("An issued paper is written once.")
        super().save(**kwargs)

    @property
    def paper(self) -> Document:
        return from_json(json.loads(self.document))

    @property
    def only_hazard(self) -> Hazard | None:
        """Where it is about one: its QR code leads there."""
        about = list(self.hazards.all()[:2])
        return about[0] if len(about) == 1 else None

    @property
    def is_as_issued(self) -> bool:
        """Does what is kept still have the digest it was given when it went out?"""
        return digest_of(self.document) == self.digest


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class PaperSeries(models.Model):
    """The last number a unit gave to a kind of notice in a year; its lock queues issuers."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "reports_paperseries"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year"], name="one_series_a_unit_kind_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.unit_id} {self.kind} {self.last}"
