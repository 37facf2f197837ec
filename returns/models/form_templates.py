"""The official forms the service knows, each in the words of its template, version by version."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.nodes import FaultyTemplate
from records.permanence import Permanent, Undeletable
from returns.forms.reading import read
from returns.forms.shape import Form


class FormTemplate(Permanent):
    """One version of an official form. `source` is what an administrator sees and enters; a new
    year's form is a new version, for what was handed in on an old one stays readable."""

    code = models.CharField(_("code"), max_length=40, editable=False)
    version = models.CharField(_("version"), max_length=40, editable=False)
    title = models.CharField(_("title"), max_length=120, editable=False)
    source = models.TextField(_("template (YAML)"))
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    objects = Undeletable.as_manager()

    class Meta:
        ordering = ["code", "-version"]
        verbose_name = _("form template")
        verbose_name_plural = _("form templates")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_form_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def form(self) -> Form:
        return read(self.source)

    @property
    def digest(self) -> str:
        return digest_of(self.source)

    def clean(self) -> None:
        """Names the line of every fault, and refuses to change a form that has been used."""
        try:
            form = read(self.source)
        except FaultyTemplate as faulty:
            raise ValidationError({"source": [str(fault) for fault in faulty.faults]}) from faulty
        self.code, self.version, self.title = form.code, form.version, form.title
        same = FormTemplate.objects.filter(code=self.code, version=self.version)
        if same.exclude(pk=self.pk).exists():
            sentence = _("This version is there already; give the new form another version.")
            raise ValidationError({"source": sentence})


def digest_of(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()
