"""Forgets all counts of the coverage and counts every round anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from inspections.tally.check import rebuild
from inspections.tally.folding import fold


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            rebuild()
        self.stdout.write(f"{fold()} changes were folded anew.")
