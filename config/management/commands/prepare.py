"""Makes everything ready for the service to start, or says in a sentence why it may not."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts import schedule as accounts_schedule
from api import schedule as api_schedule
from config import first_run
from config.leftovers import forget_uploads
from config.static import collect_if_changed
from config.upgrading import bring_up_to_date
from demo import people
from district import schedule as district_schedule
from hazards import schedule as hazards_schedule
from hazards.models import Photo
from hazards.photos.store import DurableFiles
from hazards.search import searchable
from imports import schedule as imports_schedule
from inspections import schedule as inspections_schedule
from installation import services as installation
from jobs import schedule as jobs_schedule
from monitoring import snapshots
from notifications import schedule as notifications_schedule
from tips import schedule as tips_schedule

NO_DEMO_HERE = (
    "DEMO=yes is for trying the service on this machine: with HOST, HTTPS or ALLOWED_HOSTS set "
    "so that others reach it, leave DEMO out."
)
NO_PHOTOS = (
    "The ledger knows photos, but {folder} is empty or not there. Is its disk mounted? "
    "Until it is, /healthz/ names the storage."
)
DEMO_PASSWORDS = (
    "The service does not start where others can reach it while a demo password is still valid. "
    "Give these people a new password or deactivate them: {names}."
)
# What the worker does by the clock, room by room.
SCHEDULES = (
    *(hazards_schedule, notifications_schedule, accounts_schedule, api_schedule),
    *(jobs_schedule, imports_schedule, district_schedule, inspections_schedule),
    *(tips_schedule,),
)


class Command(BaseCommand):
    help = __doc__
    # The checks cost a second of the start; `make check` runs them.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEMO and settings.PUBLIC:
            raise CommandError(NO_DEMO_HERE)
        snapshots.forget()
        forget_uploads(settings.FILE_UPLOAD_TEMP_DIR)
        for sentence in [*settings.EXPOSURE.warnings(), *settings.MAIL_SERVER.warnings()]:
            self.stderr.write(f"Warning: {sentence}")
        self.make_the_tables()
        self.mark_the_photo_store()
        self.fill_the_clock()
        if settings.DEMO and not get_user_model().objects.exists():
            self.stdout.write("Loading the demo district …")
            call_command("load_demo")
        if collect_if_changed():
            self.stdout.write("The static files are in place.")
        self.refuse_demo_passwords()
        if settings.DEMO:
            self.introduce_the_demo_people()
        installation.take_over()
        first_run.announce(self.stdout)

    def fill_the_clock(self) -> None:
        for schedule in SCHEDULES:
            schedule.register()
        jobs_schedule.daily("clean_log_ins", "throttling.cleaning.clean")

    def make_the_tables(self) -> None:
        bring_up_to_date(self.stdout.write)
        searchable.fill()  # what another machine entered by the version before
        if connection.vendor == "postgresql":  # no migration makes the table of the cache
            call_command("createcachetable", verbosity=0)

    def mark_the_photo_store(self) -> None:
        store = storages["default"]
        if not isinstance(store, DurableFiles):
            return
        if not store.make_ready(is_new=not Photo.objects.exists()):
            self.stderr.write(NO_PHOTOS.format(folder=store.location))

    def refuse_demo_passwords(self) -> None:
        names = people.usernames_with_demo_password() if settings.PUBLIC else []
        if names:
            raise CommandError(DEMO_PASSWORDS.format(names=", ".join(names)))

    def introduce_the_demo_people(self) -> None:
        names = people.usernames_with_demo_password()
        self.stdout.write(f"Demo people, password {settings.DEMO_PASSWORD}: {', '.join(names)}")
