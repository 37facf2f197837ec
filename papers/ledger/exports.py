"""Exporting the ledger as it is filtered, at once or, when it is long, by the worker."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from figures.lists.ledger_filter import LedgerFilter
from hazards.models import Hazard
from jobs import queue
from jobs.models import Job
from papers.ledger import files as ledger

AT_ONCE = 20_000  # rows; a longer workbook takes longer than somebody should wait for a page
NUL = "\x00"  # in no filter that was understood, and PostgreSQL keeps none
BESIDE = ("page", "page_size", "cursor", "ordering")  # how rows are shown, not which


class Asker(NamedTuple):
    """What a filter wants to know of a request: who asks."""

    user: Any


class Found(NamedTuple):
    """The rows, and the day of the past they are of, whose names the units have."""

    rows: QuerySet[Hazard]
    day: date | None


def found(user, asked: QueryDict) -> Found:
    """The rows `asked` finds among those in sight, in the order of their numbers. Raises
    ValueError for a filter that cannot be understood: an export of everything, or of nothing,
    would look like an answer."""
    seen = Hazard.objects.visible_to(user)
    chosen = LedgerFilter(asked, queryset=seen, request=Asker(user))
    if not chosen.is_valid():
        raise ValueError(chosen.errors.as_text())
    return Found(chosen.qs.order_by("number"), chosen.day_of_names)


def file_name(ending: str) -> str:
    with in_the_services_language():
        name = _("Ledger")
        return f"{name} {timezone.localdate().isoformat()}.{ending}"


@contextmanager
def in_the_services_language() -> Iterator[None]:
    """A paper speaks the service's language, whoever asks for it."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


def workbook(hazards: QuerySet[Hazard], day: date | None = None, job: Job | None = None) -> Any:
    """A temporary file with the workbook, read from its beginning; the caller closes it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it on closes it
    total = hazards.count() if job else 0
    with in_the_services_language():
        for done in ledger.write_xlsx(hazards, file, day):
            if job:
                job.advance(done, total)
    file.seek(0)
    return file


def as_csv(hazards: QuerySet[Hazard], day: date | None = None) -> Iterator[str]:
    with in_the_services_language():
        yield from ledger.csv_lines(hazards, day)


def start(user, asked: QueryDict) -> Job:
    """Let the worker write the workbook; the job says how far it has come."""
    told = {name: values for name, values in asked.lists() if name not in BESIDE}
    kept = {name: values for name, values in told.items() if NUL not in name + "".join(values)}
    return queue.start_or_join("ledger", by=user, file_name=file_name("xlsx"), asked=kept)


def write(job: Job) -> None:
    """What the worker does. Running twice writes the same rows again."""
    asked = QueryDict(mutable=True)
    for name, values in job.asked.items():
        asked.setlist(name, values)
    with workbook(*found(job.owner, asked), job) as file:
        default_storage.delete(job.result)
        default_storage.save(job.result, File(file))
