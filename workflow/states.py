"""The vocabulary of a hazard's life and of a return's (handbook, sections 2 and 4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    REPORTED = "reported", _("Reported")
    ASSIGNED = "assigned", _("To be rectified")
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
    """What a photo shows: the hazard, the repair, the reviewer's visit, or a later look at it."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")
    REVIEW = "review", _("On-site review")
    RECHECK = "recheck", _("Re-check")


class Level(models.TextChoices):
    """By whom a hazard is listed for supervision."""

    BUREAU = "bureau", _("Bureau")
    DISTRICT = "district", _("District")
    CITY = "city", _("City")
    PROVINCE = "province", _("Province")


class ReturnState(models.TextChoices):
    """Where a unit's return stands. The first version is a draft, a correction as well."""

    DRAFT = "draft", pgettext_lazy("return", "Being filled in")
    SUBMITTED = "submitted", pgettext_lazy("return", "Submitted")
    RETURNED = "returned", pgettext_lazy("return", "Sent back")
    ACCEPTED = "accepted", pgettext_lazy("return", "Accepted")
    SUPERSEDED = "superseded", pgettext_lazy("return", "Superseded")


FILLABLE = (ReturnState.DRAFT, ReturnState.RETURNED)
COUNTED = (ReturnState.SUBMITTED, ReturnState.ACCEPTED)  # its figures are part of the sum above
