"""Counts every hazard anew. Nobody has to stop working meanwhile."""

from typing import Any

from django.core.management.base import BaseCommand

from hazards.models import FoldedPlace, Hazard
from hazards.tally.compaction import rebuild


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        rebuild()
        counted = f"{Hazard.objects.count()} hazards of {FoldedPlace.objects.count()} units"
        self.stdout.write(f"Counted {counted}.")
