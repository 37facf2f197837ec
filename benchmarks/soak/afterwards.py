"""Looks into a ledger whose service was killed again and again: is all of it there, and true?"""

from collections import Counter
from io import StringIO
from typing import Any

from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from benchmarks.ledgers.district import SCHOOLS_EACH, appoint, found_the_district
from benchmarks.ledgers.known import known
from benchmarks.soak.audit import history, number_gaps
from hazards.models import Hazard
from imports.models import Import, Row
from jobs.models import Job
from notifications.models import Delivery
from organizations.models import Unit, User
from records.chain import is_unbroken

VERIFYING = ("verify_history", "check_tally", "verify_returns", "verify_samples")
UNDER_WAY = (Job.Phase.WAITING, Job.Phase.RUNNING)


def fill() -> dict[str, Any]:
    """A district without a hazard, in which everybody has a mail address."""
    units = found_the_district()
    people = appoint(units)
    schools = [unit for unit in units if unit.kind == Unit.Kind.SCHOOL]
    told = known(units, people, schools[:SCHOOLS_EACH])
    for user in User.objects.all():
        user.email = f"{user.pk}@school.example"
        user.save(update_fields=["email"])
    codes = list(Unit.objects.order_by("code").values_list("code", flat=True)[1:60])
    return {**told, "codes": codes}


def unfinished() -> list[tuple[str, int, int]]:
    """Each with how often it was begun and how far it is."""
    jobs = Job.objects.filter(phase__in=UNDER_WAY).order_by("pk")
    return [(str(pk), *told) for pk, *told in jobs.values_list("pk", "attempts", "done")]


def counts(**_asked: Any) -> dict[str, Any]:
    phases = Counter(Job.objects.values_list("phase", flat=True))
    attempts = Counter(Job.objects.values_list("attempts", flat=True))
    letters = Delivery.objects.under_way().count()
    return {"jobs": phases, "begun": attempts, "undelivered": letters}


def faults(accepted: dict[str, int], unsure: dict[str, int], jobs: list[str]) -> list[str]:
    found = {str(pk): phase for pk, phase in Job.objects.values_list("pk", "phase")}
    lost = [pk for pk in jobs if found.get(pk) != Job.Phase.FINISHED]
    told = [f"job {pk}: {found.get(pk, 'lost')}" for pk in lost]
    told += [f"no file of {job.pk}" for job in finished("ledger") if not is_there(job)]
    told += [f"import {job.subject}: {left} rows are left" for job, left in left_over()]
    told += [f"hazard {pk}: {said}" for pk, said in acts_lost(accepted, unsure)]
    gaps = number_gaps()
    return told + ([f"{gaps} gaps in the running numbers"] if gaps else [])


def finished(kind: str):
    return Job.objects.filter(kind=kind, phase=Job.Phase.FINISHED)


def is_there(job: Job) -> bool:
    with default_storage.open(job.result) as file:
        return file.read(2) == b"PK"


def left_over():
    for job in finished("import"):
        rows = Import.objects.get(pk=job.subject).rows.exclude(phase=Row.Phase.LOADED).count()
        if rows:
            yield job, rows


def acts_lost(accepted: dict[str, int], unsure: dict[str, int]):
    """Each act counts the version up by one and leaves one line of history."""
    found = Hazard.objects.filter(pk__in=list(accepted)).prefetch_related("history")
    kept = {str(hazard.pk): hazard for hazard in found}
    for pk, acts in accepted.items():
        hazard = kept.get(pk)
        done = hazard.version if hazard else 0
        if not acts <= done <= acts + unsure.get(pk, 0):
            yield pk, f"{acts} acts answered, {done} kept"
        if hazard and (len(history(hazard)) != done or not is_unbroken(history(hazard))):
            yield pk, "its history is not whole"


def verified() -> list[str]:
    told = []
    for name in VERIFYING:
        try:
            call_command(name, stdout=StringIO())
        except (CommandError, SystemExit) as fault:
            told.append(f"{name}: {fault}")
    return told
