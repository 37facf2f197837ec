"""Where a tip stands, by which way it came, and what may follow from one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FEEDBACK_DAYS = 10  # after it was verified (handbook, section 9)


class TipState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("tip", "To be verified")
    ACCEPTED = "accepted", pgettext_lazy("tip", "Confirmed")
    REPEATED = "repeated", pgettext_lazy("tip", "Told before")
    UNFOUNDED = "unfounded", pgettext_lazy("tip", "Unfounded")
    FORWARDED = "forwarded", pgettext_lazy("tip", "Forwarded")
    SET_ASIDE = "set_aside", pgettext_lazy("tip", "Set aside as junk")


S = TipState
DECIDED = (S.ACCEPTED, S.REPEATED, S.UNFOUNDED, S.FORWARDED)
MAY_BE_RECONSIDERED = (S.REPEATED, S.UNFOUNDED, S.FORWARDED)
MAY_BE_REWARDED = (S.ACCEPTED, S.REPEATED)


class Channel(models.TextChoices):
    WEB = "web", pgettext_lazy("tip", "Public page")
    HOTLINE = "12350", pgettext_lazy("tip", "12350")
    PHONE = "phone", pgettext_lazy("tip", "Phone")
    LETTER = "letter", pgettext_lazy("tip", "Letter or visit")
    WECHAT = "wechat", pgettext_lazy("tip", "WeChat")


# By which ways a tip comes that somebody enters for whoever told it.
ENTERED_FROM = [(value, label) for value, label in Channel.choices if value != Channel.WEB]


class FollowUpKind(models.TextChoices):
    """Who was rewarded is the public or staff, and they are counted apart."""

    PUBLIC = "public", pgettext_lazy("reward", "Reward to a member of the public")
    STAFF = "staff", pgettext_lazy("reward", "Reward to staff")
    NEWS = "news", _("News report of a lead")


REWARDS = [(value, label) for value, label in FollowUpKind.choices if value != FollowUpKind.NEWS]
