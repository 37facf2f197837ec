"""Who tipped: apart from everything else, encrypted with a key of its own, and deleted by rule."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tips.models.tips import Tip


class TipsterIdentity(models.Model):
    """A name or number as ciphertext. `key_id` says by which key. It is read by
    `tips.identity.tipsters` alone, which logs each look, and hangs on nothing that is listed,
    searched or handed out."""

    tip = models.OneToOneField(Tip, models.PROTECT, related_name="+", verbose_name=_("tip"))
    ciphertext = models.BinaryField(editable=False)
    key_id = models.CharField(max_length=16, editable=False)

    class Meta:
        verbose_name = _("identity of a tipster")
        verbose_name_plural = _("identities of tipsters")

    def __str__(self) -> str:
        return str(self.tip_id)
