"""Photos as evidence: whose they are, which attempt they speak for, and how many there are."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from hazards.models.hazard import Hazard
from hazards.photos import elsewhere
from records.permanence import KeepsEverything, Permanent
from workflow import policy
from workflow.needs import Evidence
from workflow.states import Stage


class PhotoQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        """Photos of hazards in sight, and one's own uploads not yet bound to any."""
        seen = Hazard.objects.filter(policy.visible_to(user))
        own = Q(hazard=None, uploaded_by=user.pk)
        return self.filter(Q(hazard__in=seen) | own)

    def loose(self, by):
        """Uploaded by this person, not yet evidence of anything, and in no other record either."""
        return self.filter(hazard=None, uploaded_by=by).exclude(elsewhere.is_bound())


class Photo(Permanent):
    """One picture. What is served carries no metadata; what the camera said stands in columns
    that only officers and auditors see (handbook, sections 1 and 6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hazard = models.ForeignKey(Hazard, models.PROTECT, null=True, related_name="photos")
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), null=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    sha256 = models.CharField(_("digest of the photo"), max_length=64, db_index=True)
    # Of the files that are served; null in what an earlier version stored (`digest_photos`).
    display_sha256 = models.CharField(  # noqa: DJ001
        _("digest of the picture"), max_length=64, null=True
    )
    thumb_sha256 = models.CharField(  # noqa: DJ001
        _("digest of the small picture"), max_length=64, null=True
    )
    byte_size = models.PositiveIntegerField()
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    taken_at = models.DateTimeField(_("taken at"), null=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    camera = models.CharField(_("camera"), max_length=80, blank=True)

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField()

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["attempt", "stage", "position"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return str(self.pk)

    # The pictures the storage keeps of it.
    SIZES = ("display", "thumb")

    def file_name(self, size: str) -> str:
        """Where the storage keeps the `display` or the `thumb` picture."""
        return f"photos/{self.pk.hex[:2]}/{self.pk.hex}-{size}.jpg"

    @property
    def told(self) -> dict[str, str]:
        """As a line of history names it: its key, the digest of the bytes sent, and those of the
        files that are served, where they are known."""
        served = {size: getattr(self, f"{size}_sha256") for size in self.SIZES}
        known = {size: digest for size, digest in served.items() if digest}
        return {"id": str(self.pk), "sha256": self.sha256, **known}


def of(hazard: Hazard) -> Evidence:
    """The evidence of the current attempt; photos already loaded are not asked for again."""
    photos = list(hazard.photos.all())
    now = [photo for photo in photos if photo.attempt == hazard.attempts]
    return Evidence(
        before=pictures(photo for photo in photos if photo.stage == Stage.BEFORE),
        after=pictures(photo for photo in now if photo.stage == Stage.AFTER),
        review=pictures(photo for photo in now if photo.stage == Stage.REVIEW),
        is_listed=hazard.listing is not None,
    )


def of_each(hazards: Iterable[Hazard]) -> dict[uuid.UUID, Evidence]:
    """The evidence of several hazards, in two queries however many they are."""
    rows = list(hazards)
    prefetch_related_objects(rows, "photos", "supervisions")
    return {hazard.pk: of(hazard) for hazard in rows}


def with_new(evidence: Evidence, stage: Stage, photos: Iterable[Photo]) -> Evidence:
    """The evidence as it would stand once these of `stage` are bound: a stage is shown once an
    attempt, so none of them is bound already."""
    return evidence._replace(**{stage.value: getattr(evidence, stage.value) + pictures(photos)})


def pictures(photos: Iterable[Photo]) -> int:
    """How many pictures they are: the same bytes sent twice are one. The same scene stored anew is
    another, for nothing here looks at what a picture shows."""
    return len({photo.sha256 for photo in photos})


def same_pictures(photos: Iterable[Photo]) -> list[list[Photo]]:
    """Those of `photos` that are one and the same picture, together, in the order they are in."""
    by_digest: dict[str, list[Photo]] = {}
    for photo in photos:
        by_digest.setdefault(photo.sha256, []).append(photo)
    return [same for same in by_digest.values() if len(same) > 1]
