"""How hazards are sorted: categories, and the clauses that make one major. Both are data."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Current(models.QuerySet):
    def current(self):
        return self.filter(retired_on=None)


class Category(models.Model):
    """A kind of hazard. A category that is no longer used is retired, not deleted."""

    code = models.SlugField(_("code"), max_length=32, unique=True)
    label = models.CharField(_("name"), max_length=40)
    icon = models.CharField(_("icon"), max_length=32, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    photo_required = models.BooleanField(_("photo required"), default=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    objects = Current.as_manager()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.label


class Clause(models.Model):
    """A sentence of a guide; one clause met makes a hazard major.

    Ships short forms of 教发厅函〔2024〕20号, each with the item it stands for (`basis`) and the
    day it was `checked_on`. A new wording is a new edition: the old one is retired, so that what a
    past hazard was judged by stays readable.
    """

    code = models.SlugField(_("code"), max_length=32)
    edition = models.CharField(_("edition"), max_length=40)
    section = models.CharField(_("section"), max_length=40)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", verbose_name=_("category")
    )
    text = models.TextField(_("text"))
    basis = models.CharField(_("basis"), max_length=200, blank=True)  # article and item
    wording = models.TextField(_("official wording"), blank=True)
    checked_on = models.DateField(_("checked against the guide on"), null=True, blank=True)
    is_complete = models.BooleanField(_("section complete"), default=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    objects = Current.as_manager()

    class Meta:
        ordering = ["section", "code"]
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint(fields=["code", "edition"], name="one_wording_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.section}：{self.text}"

    @property
    def offered_as(self) -> str:
        """Where one is chosen: a short form of a guide says that it is one (handbook, section 2). A
        local clause of a section yet to be entered is no short form of anything."""
        if self.wording or not self.is_complete:
            return self.text
        return _("%(text)s (short form)") % {"text": self.text}

    def clean(self) -> None:
        """A wording somebody was judged by is not rewritten afterwards; an official one that was
        not at hand may be entered."""
        before = Clause.objects.filter(pk=self.pk).first()
        if before and before.text != self.text:
            raise ValidationError(
                {"text": _("Add a new edition and retire this one; its wording stays.")}
            )
