"""What is counted of rounds: appended by each act, folded by the worker into sums.

A round counts in the month of its last day: for its own unit, and for all above it as they stood
when its window opened (`Round.place`). What will be true on a later day, that it was missed, is
appended with that day and taken back if it does not come to pass, so nobody has to be there at
midnight. The sums of today are what is folded plus what is not yet, of days that have come.
"""

from django.db import models

NUMBERS = ("due", "done", "late", "missed", "nothing_found", "hazards")


class Numbers(models.Model):
    """`due` are rounds whose window has begun; `late` is a part of `done`; `missed` are those whose
    window is over and that are not done. `nothing_found` are done without a hazard; `hazards` were
    found in those done."""

    due = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    missed = models.IntegerField(default=0)
    nothing_found = models.IntegerField(default=0)
    hazards = models.IntegerField(default=0)

    class Meta:
        abstract = True


class Change(Numbers):
    """What one act changes, true from `effective_on`."""

    unit_id = models.IntegerField()
    place = models.CharField(max_length=96)
    code = models.CharField(max_length=40)
    month = models.DateField()
    effective_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["effective_on", "id"], name="round_change_due")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code} {self.month}"


class UnitCount(Numbers):
    """A unit's own rounds of a list in a month, by where it stood."""

    unit_id = models.IntegerField()
    place = models.CharField(max_length=96)
    code = models.CharField(max_length=40)
    month = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "month", "place", "unit_id"], name="one_round_count"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code} {self.month}"


class SumCount(Numbers):
    """Of a unit and all that stood below it."""

    unit_id = models.IntegerField()
    code = models.CharField(max_length=40)
    month = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "month", "code"], name="one_round_sum")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code} {self.month}"


class Clockwork(models.Model):
    """One row: up to and including which day rounds have been planned. Its lock lets one plan, or
    fold, at a time."""

    planned_through = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.planned_through)
