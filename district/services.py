"""What can be done with a workbook of the district: taking it in, and loading it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import log
from audit.kinds import Kind
from district import loading
from district.comparing.plan import Plan
from district.comparing.whole import plan_of
from district.loading import Asked
from district.models import Workbook
from district.reading import files
from foreign.places import on_behalf_of
from jobs import queue
from jobs.models import Job
from organizations.models import User
from texts.writing import as_entered

KIND = "district"
AT_ONCE = 200  # changes; more are loaded by the worker


class NotLoaded(ValueError):
    """Why a workbook is not loaded, in a sentence."""


def take_in(file: Any, *, by: User) -> Workbook:
    """Read an uploaded workbook; nothing enters the ledger yet. Raises Unacceptable, and
    foreign.errors.TooManyFiles."""
    with on_behalf_of(by.pk):
        book = files.read(file)
    return Workbook.objects.create(
        owner=by,
        file_name=as_entered(file.name)[-120:],
        sha256=book.sha256,
        tables=[table.as_json() for table in book.tables],
        passed=[name[:60] for name in book.passed],
        created_at=timezone.now(),
    )


def load(
    one: Workbook, *, by: User, moved_on: date | None = None, ending: Iterable[int] = ()
) -> Plan | Job:
    """Load every row without a fault; many changes by the worker. Raises NotLoaded where absent
    roles are to be ended and a row is faulty: it may be that of one of them."""
    with transaction.atomic():
        mine = Workbook.objects.select_for_update().get(pk=one.pk)
        running = under_way(mine)
        if running:
            return running
        told = plan_of(mine.read(), by=by)
        keys = sorted(set(ending) & {role.pk for role in told.absent})
        if keys and told.faults:
            raise NotLoaded(
                _("Roles of people the file does not name are ended once no row is faulty.")
            )
        mine.refusal, mine.counts = "", {}
        mine.save(update_fields=["refusal", "counts"])
        if len(told.changes) + len(keys) > AT_ONCE:
            asked = {"ending": keys, "moved_on": moved_on.isoformat() if moved_on else ""}
            return queue.start(KIND, mine.pk, by=by, asked=asked)
    return carry_out(mine, by=by, asked=Asked(moved_on, keys))


def carry_out(
    one: Workbook, *, by: User, asked: Asked, advance: loading.Advance = loading.unheard
) -> Plan:
    """Load it now, and keep what that was: of one that was broken off, what it was to be at first.
    Raises ValidationError as `loading.load` does."""
    tables = one.read()
    if not one.counts:
        one.counts = counted(plan_of(tables, by=by))
        one.save(update_fields=["counts"])
    told = loading.load(tables, by=by, asked=asked, advance=advance)
    one.loaded_at = timezone.now()
    one.save(update_fields=["loaded_at"])
    note(one.file_name, told, by=by)
    return told


def counted(told: Plan) -> dict[str, int]:
    return {kind: n for kind, n in told.counts.items() if n}


def note(file_name: str, told: Plan, *, by: User | None) -> None:
    """Log that a workbook was loaded, with how much of each kind it changed."""
    details = {"file": file_name, **counted(told)}
    log.record(Kind.DISTRICT_LOADED, by=by, details=details)


def latest_job(one: Workbook) -> Job | None:
    return Job.objects.filter(kind=KIND, subject=str(one.pk)).order_by("-created_at").first()


def under_way(one: Workbook) -> Job | None:
    """The job that loads it at the moment."""
    job = latest_job(one)
    return None if job is None or job.is_over else job
