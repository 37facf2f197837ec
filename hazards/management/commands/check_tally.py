"""Says whether the running counts are what a recount finds, and names a unit that is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hazards.models import FoldedPlace
from hazards.tally.check import faults


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def handle(self, *args: Any, **options: Any) -> None:
        for fault in faults():
            raise CommandError(fault)
        self.stdout.write(f"The counts of {FoldedPlace.objects.count()} units are true.")
