"""Photos as evidence: whose they are, which attempt they speak for, and how many there are."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hazards.permanence import KeepsEverything, Permanent
from hazards.records import Hazard
from hazards.sidelines import Supervision
from workflow import policy
from workflow.needs import NO_EVIDENCE, Evidence
from workflow.states import Stage


class PhotoQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        """Photos of hazards in sight, and one's own uploads not yet bound to any."""
        seen = Hazard.objects.filter(policy.visible_to(user))
        own = Q(hazard=None, uploaded_by=user.pk)
        return self.filter(Q(hazard__in=seen) | own)

    def loose(self, by):
        """Uploaded by this person and not yet evidence of anything."""
        return self.filter(hazard=None, uploaded_by=by)


class Photo(Permanent):
    """One picture. What is served carries no metadata; what the camera said stands in columns
    that only officers and auditors see (handbook, sections 1 and 6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hazard = models.ForeignKey(Hazard, models.PROTECT, null=True, related_name="photos")
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), null=True)
    position = models.PositiveSmallIntegerField(default=0)

    sha256 = models.CharField(max_length=64, db_index=True)
    byte_size = models.PositiveIntegerField()
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    taken_at = models.DateTimeField(_("taken at"), null=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    camera = models.CharField(_("camera"), max_length=80, blank=True)

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["attempt", "stage", "position"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return str(self.pk)

    def file_name(self, size: str) -> str:
        """Where the storage keeps the `display` or the `thumb` picture."""
        return f"photos/{self.pk.hex[:2]}/{self.pk.hex}-{size}.jpg"


def of_each(hazards: Iterable[Hazard]) -> dict[uuid.UUID, Evidence]:
    """The evidence of the current attempt of each hazard, in one query."""
    this = Q(photos__attempt=F("attempts"))

    def count(stage: Stage, among: Q) -> Count:
        return Count("photos", filter=Q(photos__stage=stage) & among)

    listing = Supervision.objects.filter(hazard=OuterRef("pk"), delisted_on=None)
    rows = Hazard.objects.filter(pk__in=[hazard.pk for hazard in hazards]).order_by()
    counted = rows.annotate(
        shown_before=count(Stage.BEFORE, Q()),
        shown_after=count(Stage.AFTER, this),
        shown_on_review=count(Stage.REVIEW, this),
        is_listed=Exists(listing),
    ).values_list("pk", "shown_before", "shown_after", "shown_on_review", "is_listed")
    return {row[0]: Evidence(*row[1:]) for row in counted}


def of(hazard: Hazard) -> Evidence:
    return of_each([hazard]).get(hazard.pk, NO_EVIDENCE)


def with_new(evidence: Evidence, stage: Stage, photos: int) -> Evidence:
    """The evidence as it would stand once `photos` more of `stage` are bound."""
    return evidence._replace(**{stage.value: getattr(evidence, stage.value) + photos})
