"""The running counts: what each act changed, and the sums of it for every unit and all above it.

An act appends `Change` rows in its own transaction and waits for nobody. The worker folds them
into `Count` and `Spread`. A figure is the sum of what is folded and what is not yet, read in one
statement, so it is exact at every moment. See docs/adr/0015.
"""

from collections.abc import Iterable
from datetime import date

from django.db import models

from hazards.figures import registry
from organizations.models import Unit

ALWAYS = date(2000, 1, 1)  # effective from the first day on
NO_DAYS = -1_000_000  # it is not closed; closed before the day it was found is a number below 0
STATES = ("reported", "assigned", "rectified", "closed")
OUTCOMES = ("not_a_hazard", "duplicate", "transferred")
MONEY = tuple(money.column for money in registry.MONEY)
JUDGED = (
    *(count.key for count in registry.COUNTS if count.has_column),
    *MONEY,
)
EVENTS = tuple(event.key for event in registry.EVENTS)
GREW = "grew"  # by how many the open ones became more on a day
COUNTS = (*STATES, *OUTCOMES, *JUDGED, *EVENTS, GREW)


class Grain(models.TextChoices):
    """Whole months are read as one row, the days at the edges of a period as days."""

    DAY = "d"
    MONTH = "m"


class By(models.TextChoices):
    """What a row's `key` tells apart; units without others below them keep no categories and
    sources. What lies on a desk is open, and counted by the day it came into its state."""

    ALL = "a"
    CATEGORY = "c"
    SOURCE = "s"
    DESK = "d"


class Counted(models.Model):
    """The counts of hazards by the day they were found, of events by the day they happened.

    `fen` is money spent in hundredths of a yuan. Of the rest each counts hazards or events. What
    the tables did not have from the first day is added by `keep`.
    """

    day = models.DateField()
    severity = models.CharField(max_length=8)
    reported = models.IntegerField(default=0)
    assigned = models.IntegerField(default=0)
    rectified = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    not_a_hazard = models.IntegerField(default=0)
    duplicate = models.IntegerField(default=0)
    transferred = models.IntegerField(default=0)
    due = models.IntegerField(default=0)
    overdue = models.IntegerField(default=0)
    on_time = models.IntegerField(default=0)
    after_extension = models.IntegerField(default=0)
    held = models.IntegerField(default=0)
    held_due = models.IntegerField(default=0)
    repeat = models.IntegerField(default=0)
    fen = models.BigIntegerField(default=0)
    closures = models.IntegerField(default=0)
    reopened = models.IntegerField(default=0)
    sent_back = models.IntegerField(default=0)
    grew = models.IntegerField(default=0)

    class Meta:
        abstract = True


def keep(names: Iterable[str]) -> None:
    """A column for each figure that needs one, with a value of the database's own: while machines
    are upgraded one by one, the version before goes on writing rows that do not name it."""
    there = {field.name for field in Counted._meta.fields}
    for name in names:
        if name not in there:
            dimensions = models.BigIntegerField if name in MONEY else models.IntegerField
            Counted.add_to_class(name, dimensions(default=0, db_default=0))


keep(COUNTS)


class Change(Counted):
    """What an act adds to the counts (or takes away) from the day `effective_on` on.

    A deadline that lies ahead is entered on the day after it, so that nobody has to be there at
    midnight to count a hazard as overdue.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    category = models.BigIntegerField()
    source = models.CharField(max_length=16)
    effective_on = models.DateField(db_index=True)
    days = models.IntegerField(default=NO_DAYS)
    desk = models.CharField(max_length=8, blank=True)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} from {self.effective_on}"


class Folded(models.Model):
    """Whose counts: of `unit` and all below it, as they were placed when they were folded."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    grain = models.CharField(max_length=1, choices=Grain.choices)
    by = models.CharField(max_length=1, choices=By.choices)
    key = models.CharField(max_length=24, blank=True)

    class Meta:
        abstract = True


class Count(Folded, Counted):
    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "by", "grain", "day", "key", "severity"], name="one_count"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.by}{self.key} {self.grain} {self.day}"


class Spread(Folded):
    """How many of the hazards found on `day` and closed since took how many `days`."""

    day = models.DateField()
    severity = models.CharField(max_length=8)
    days = models.IntegerField()
    closed = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "by", "grain", "day", "key", "severity", "days"],
                name="one_spread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.by}{self.key} {self.grain} {self.day} {self.days}"


class FoldedPlace(models.Model):
    """Where in the tree a unit's counts have been folded; a unit that moved is refolded later,
    and until then every answer makes up for the difference."""

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="+")
    path = models.CharField(max_length=96, db_index=True)
    is_leaf = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.unit_id} {self.path}"


class Folder(models.Model):
    """The one row whose lock lets one fold at a time."""

    folded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"folded at {self.folded_at}"
