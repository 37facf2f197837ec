"""Says whether every wording for the public is still what its history tells, and names each that is
not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from papers.publishing.models import PublicWording
from papers.publishing.verification import faults


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        if found:
            raise CommandError("\n".join(found))
        n = PublicWording.objects.count()
        self.stdout.write(f"{n} wordings for the public are what their history tells.")
