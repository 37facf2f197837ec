"""Fills an empty database with the demo district and its year."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from demo.district import found_district
from demo.hazards.history import live_through
from demo.inspecting import inspect
from demo.issuing import furnish
from demo.people import settle
from organizations.models import User

NOT_EMPTY = "The database is not empty: the demo district goes into an empty one only."
WIDTH = 30


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError(NOT_EMPTY)
        with transaction.atomic():
            district = found_district()
            staff = settle(district)
            furnish(district)
            inspecting = inspect(district, staff, timezone.now())
            live_through(district, staff, settings.DEMO_HAZARDS, timezone.now(), self.progress)
            inspecting.finish_the_month()
        if sys.stderr.isatty():
            self.stderr.write("")

    def progress(self, done: int, total: int) -> None:
        """A bar on a terminal; a line every tenth where it is a log."""
        if sys.stderr.isatty():
            filled = WIDTH * done // total
            bar = "█" * filled + "·" * (WIDTH - filled)
            self.stderr.write(f"\r{bar} {done}/{total}", ending="")
        elif done * 10 // total > (done - 1) * 10 // total:
            self.stderr.write(f"Demo history: {done} of {total} steps.")
