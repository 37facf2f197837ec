"""What goes with a return: photos, a summary as a file, and the scan of the stamped table.

Files are kept under their own digest, so what was handed in is never overwritten.
"""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.models import Photo
from returns import perform
from returns.models.returns import Return, ReturnPhoto
from returns.services.attached_files import Attachment, scan_in, summary_in
from texts.writing import as_entered
from workflow import policy
from workflow.errors import Lack, SomethingMissing

MOST_PHOTOS = 12
EVERY_PHOTO = Lack(
    "photos", _("each photo as one of the unit's own hazards, or as an upload of your own")
)


@transaction.atomic
def choose_photos(
    one: Return, *, by, photos: Iterable[uuid.UUID], version=None, at: datetime | None = None
) -> Return:
    """These photos go with the return, in this order, instead of those before."""
    mine = perform.to_fill(one, by, version)
    wanted = list(dict.fromkeys(photos))[:MOST_PHOTOS]
    found = fitting(mine, by).in_bulk(wanted)
    if len(found) < len(wanted):
        raise SomethingMissing([EVERY_PHOTO], record=mine)
    mine.photos.all().delete()
    ReturnPhoto.objects.bulk_create(
        ReturnPhoto(of=mine, photo=found[pk], position=place) for place, pk in enumerate(wanted)
    )
    given = {"photos": [str(pk) for pk in wanted]}
    return perform.record(mine, "photos", by=by, at=_now(at), before=mine.state, given=given)


def fitting(one: Return, by):
    """Photos that may go with it: of the unit's hazards, loose ones of one's own, and those that
    are there already, whoever chose them."""
    chosen = Q(pk__in=one.photos.values("photo"))
    loose = Q(hazard=None, uploaded_by=by.pk)
    return Photo.objects.filter(Q(hazard__unit=one.unit_id) | loose | chosen)


def attach_summary(one: Return, *, by, file, version=None, at: datetime | None = None) -> Return:
    """A summary written in Word, taken as it is. Raises UnacceptableFile."""
    with transaction.atomic():
        perform.to_fill(one, by, version)  # whoever may not is told so first
    return keep_summary(one, by=by, summary=summary_in(file, by), version=version, at=at)


@transaction.atomic
def keep_summary(
    one: Return, *, by, summary: Attachment, version=None, at: datetime | None = None
) -> Return:
    """A summary that was looked into before, which takes too long to do it under a lock."""
    mine = perform.to_fill(one, by, version)
    mine.summary_file, mine.summary_name = keep(mine, summary), as_entered(summary.name)[-120:]
    given = {"file": mine.summary_file}
    return perform.record(mine, "summary", by=by, at=_now(at), before=mine.state, given=given)


def attach_scan(one: Return, *, by, file, version=None, at: datetime | None = None) -> Return:
    """The stamped table as a PDF or a picture; the return counts as stamped from now on. Raises
    UnacceptableFile, and NotPossible before it was handed in."""
    with transaction.atomic():
        _to_stamp(one, by, version)
    return _keep_scan(one, scan_in(file, by), by, version, _now(at))


@transaction.atomic
def _keep_scan(one: Return, scan: Attachment, by, version: int | None, at: datetime) -> Return:
    mine = _to_stamp(one, by, version)
    mine.scan_file, mine.stamped_at = keep(mine, scan), at
    given = {"file": mine.scan_file}
    return perform.record(mine, "stamp", by=by, at=at, before=mine.state, given=given)


def _to_stamp(one: Return, by, version: int | None) -> Return:
    mine = perform.locked(one, version)
    if not mine.is_counted:
        perform.refuse(mine)
    if not policy.fills_it(mine, by):
        perform.forbid(mine)
    return mine


def keep(one: Return, file: Attachment) -> str:
    name = f"returns/{one.pk.hex}/{hashlib.sha256(file.content).hexdigest()}.{file.ending}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(file.content))
    return name


def _now(at: datetime | None) -> datetime:
    return at or timezone.now()
