"""Taking in a photo before the hazard it will speak for is saved."""

import hashlib
import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foreign.places import on_behalf_of
from hazards.models.evidence import Photo
from hazards.photos import intake
from workflow.errors import NotPossible


def upload_photo(
    *,
    by,
    file,
    id: uuid.UUID | None = None,
    taken_at: datetime | None = None,
    at: datetime | None = None,
) -> tuple[Photo, bool]:
    """Keep a photo; True beside it when it is new, False when the same bytes came again.

    Raises photos.intake.UnacceptablePhoto, and NotPossible for other bytes under a known id.
    """
    pk = id or uuid.uuid4()
    known = Photo.objects.filter(pk=pk).first()
    if known:
        return _again(known, by, intake.digest_of(file)), False
    with on_behalf_of(by.pk):
        taken = intake.ingest(file)
    return keep_photo(taken, by=by, id=pk, taken_at=taken_at, at=at)


def keep_photo(
    taken: intake.Ingested,
    *,
    by,
    id: uuid.UUID,
    taken_at: datetime | None = None,
    at: datetime | None = None,
) -> tuple[Photo, bool]:
    """Keep what ingest made of a photo. What the camera says of its time goes before what is told;
    `at` is the moment of the upload, for records of the past."""
    photo = Photo(
        id=id,
        sha256=taken.sha256,
        display_sha256=hashlib.sha256(taken.display).hexdigest(),
        thumb_sha256=hashlib.sha256(taken.thumb).hexdigest(),
        byte_size=taken.byte_size,
        format=taken.format,
        width=taken.width,
        height=taken.height,
        taken_at=taken.taken_at or taken_at,
        latitude=taken.latitude,
        longitude=taken.longitude,
        camera=taken.camera,
        uploaded_by=by,
        uploaded_at=at or timezone.now(),
    )
    try:
        _keep(photo, taken)
    except IntegrityError:  # the same id came in by another connection a moment ago
        return _again(Photo.objects.get(pk=id), by, taken.sha256), False
    return photo, True


@transaction.atomic
def _keep(photo: Photo, taken: intake.Ingested) -> None:
    """The row first: if its id is taken, no file of another photo is touched. An upload that
    broke off may have left a file, beside which the storage would choose another name."""
    photo.save(force_insert=True)
    for size, picture in (("display", taken.display), ("thumb", taken.thumb)):
        default_storage.delete(photo.file_name(size))
        default_storage.save(photo.file_name(size), ContentFile(picture))


def _again(photo: Photo, by, sha256: str) -> Photo:
    if photo.uploaded_by_id != by.pk or photo.sha256 != sha256:
        raise NotPossible(_("Another photo was already uploaded under this id."))
    return photo
