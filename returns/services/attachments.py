"""What goes with a return: photos, a summary as a file, and the scan of the stamped table.

Files are kept under their own digest, so what was handed in is never overwritten.
"""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.models import Photo
from records.kinds import Performing, When
from records.perform import opened, perform
from records.registry import kinds
from returns.models.returns import Return, ReturnPhoto
from returns.perform import RETURNS
from returns.services.attached_files import Attachment, scan_in, summary_in
from returns.table.derivation import days_of
from texts.writing import as_entered
from workflow.errors import Lack, SomethingMissing

MOST_PHOTOS = 12
EVERY_PHOTO = Lack(
    "photos",
    _("each photo as one of the unit's own hazards or activities, or as an upload of your own"),
)


def choose_photos(
    one: Return, *, by, photos: Iterable[uuid.UUID], version=None, at: datetime | None = None
) -> Return:
    """These photos go with the return, in this order, instead of those before."""
    return perform(one, "photos", by=by, version=version, at=at, chosen=list(photos))


@RETURNS.does(When.READY, "photos")
def find_the_photos(doing: Performing) -> None:
    wanted = list(dict.fromkeys(doing.values["chosen"]))[:MOST_PHOTOS]
    found = fitting(doing.record, doing.by).in_bulk(wanted)
    if len(found) < len(wanted):
        raise SomethingMissing([EVERY_PHOTO], record=doing.record)
    doing.values["photos"] = [str(pk) for pk in wanted]


@RETURNS.does(When.BODY, "photos")
def name_the_photos(doing: Performing) -> None:
    doing.facts = {"photos": doing.values["photos"]}


@RETURNS.does(When.LAST, "photos")
def change_the_photos(doing: Performing) -> None:
    mine = doing.record
    mine.photos.all().delete()
    ReturnPhoto.objects.bulk_create(
        ReturnPhoto(of=mine, photo_id=key, position=place)
        for place, key in enumerate(doing.values["photos"])
    )


def fitting(one: Return, by):
    """Photos that may go with it: of the unit's hazards and of its other records of the days of the
    campaign, loose ones of one's own, and those that are there already, whoever chose them."""
    chosen = Q(pk__in=one.photos.values("photo"))
    loose = Q(hazard=None, uploaded_by=by.pk)
    theirs = Q(hazard__unit=one.unit_id) | loose | chosen
    for kind in kinds().values():
        photos = kind.photos_in(one.unit, days_of(one.campaign, kind))
        if photos is not None:
            theirs |= Q(pk__in=photos)
    return Photo.objects.filter(theirs)


def attach_summary(one: Return, *, by, file, version=None, at: datetime | None = None) -> Return:
    """A summary written in Word, taken as it is. Raises UnacceptableFile."""
    opened(one, "summary", by, version)  # whoever may not is told so first
    return keep_summary(one, by=by, summary=summary_in(file, by), version=version, at=at)


def keep_summary(
    one: Return, *, by, summary: Attachment, version=None, at: datetime | None = None
) -> Return:
    """A summary that was looked into before, which takes too long to do it under a lock."""
    return perform(one, "summary", by=by, version=version, at=at, file=summary)


@RETURNS.does(When.READY, "summary", "stamp")
def keep_the_file(doing: Performing) -> None:
    """What it is called where it is kept, and what it was called by whoever sent it."""
    file = doing.values["file"]
    doing.values = {"file": keep(doing.record, file), "name": as_entered(file.name)[-120:]}


@RETURNS.does(When.BODY, "summary")
def put_the_summary_with_it(doing: Performing) -> None:
    mine, said = doing.record, doing.values
    mine.summary_file, mine.summary_name = said["file"], said.get("name", "")
    doing.facts = dict(said)


def attach_scan(one: Return, *, by, file, version=None, at: datetime | None = None) -> Return:
    """The stamped table as a PDF or a picture; the return counts as stamped from now on. Raises
    UnacceptableFile, and NotPossible before it was handed in."""
    opened(one, "stamp", by, version)
    scan, at = scan_in(file, by), at or timezone.now()
    return perform(one, "stamp", by=by, version=version, at=at, file=scan)


@RETURNS.does(When.BODY, "stamp")
def put_the_scan_with_it(doing: Performing) -> None:
    mine = doing.record
    mine.scan_file, mine.stamped_at = doing.values["file"], doing.at
    doing.facts = {"file": mine.scan_file}


def keep(one: Return, file: Attachment) -> str:
    name = f"returns/{one.pk.hex}/{hashlib.sha256(file.content).hexdigest()}.{file.ending}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(file.content))
    return name
