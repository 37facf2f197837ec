"""Says whether every picture a hazard shows is in the photo store as it was stored, and names those
that are not."""

from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hazards.models import Photo
from hazards.photos.check import Fault, faults, undigested

SHOWN = 20  # names of each sort; whoever has so many needs no more of them


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--names-only", action="store_true", help="Looks for the pictures, and reads none."
        )

    def handle(self, *args: Any, names_only: bool = False, **options: Any) -> None:
        found = list(faults(default_storage, reads=not names_only))
        sentences = [
            *told("%s pictures are not in the photo store:", [f for f in found if not f.is_there]),
            *told("%s pictures are not those that were stored:", [f for f in found if f.is_there]),
        ]
        if sentences:
            raise CommandError("\n".join(sentences))
        told_of = "in the store" if names_only else "in the store as they were stored"
        self.stdout.write(f"The pictures of {Photo.objects.count()} photos are {told_of}.")
        if unknown := undigested().count():
            self.stdout.write(
                f"Of {unknown} it is only known that they are there; `manage.py digest_photos`"
                " writes down what they are from now on."
            )


def told(sentence: str, found: list[Fault]) -> list[str]:
    return [sentence % len(found), *(fault.name for fault in found[:SHOWN])] if found else []
