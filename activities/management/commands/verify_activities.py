"""Says whether every activity is still what its history tells, and names each that is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from activities.models import Activity
from activities.verification import faults


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"{Activity.objects.count()} activities are what their history tells.")
