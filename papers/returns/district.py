"""All packets of a campaign in one zip, made by the worker: the table of the unit that runs it on
top, below it a folder for each unit that has handed in.

The folders lie side by side, named by code and name, not inside one another: whoever looks for a
school need not know where it reports, and the paths stay short enough for Windows. The manifest
on top says whom each reports to.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import translation

from jobs import queue
from jobs.models import Job
from papers.returns import manifest, packet
from papers.returns.manifest import Folder
from returns.models.campaigns import Campaign
from returns.models.returns import Return, ReturnQuerySet
from returns.table.sheet import sheet_of

Told = tuple[UUID, dict[str, Any]]
STEPS = 100  # times, at most, that progress is written down
LONGEST_NAME = 100  # of a file, without its ending


def start(campaign: Campaign, *, by) -> Job:
    """Let the worker put it together; the job says how far it has come."""
    name = f"{campaign.number} {campaign.title}"[:LONGEST_NAME] + ".zip"
    return queue.start_or_join("packet", campaign.pk, by=by, file_name=name)


def district_packet(job: Job) -> None:
    """One unit at a time in memory, the zip itself in a temporary file."""
    campaign = Campaign.objects.select_related("unit").get(pk=job.subject)
    with tempfile.TemporaryFile() as file:
        with translation.override(settings.LANGUAGE_CODE), zipfile.ZipFile(file, "w") as archive:
            write(archive, campaign, job)
        file.seek(0)
        default_storage.delete(job.result)
        default_storage.save(job.result, File(file, name="packet.zip"))


def write(archive: zipfile.ZipFile, campaign: Campaign, job: Job) -> None:
    everyone = Return.objects.filter(campaign=campaign).current()
    below = everyone.exclude(unit=campaign.unit)
    units = dict(folders(archive, below, job))
    missing = below.exclude(pk__in=units).filter(unit__closed_on=None)
    sheet = sheet_of(everyone.for_reading().get(unit=campaign.unit))
    top = Folder(archive, sheet.as_of)
    packet.put_summary(top, sheet)
    packet.put_tables(top, sheet)
    packet.put_scan(top, sheet.one)
    top.close(packet.about(sheet) | covered(list(units.values()), missing))


def folders(archive: zipfile.ZipFile, below: ReturnQuerySet, job: Job) -> Iterator[Told]:
    """Each unit's folder in the order of codes, told in a line for the manifest on top."""
    wanted = list(below.counted().order_by("unit__code").values_list("pk", flat=True))
    step = -(-len(wanted) // STEPS)
    job.advance(0, len(wanted))
    for done, pk in enumerate(wanted, start=1):
        one = Return.objects.for_reading().get(pk=pk)
        if one.is_counted:  # it may have been sent back meanwhile
            yield pk, folder_of(archive, one)
        if done % step == 0 or done == len(wanted):
            job.advance(done, len(wanted))


def folder_of(archive: zipfile.ZipFile, one: Return) -> dict[str, Any]:
    sheet = sheet_of(one)
    unit = sheet.document["unit"]
    name = manifest.safe(f"{unit['code']} {unit['name']}")
    folder = Folder(archive, sheet.as_of, f"{name}/")
    packet.fill(folder, sheet)
    return {"folder": name, **packet.about(sheet), "lacking": folder.lacking}


def covered(units: list[dict[str, Any]], missing: QuerySet[Return]) -> dict[str, Any]:
    """Of all units below, not only those directly below."""
    rows = missing.select_related("unit").order_by("unit__code")
    names = [{"code": one.unit.code, "name": one.unit.name} for one in rows]
    told = {"expected": len(units) + len(names), "submitted": len(units), "missing": names}
    return {"all_units": told, "units": units}
