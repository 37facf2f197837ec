"""Copies the whole ledger into another, empty database, and its photos into another store."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, default_storage, storages
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from backup.command_errors import as_command_error
from backup.moving import move
from config import environment
from config.sections import databases, s3

STOPPED = (
    "What is entered from now on stays behind: web and worker should be stopped. The old ledger is "
    "left as it is."
)
ONE_STORE = "Name a folder or a bucket to move the photos to, not both."
NEXT = "Start the service with the new DATABASE_URL{stores} from now on, and the same SECRET_KEY."

# The address of the database may hold a password; it is not said again.
SAID = ("DATA_DIR", "AWS_STORAGE_BUCKET_NAME", "MEDIA_URL_S3")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("url", metavar="DATABASE_URL", help="postgres://… or sqlite:///path")
        parser.add_argument("--data-dir", type=Path, help="photos go to the folder media in it")
        parser.add_argument("--bucket", default="", help="photos go to this S3 bucket (AWS_* keys)")
        parser.add_argument("--endpoint", default="", help="address of an S3 store that is not AWS")

    def handle(self, *args: Any, **options: Any) -> None:
        os.umask(0o077)
        told = environ_of(**{name: options[name] for name in ("url", "data_dir", "bucket")})
        told |= {"MEDIA_URL_S3": options["endpoint"]} if options["bucket"] else {}
        new_store = store_of(options["data_dir"], options["bucket"], options["endpoint"])
        self.stdout.write(STOPPED)
        with as_command_error():
            stores = (default_storage, new_store) if new_store else None
            moved = move(connection, opened(options["url"]), stores, self.stdout.write)
        self.stdout.write(f"{moved.rows} rows of {moved.tables} tables, each compared.")
        if new_store:
            self.stdout.write(f"{moved.files} files, each compared.")
        self.prove(told)
        where = "".join(f", {name}={told[name]}" for name in SAID if told.get(name))
        self.stdout.write(NEXT.format(stores=where))

    def prove(self, told: dict[str, str]) -> None:
        """Every proof, by the service's own commands on the new settings."""
        self.stdout.flush()
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "verify"]
        if subprocess.run(command, env={**os.environ, **told}, check=False).returncode:
            raise CommandError("The moved ledger does not hold: do not use it.")


def environ_of(url: str, data_dir: Path | None, bucket: str) -> dict[str, str]:
    """The settings the ledger has after the move; an empty one counts as left out."""
    told = {"DATABASE_URL": url}
    if data_dir:
        told |= {"DATA_DIR": str(data_dir.absolute())}
        told |= {"AWS_STORAGE_BUCKET_NAME": "", "MEDIA_URL_S3": ""}
    if bucket:
        told |= {"AWS_STORAGE_BUCKET_NAME": bucket}
    return told


def store_of(data_dir: Path | None, bucket: str, endpoint: str) -> Storage | None:
    if data_dir and bucket:
        raise CommandError(ONE_STORE)
    if bucket:
        return storages.create_storage(s3.storage(endpoint, bucket))
    if data_dir:
        media = environment.folder(data_dir.absolute()) / "media"
        folder = "hazards.photos.store.DurableFiles"
        return storages.create_storage({"BACKEND": folder, "OPTIONS": {"location": media}})
    return None


def opened(url: str) -> Any:
    """A second connection of this process, under the name `target`."""
    connections.settings["target"] = {
        **connections.settings["default"],
        **databases.configured(url, settings.DATA_DIR),
    }
    return connections["target"]
