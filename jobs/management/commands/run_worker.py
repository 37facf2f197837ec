"""Runs the worker until it is asked to end: one process for each lane, and one that minds them."""

from typing import Any

from django.core.management.base import BaseCommand

from jobs.supervisor import Supervisor


class Command(BaseCommand):
    help = __doc__
    # `make check` runs them; some would open a connection, which must not live through a fork.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        Supervisor().run()
