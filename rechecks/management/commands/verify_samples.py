"""Draws every sample again from its kept frame and says whether it comes out the same."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rechecks.models import Sample
from rechecks.verification import faults


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"{Sample.objects.count()} samples come out as they were drawn.")
