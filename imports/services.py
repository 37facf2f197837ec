"""What can be done to an import: taking a file in, matching its columns, loading its rows."""

import hashlib

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foreign.places import on_behalf_of
from hazards.models import Category
from imports import loading, reading
from imports.checking import Checker, Verdict, Written
from imports.faults import Unacceptable
from imports.fields import BY_CODE, Mapping, propose
from imports.models import Import, RememberedMapping, Row
from imports.units import reported_for_by
from jobs import queue
from jobs.models import Job
from organizations.models import Unit
from workflow.errors import NotPermitted, NotPossible

AT_ONCE = 200  # rows; more are loaded by the worker
KIND = "import"
BATCH = 500


def take_in(
    file,
    *,
    by,
    mapping: Mapping | None = None,
    unit: Unit | None = None,
    category: Category | None = None,
) -> Import:
    """Read an uploaded file and say what each row would become; nothing enters the ledger yet.

    Raises NotPermitted, and Unacceptable for a file or a mapping that makes no sense.
    """
    units = reported_for_by(by)
    if not units:
        raise NotPermitted(_("You may not report hazards for any unit."))
    with on_behalf_of(by.pk):
        table = reading.read(file)
    proposed = mapping if mapping is not None else remembered(by, table.heads)
    one = Import(
        owner=by,
        file_name=file.name[-120:],
        sha256=table.sha256,
        sheet=table.sheet[:120],
        head_row=table.head_row,
        columns=table.heads,
        mapping=fitting(proposed or propose(table.heads), table.heads),
        unit=unit or (units[0] if len(units) == 1 else None),
        category=category,
        created_at=timezone.now(),
    )
    judged = judge(one, table.rows)  # before the transaction, which holds up everybody on SQLite
    with transaction.atomic():
        one.save(force_insert=True)
        Row.objects.bulk_create(judged, batch_size=BATCH)
        if mapping is not None:
            remember(one)
    return one


@transaction.atomic
def match(
    one: Import, *, by, mapping: Mapping, unit: Unit | None, category: Category | None
) -> Import:
    """Match the columns anew and judge the rows that are not loaded yet by that."""
    mine = Import.objects.select_for_update().get(pk=one.pk)
    if under_way(mine):
        raise NotPossible(_("The rows are being loaded at the moment."))
    mine.mapping = fitting(mapping, mine.columns)
    mine.unit, mine.category = unit, category
    mine.save()
    remember(mine)
    waiting = mine.rows.exclude(phase=Row.Phase.LOADED)
    rows = list(waiting.values_list("number", "cells"))
    waiting.delete()
    Row.objects.bulk_create(judge(mine, rows), batch_size=BATCH)
    return mine


def fitting(mapping: Mapping, heads: list[str]) -> Mapping:
    """As it was told, in the order of the fields. Raises Unacceptable for what there is not."""
    for code, head in mapping.items():
        if code not in BY_CODE:
            sentence = _("There is no field “%(name)s”; known: %(fields)s.")
            told = {"name": code, "fields": ", ".join(BY_CODE)}
            raise Unacceptable("unknown_field", sentence % told, "mapping")
        if head not in heads:
            told = {"name": head}
            sentence = _("The file has no column “%(name)s”.") % told
            raise Unacceptable("unknown_column", sentence, "mapping")
    return {code: mapping[code] for code in BY_CODE if code in mapping}


def judge(one: Import, rows: list[Written]) -> list[Row]:
    """Each row with what it would become or what is wrong with it, not saved yet."""
    checker = Checker(one)
    batches = (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
    return [
        row_of(one, cells, verdict)
        for batch in batches
        for (_number, cells), verdict in zip(batch, checker.verdicts(batch), strict=True)
    ]


def row_of(one: Import, cells: list[str], verdict: Verdict) -> Row:
    return Row(
        file=one,
        number=verdict.row,
        cells=cells,
        phase=verdict.phase,
        faults=verdict.faults,
        is_settled=verdict.is_settled,
        hazard=verdict.given.get("id"),
    )


# --- Mappings --------------------------------------------------------------------------------


def digest_of(heads: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(heads)).encode()).hexdigest()


def remembered(by, heads: list[str]) -> Mapping | None:
    known = RememberedMapping.objects.filter(owner=by, heads=digest_of(heads)).first()
    return known.mapping if known else None


def remember(one: Import) -> None:
    now = {"mapping": one.mapping, "used_at": timezone.now()}
    heads = digest_of(one.columns)
    RememberedMapping.objects.update_or_create(owner=one.owner, heads=heads, defaults=now)


# --- Loading ---------------------------------------------------------------------------------


def commit(
    one: Import, *, by, rows: list[int] | None = None, leave_settled: bool = False
) -> loading.Outcome | Job:
    """Let the good rows enter the ledger, or of them those chosen; many of them by the worker.
    What is here already stays one hazard, however often this is called."""
    running = under_way(one)
    if running:
        return running
    remember(one)
    wanted = keys(chosen(one, rows, leave_settled))
    if len(wanted) <= AT_ONCE:
        return loading.load(one, wanted)
    asked = {"rows": rows, "leave_settled": leave_settled}
    return queue.start(KIND, one.pk, by=by, asked=asked)


def chosen(one: Import, rows: list[int] | None, leave_settled: bool) -> QuerySet[Row]:
    """Of the good rows those with these numbers, or all; without those the old ledger calls done
    where these are left."""
    good = one.rows.filter(phase=Row.Phase.GOOD)
    good = good.filter(is_settled=False) if leave_settled else good
    return good if rows is None else good.filter(number__in=rows)


def keys(found: QuerySet[Row]) -> list[int]:
    return list(found.values_list("pk", flat=True))


def latest_job(one: Import) -> Job | None:
    return Job.objects.filter(kind=KIND, subject=str(one.pk)).order_by("-created_at").first()


def under_way(one: Import) -> Job | None:
    """The job that loads it at the moment."""
    job = latest_job(one)
    return None if job is None or job.is_over else job
