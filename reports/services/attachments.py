"""What goes with a return: photos, a summary as a file, and the scan of the stamped table.

Files are kept under their own digest, so what was handed in is never overwritten.
"""

import hashlib
import io
import uuid
import zipfile
from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hazards import photos as pictures
from hazards.models import Photo
from reports import acts
from reports.returns import Return, ReturnPhoto
from workflow import policy
from workflow.errors import Lack, SomethingMissing

MOST_PHOTOS = 12
MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 10 * MOST_BYTES  # a few megabytes can hold gigabytes
PDF, WORD = b"%PDF-", "word/document.xml"
EVERY_PHOTO = Lack(
    "photos", _("each photo as one of the unit's own hazards, or as an upload of your own")
)


class UnacceptableFile(ValueError):
    """A file that is refused: `code` is for programs, the sentence for people."""

    def __init__(self, code: str, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.code = code


@transaction.atomic
def choose_photos(
    one: Return, *, by, photos: Iterable[uuid.UUID], version=None, at: datetime | None = None
) -> Return:
    """These photos go with the return, in this order, instead of those before."""
    mine = acts.to_fill(one, by, version)
    wanted = list(dict.fromkeys(photos))[:MOST_PHOTOS]
    found = fitting(mine, by).in_bulk(wanted)
    if len(found) < len(wanted):
        raise SomethingMissing([EVERY_PHOTO], record=mine)
    mine.photos.all().delete()
    ReturnPhoto.objects.bulk_create(
        ReturnPhoto(of=mine, photo=found[pk], position=place) for place, pk in enumerate(wanted)
    )
    given = {"photos": [str(pk) for pk in wanted]}
    return acts.record(mine, "photos", by=by, at=_now(at), before=mine.state, given=given)


def fitting(one: Return, by):
    """Photos that may go with it: of the unit's hazards, loose ones of one's own, and those that
    are there already, whoever chose them."""
    chosen = Q(pk__in=one.photos.values("photo"))
    loose = Q(hazard=None, uploaded_by=by.pk)
    return Photo.objects.filter(Q(hazard__unit=one.unit_id) | loose | chosen)


@transaction.atomic
def attach_summary(one: Return, *, by, file, version=None, at: datetime | None = None) -> Return:
    """A summary written in Word, taken as it is. Raises UnacceptableFile."""
    mine = acts.to_fill(one, by, version)
    content = read(file)
    if not is_word(content):
        raise UnacceptableFile("not_word", _("This is no Word document (.docx)."))
    mine.summary_file = keep(mine, content, "docx")
    mine.summary_name = file.name[-120:]
    given = {"file": mine.summary_file}
    return acts.record(mine, "summary", by=by, at=_now(at), before=mine.state, given=given)


@transaction.atomic
def attach_scan(one: Return, *, by, file, version=None, at: datetime | None = None) -> Return:
    """The stamped table as a PDF or a picture; the return counts as stamped from now on. Raises
    UnacceptableFile, and NotPossible before it was handed in."""
    mine = acts.locked(one, version)
    if not mine.is_counted:
        acts.refuse(mine)
    if not policy.fills_it(mine, by):
        acts.forbid(mine)
    mine.scan_file = keep(mine, *as_scan(file))
    mine.stamped_at = _now(at)
    given = {"file": mine.scan_file}
    return acts.record(mine, "stamp", by=by, at=mine.stamped_at, before=mine.state, given=given)


def read(file) -> bytes:
    if file.size > MOST_BYTES:
        raise UnacceptableFile("too_large", _("The file is larger than 20 MB."))
    file.seek(0)
    return file.read()


def is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                return False
            return WORD in archive.namelist() and archive.testzip() is None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        return False


def as_scan(file) -> tuple[bytes, str]:
    """A PDF as it is, a picture without what the camera wrote into it."""
    content = read(file)
    if content.startswith(PDF):
        return content, "pdf"
    try:
        return pictures.ingest(io.BytesIO(content)).display, "jpg"
    except pictures.UnacceptablePhoto as refusal:
        sentence = _("A scan is a PDF or a picture (JPEG, PNG).")
        raise UnacceptableFile("not_a_scan", sentence) from refusal


def keep(one: Return, content: bytes, ending: str) -> str:
    name = f"returns/{one.pk.hex}/{hashlib.sha256(content).hexdigest()}.{ending}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return name


def _now(at: datetime | None) -> datetime:
    return at or timezone.now()
