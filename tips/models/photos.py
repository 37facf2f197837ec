"""Pictures that came with a tip: what is kept carries no metadata, and says nothing of a camera."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tips import policy
from tips.models.tips import Tip
from tips.states import TipState


class TipPhotoQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of tips in sight."""
        return self.filter(tip__in=Tip.objects.filter(policy.tips_visible_to(user)))

    def kept(self):
        return self.filter(deleted_on=None)

    def of_nobody_yet(self):
        """Of what nobody has taken up: these are what a flood is made of."""
        undecided = (TipState.RECEIVED, TipState.SET_ASIDE)
        return self.kept().filter(Q(tip=None) | Q(tip__state__in=undecided))


class TipPhoto(models.Model):
    """One picture. It comes with a form (`form_id`) and is the tip's once that is received."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_id = models.UUIDField(editable=False, db_index=True)
    tip = models.ForeignKey(Tip, models.PROTECT, null=True, related_name="photos")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    sha256 = models.CharField(_("digest of the photo"), max_length=64)
    display_sha256 = models.CharField(_("digest of the picture"), max_length=64)
    thumb_sha256 = models.CharField(_("digest of the small picture"), max_length=64)
    stored_bytes = models.PositiveIntegerField(_("bytes kept"))
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(_("uploaded at"))
    deleted_on = models.DateField(_("deleted on"), null=True)

    objects = TipPhotoQuerySet.as_manager()

    class Meta:
        ordering = ["tip", "position", "uploaded_at"]
        verbose_name = _("photo of a tip")
        verbose_name_plural = _("photos of tips")

    def __str__(self) -> str:
        return str(self.pk)

    SIZES = ("display", "thumb")

    def file_name(self, size: str) -> str:
        return f"tips/{self.pk.hex[:2]}/{self.pk.hex}-{size}.jpg"

    @property
    def told(self) -> dict[str, str]:
        """As a line of history names it."""
        served = {size: getattr(self, f"{size}_sha256") for size in self.SIZES}
        return {"id": str(self.pk), "sha256": self.sha256, **served}
