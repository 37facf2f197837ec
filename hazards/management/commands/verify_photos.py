"""Says whether every picture a hazard shows is in the photo store, and names those that are not."""

from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from hazards.models import Photo
from hazards.photos.check import missing


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def handle(self, *args: Any, **options: Any) -> None:
        lost = list(missing(default_storage))
        if lost:
            names = "\n".join(lost[:20])
            raise CommandError(f"{len(lost)} pictures are not in the photo store:\n{names}")
        self.stdout.write(f"The pictures of {Photo.objects.count()} photos are in the store.")
