"""What stands at the head and foot of a unit's notices, and what of it the unit above lends."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Unit
from organizations.units import lineage


class Letterhead(models.Model):
    """Administrators fill it in. What is empty is the unit's own name, or lent from above (contact
    and phone), or left out (address and signatory, which are the issuing unit's or nobody's)."""

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
        db_table = "reports_letterhead"  # papers and returns were one room once
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

    @property
    def says_whom_to_ask(self) -> bool:
        return bool(self.contact or self.phone)


def of(unit: Unit) -> Letterhead:
    """The unit's own, or an empty one that says its name."""
    return Letterhead.objects.filter(unit=unit).first() or Letterhead(unit=unit)


def lender_to(unit: Unit) -> Letterhead | None:
    """The letterhead of the nearest unit above that says whom to ask."""
    above = lineage(unit.path)[:-1]
    heads = Letterhead.objects.filter(unit__path__in=above, unit__closed_on=None)
    whole = heads.exclude(contact="", phone="").select_related("unit")
    return whole.order_by("-unit__path").first()


def who_to_ask(own: Letterhead) -> Letterhead | None:
    """Whose contact and phone its notices bear: both or neither, for a number belongs to a name."""
    return own if own.says_whom_to_ask else lender_to(own.unit)
