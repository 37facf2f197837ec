"""What can be done to an import: taking a file in, matching its columns, loading its rows."""

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foreign.places import on_behalf_of
from hazards.models import Category
from imports import loading
from imports.models import Import, RememberedMapping, Row
from imports.reading import files, layout
from imports.rows.checking import Checker, Verdict, Written
from imports.rows.faults import Unacceptable
from imports.rows.fields import BY_CODE, Mapping, propose
from imports.rows.units import reported_for_by
from jobs import queue
from jobs.models import Job
from organizations.models import Unit
from texts.writing import as_entered
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
    book = read_for(by, file)
    columns, places = layout.columns_of(book.tables)
    proposed = mapping if mapping is not None else remembered(by, columns)
    one = Import(
        owner=by,
        file_name=as_entered(file.name)[-120:],
        sha256=book.sha256,
        **layout.told_of(book),
        columns=columns,
        mapping=fitting(proposed or propose(columns), columns),
        unit=unit or (units[0] if len(units) == 1 else None),
        category=category,
        created_at=timezone.now(),
    )
    # Before the transaction, which holds up everybody on SQLite.
    judged = judge(one, list(layout.written(book.tables, places, len(columns))))
    with transaction.atomic():
        one.save(force_insert=True)
        Row.objects.bulk_create(judged, batch_size=BATCH)
        if mapping is not None:
            remember(one)
    return one


def read_for(by, file) -> files.Book:
    """Counted among the files this person has being read. Raises Unacceptable, and TooManyFiles."""
    with on_behalf_of(by.pk):
        return files.read(file)


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
    rows = list(waiting.values_list("sheet", "number", "cells"))
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
        for (_sheet, _number, cells), verdict in zip(batch, checker.verdicts(batch), strict=True)
    ]


def row_of(one: Import, cells: list[str], verdict: Verdict) -> Row:
    return Row(
        file=one,
        sheet=verdict.sheet,
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


def commit(one: Import, *, by, **asked: Any) -> loading.Outcome | Job:
    """Let the good rows enter the ledger, or of them those chosen, as `chosen` has it; many of them
    by the worker. What is here already stays one hazard, however often this is called."""
    running = under_way(one)
    if running:
        return running
    remember(one)
    wanted = keys(chosen(one, **asked))
    if len(wanted) <= AT_ONCE:
        return loading.load(one, wanted)
    return queue.start(KIND, one.pk, by=by, asked=asked)


def chosen(
    one: Import,
    *,
    rows: list[int] | None = None,
    sheets: list[str] | None = None,
    keys: list[int] | None = None,
    leave_settled: bool = False,
) -> QuerySet[Row]:
    """Of the good rows those with these numbers, of the sheets of these names, or with these keys;
    all, where none of it is told. Without those the old ledger calls done where these are left.
    Raises Unacceptable for a sheet there is not, and for numbers that several sheets have."""
    good = one.rows.filter(phase=Row.Phase.GOOD)
    good = good.filter(is_settled=False) if leave_settled else good
    good = good if sheets is None else good.filter(sheet__in=places_of(one, sheets))
    if rows is not None:
        if one.has_sheets and len(sheets or ()) != 1:
            sentence = _("Several sheets have rows of these numbers: name the one that is meant.")
            raise Unacceptable("which_sheet", sentence, "sheets")
        good = good.filter(number__in=rows)
    return good if keys is None else good.filter(pk__in=keys)


def places_of(one: Import, names: list[str]) -> list[int]:
    known = one.sheet_names
    for name in names:
        if name not in known:
            sentence = _("The file has no sheet “%(name)s” that could be loaded.")
            raise Unacceptable("unknown_sheet", sentence % {"name": name}, "sheets")
    return [place for place, name in enumerate(known) if name in names]


def keys(found: QuerySet[Row]) -> list[int]:
    return list(found.values_list("pk", flat=True))


def latest_job(one: Import) -> Job | None:
    return Job.objects.filter(kind=KIND, subject=str(one.pk)).order_by("-created_at").first()


def under_way(one: Import) -> Job | None:
    """The job that loads it at the moment."""
    job = latest_job(one)
    return None if job is None or job.is_over else job
