"""The vocabulary of a hazard's life (handbook, section 2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    REPORTED = "reported", _("Reported")
    ASSIGNED = "assigned", _("Being rectified")
    RECTIFIED = "rectified", _("Awaiting review")
    CLOSED = "closed", _("Closed")
    DISMISSED = "dismissed", _("Dismissed")


OPEN = (State.REPORTED, State.ASSIGNED, State.RECTIFIED)


class Severity(models.TextChoices):
    GENERAL = "general", _("General")
    MAJOR = "major", _("Major")


class Outcome(models.TextChoices):
    """Why a report is not taken into the ledger."""

    NOT_A_HAZARD = "not_a_hazard", _("Not a hazard")
    DUPLICATE = "duplicate", _("Duplicate")
    TRANSFERRED = "transferred", _("Transferred out")


class Stage(models.TextChoices):
    """What a photo shows: the hazard, the repair, or the reviewer's own visit."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")
    REVIEW = "review", _("On-site review")
