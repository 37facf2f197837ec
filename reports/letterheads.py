"""What stands at the head and foot of a unit's notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit


class Letterhead(models.Model):
    """Administrators fill it in; what is empty is the unit's own name, or left out."""

    unit = models.OneToOneField(
        Unit, models.PROTECT, related_name="letterhead", verbose_name=_("unit")
    )
    name = models.CharField(_("heading"), max_length=80, blank=True)
    number_prefix = models.CharField(
        _("number prefix"),
        max_length=30,
        blank=True,
        help_text=_("What a document number begins with; the unit's name where empty."),
    )
    contact = models.CharField(_("contact"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    signatory = models.CharField(_("signatory"), max_length=60, blank=True)

    class Meta:
        ordering = ["unit__code"]
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        return self.name or self.unit.name

    @property
    def prefix(self) -> str:
        return self.number_prefix or self.unit.name


def of(unit: Unit) -> Letterhead:
    """The unit's own, or an empty one that says its name."""
    return Letterhead.objects.filter(unit=unit).first() or Letterhead(unit=unit)
