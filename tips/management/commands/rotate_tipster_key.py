"""Encrypts who tipped anew, with a new key: one made now, or the first of TIPSTER_KEY.

Older keys stay, for receipt codes given out before are told by them. With --drop-old they go, once
no identity is encrypted with them; those receipt codes open nothing then.
"""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tips.identity import secrecy, tipsters
from tips.models import TipsterIdentity

IN_THE_ENVIRONMENT = "The keys are in TIPSTER_KEY: take the old ones out of it there."
STILL_USED = "{n} identities are still encrypted with an older key; it stays."


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--drop-old", action="store_true", help="forget all keys but the newest"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["drop_old"]:
            self.drop_old()
            return
        if not settings.TIPSTER_KEY:
            write(settings.TIPSTER_KEY_FILE, [Fernet.generate_key(), *secrecy.known_keys()])
        done = tipsters.encrypt_anew()
        self.stdout.write(f"{done} identities are encrypted with the new key.")
        self.stdout.write("Keep a copy of tipster.key, apart from the backups.")

    def drop_old(self) -> None:
        if settings.TIPSTER_KEY:
            raise CommandError(IN_THE_ENVIRONMENT)
        newest = secrecy.known_keys()[0]
        older = TipsterIdentity.objects.exclude(key_id=secrecy.id_of(newest)).count()
        if older:
            raise CommandError(STILL_USED.format(n=older))
        write(settings.TIPSTER_KEY_FILE, [newest])
        self.stdout.write("Only the newest key is left.")


def write(file: Path, keys: list[bytes]) -> None:
    """Whole or not at all: written aside, and put in its place."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(b"\n".join(keys) + b"\n")
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    os.replace(draft, file)
