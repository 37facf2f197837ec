"""Says whether every tip, reward and news report is still what its history tells, and names each
that is not; warns where who tipped cannot be read with the keys that are here."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tips.identity import tipsters
from tips.models import Tip
from tips.verification import faults

NO_KEY = (
    "{n} identities of tipsters are encrypted with a key that is not here: put the tipster.key of "
    "the ledger they come from into DATA_DIR, or name it in TIPSTER_KEY."
)


class Command(BaseCommand):
    help = __doc__
    is_proof = True

    def handle(self, *args: Any, **options: Any) -> None:
        if unreadable := tipsters.unreadable():  # nothing of the ledger is amiss by that
            self.stderr.write(NO_KEY.format(n=unreadable))
        found = list(faults())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"{Tip.objects.count()} tips are what their history tells.")
