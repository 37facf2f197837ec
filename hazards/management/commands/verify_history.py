"""Says whether every hazard is still what its history tells, and names the first that is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hazards.models import Hazard
from hazards.verification.ledger import faults


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def handle(self, *args: Any, **options: Any) -> None:
        for fault in faults():
            raise CommandError(fault)
        self.stdout.write(f"{Hazard.objects.count()} hazards are what their history tells.")
