"""Says whether every round is still what its history tells, and names each that is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inspections.history.verification import faults
from inspections.models import Round


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        if found:
            raise CommandError("\n".join(found))
        finished = Round.objects.filter(finished_at__isnull=False).count()
        self.stdout.write(f"{finished} finished rounds are what their history tells.")
