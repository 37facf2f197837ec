"""Who was given what to look at, by whom and when: every time it was, none written over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rechecks.samples import SampledHazard, person
from records.permanence import Permanent, WrittenOnce


class Assignment(Permanent):
    """The last of a row's is the one its `rechecker` stands for."""

    sampled = models.ForeignKey(SampledHazard, models.PROTECT, related_name="assignments")
    rechecker = person(_("re-checker"))
    by = person(_("assigned by"))
    at = models.DateTimeField(_("given at"))

    objects = WrittenOnce.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("re-check assignment")
        verbose_name_plural = _("re-check assignments")

    def __str__(self) -> str:
        return f"{self.sampled_id} → {self.rechecker}"
