"""A campaign asks every unit below the bureau for one return on one form."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations import scope
from organizations.models import Unit
from records.permanence import KeepsEverything, Permanent
from returns.models.form_templates import FormTemplate
from workflow import deadlines

DAY = timedelta(days=1)
PHOTOS = 3  # "each unit hands in 3 photos" (notice)


class CampaignQuerySet(KeepsEverything, models.QuerySet):
    def visible_to(self, user):
        """Those run by a unit in reach, those run by one above a post of theirs, for what is asked
        of everybody there is no secret among them, and those a unit in reach had a return in
        before it moved."""
        if not scope.posts(user):
            return self.none()
        if scope.reaches_everything(user):
            return self
        reached = scope.units_reached_by(user)
        returns: Any = self.model._meta.get_field("returns").related_model
        theirs = returns.objects.filter(campaign=OuterRef("pk"), unit__in=reached)
        over = Q(unit__path__in=scope.paths_over(user))
        return self.filter(over | Q(unit__in=reached) | Exists(theirs.order_by()))


class Campaign(Permanent):
    """Days include the last one of each window. The hazard window may end after the due date,
    which is why every return carries the moment its figures are of."""

    number = models.CharField(_("number"), max_length=16, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    template = models.ForeignKey(
        FormTemplate, models.PROTECT, related_name="+", verbose_name=_("form")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("run by"))
    activity_from = models.DateField(_("activities from"))
    activity_through = models.DateField(_("activities until"))
    hazards_from = models.DateField(_("hazards found from"))
    hazards_through = models.DateField(_("hazards found until"))
    due_on = models.DateField(pgettext_lazy("return", "due on"))
    photos_wanted = models.PositiveSmallIntegerField(_("photos a unit"), default=PHOTOS)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened at"))

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(activity_from__lte=F("activity_through"))
                & Q(hazards_from__lte=F("hazards_through")),
                name="windows_begin_before_they_end",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def form(self):
        return self.template.form

    @property
    def activity_to(self) -> date:
        """The first day after the activity window."""
        return self.activity_through + DAY

    @property
    def hazards_to(self) -> date:
        """The first day after the hazard window."""
        return self.hazards_through + DAY

    @property
    def days_left(self) -> int | None:
        return deadlines.days_left(self.due_on, timezone.localdate())

    @property
    def is_over(self) -> bool:
        return deadlines.is_overdue(self.due_on, timezone.localdate())
