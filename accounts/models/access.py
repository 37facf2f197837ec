"""Sessions and tokens that know whose they are and where they are used, so that their owner can
tell them apart and end them."""

from uuid import UUID

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throttling import user_agents

LONGEST_NAME = 60


def public_id(kind: str, key: str) -> UUID:
    """A name for what `key` opens that tells nobody the key. It needs no column of its own, so what
    a machine of the version before has made is named as well."""
    digest = salted_hmac(f"accounts.{kind}", key, algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


class Session(AbstractBaseSession):
    """`user` is empty for a stranger. Written by `accounts.sessions` alone, out of its data.

    `idle_at` is when it ends unless somebody is seen before. The last five are empty in a session
    that was begun before they were kept.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    idle_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=user_agents.LONGEST, null=True)  # noqa: DJ001  see above

    @property
    def public_id(self) -> UUID:
        return public_id("session", self.session_key)

    @property
    def device_words(self) -> str:
        return user_agents.in_words(self.device or "")


class Scope(models.TextChoices):
    """What a token opens, the narrowest first."""

    READ = "read", pgettext_lazy("scope", "Read only")
    REPORT = "report", pgettext_lazy("scope", "Read, and report hazards")
    FULL = "full", pgettext_lazy("scope", "Everything its owner may do")

    def covers(self, other: "Scope") -> bool:
        widths = list(Scope)
        return widths.index(self) >= widths.index(other)


class TokenDetails(models.Model):
    """What knox does not keep of a token; its database row goes when the token's does.

    A token of a log-in has the device for its name, or none where no device was said. `address` and
    `device` say where it was made or, once `used_at` is there, where it was used then.
    """

    token = models.OneToOneField(
        "knox.AuthToken",
        models.CASCADE,
        primary_key=True,
        related_name="details",
    )
    name = models.CharField(_("name of the token"), max_length=LONGEST_NAME, blank=True)
    scope = models.CharField(
        _("scope"), max_length=8, choices=Scope.choices, default=Scope.FULL, db_default=Scope.FULL
    )
    used_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=user_agents.LONGEST, blank=True)

    def __str__(self) -> str:
        return self.name
