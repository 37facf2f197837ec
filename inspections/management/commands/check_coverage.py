"""Counts every round anew, and names each count of the coverage that comes out otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inspections.models import UnitCount
from inspections.planning import lift
from inspections.tally.check import faults


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def handle(self, *args: Any, **options: Any) -> None:
        lift()
        found = list(faults())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"{UnitCount.objects.count()} counts of rounds are what the rounds give.")
