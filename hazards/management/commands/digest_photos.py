"""Writes down the digests of pictures that an earlier version stored without. They prove what the
pictures are from today on, and nothing of the time before."""

from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from hazards.photos.check import take_digests, undigested


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        taken = take_digests(default_storage)
        self.stdout.write(f"The digests of {taken} photos are written down.")
        if left := undigested().count():
            self.stdout.write(f"Of {left} others a picture is not in the photo store.")
