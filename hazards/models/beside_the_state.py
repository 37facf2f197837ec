"""What stands beside a hazard's state: extensions, interim controls, supervision listings."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hazards.models.hazard import Hazard
from records.permanence import Permanent, Undeletable
from workflow.states import Level


def actor(label) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=label,
    )


class Extension(Permanent):
    """A request for more time. Granting it moves the effective deadline, never the original."""

    class Decision(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="extensions")
    until = models.DateField(_("new deadline"))
    reason = models.TextField(_("reason"))
    interim_measures = models.TextField(_("interim measures"))
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, default=Decision.REQUESTED
    )
    requested_by = actor(_("requested by"))
    requested_at = models.DateTimeField(_("requested at"))
    decided_by = actor(_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects = Undeletable.as_manager()

    class Meta:
        ordering = ["requested_at"]
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(
                fields=["hazard"],
                condition=Q(decision="requested"),
                name="one_request_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hazard} → {self.until}"

    @property
    def is_open(self) -> bool:
        return self.decision == self.Decision.REQUESTED


class InterimControl(Permanent):
    """Fenced off today, repaired later."""

    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="interim_controls")
    measures = models.TextField(_("interim measures"))
    recorded_by = actor(_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = Undeletable.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        verbose_name = _("interim control")
        verbose_name_plural = _("interim controls")

    def __str__(self) -> str:
        return self.measures


class Supervision(Permanent):
    """A listing for supervision. While it lasts the hazard cannot be closed."""

    Level = Level

    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="supervisions")
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    document_number = models.CharField(_("document number"), max_length=60)
    deadline = models.DateField(_("deadline"))
    listed_on = models.DateField(_("listed on"))
    listed_by = actor(_("listed by"))
    delisted_on = models.DateField(_("delisted on"), null=True)
    delisted_by = actor(_("delisted by"))

    objects = Undeletable.as_manager()

    class Meta:
        ordering = ["listed_on"]
        verbose_name = _("supervision listing")
        verbose_name_plural = _("supervision listings")
        constraints = [
            models.UniqueConstraint(
                fields=["hazard"], condition=Q(delisted_on=None), name="listed_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hazard} {self.document_number}"
