"""Says whether every hazard is found by its own words, and names each that is not."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hazards.models import Hazard
from hazards.search.searchable import faults

SHOWN = 20  # faults; whoever has so many needs no more of them


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(islice(faults(), SHOWN))
        if found:
            raise CommandError("\n".join([*found, "`manage.py rebuild_search` puts it right."]))
        self.stdout.write(f"{Hazard.objects.count()} hazards are found by their own words.")
