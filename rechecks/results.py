"""What somebody saw on site. Written once; a mistake is corrected by another result."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hazards.models import Photo
from rechecks.samples import SampledHazard, person
from records.permanence import Permanent, WrittenOnce


class Result(Permanent):
    """The verdict on one sampled hazard. `reopened` says that it put the hazard back to work."""

    sampled = models.ForeignKey(SampledHazard, models.PROTECT, related_name="results")
    holds = models.BooleanField(_("still holds"))
    note = models.TextField(_("note"), blank=True)
    photos = models.ManyToManyField(Photo, related_name="+", verbose_name=_("photos"))
    by = person(_("by"))
    at = models.DateTimeField(_("at"))
    reopened = models.BooleanField(_("reopened"), default=False)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by", verbose_name=_("corrects")
    )

    objects = WrittenOnce.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("re-check result")
        verbose_name_plural = _("re-check results")
        indexes = [
            models.Index(fields=["sampled"], condition=Q(holds=False), name="failed_rechecks"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sampled"], condition=Q(supersedes=None), name="one_result_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sampled_id} {self.holds}"
