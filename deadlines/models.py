"""What a district has entered into its calendar: terms, flood seasons, and single days."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit


class Period(models.Model):
    """A term or a flood season of everything below a unit that reports to nobody."""

    class Kind(models.TextChoices):
        TERM = "term", _("School term")
        FLOOD_SEASON = "flood_season", _("Flood season")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=60)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))

    class Meta:
        ordering = ["first_on", "kind"]
        verbose_name = _("period of the calendar")
        verbose_name_plural = _("periods of the calendar")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "first_on"], name="one_period_a_first_day"
            ),
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on")), name="period_begins_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ChangedDay(models.Model):
    """A day that is worked on, or off, whatever the public holidays say."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    day = models.DateField(_("day"))
    is_worked = models.BooleanField(_("worked on"))
    name = models.CharField(_("what for"), max_length=60)

    class Meta:
        ordering = ["day"]
        verbose_name = _("changed day")
        verbose_name_plural = _("changed days")
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="one_change_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
