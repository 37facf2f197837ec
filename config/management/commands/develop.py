"""Serves the pages to who works on them, anew after each change, the worker beside (`make dev`)."""

import atexit
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import runserver

from config.serving.worker import Worker

NOT_HERE = "This is for developing, under the settings config.development: make dev."


class Command(runserver.Command):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """At HOST and PORT only: an address on the command line could be one that others reach."""
        if not settings.DEBUG:
            raise CommandError(NOT_HERE)
        host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
        super().handle(*args, **options | {"addrport": f"{host}:{settings.PORT}"})

    def inner_run(self, *args: Any, **options: Any) -> None:
        """In the process that is started anew: what has changed is the worker's as well."""
        worker = Worker()
        # However it ends, by a change as well; the jobs it had begun are begun again.
        atexit.register(worker.process.end)
        super().inner_run(*args, **options)
