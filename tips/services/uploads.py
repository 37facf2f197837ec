"""Pictures that come with a tip: decoded apart, rid of what a camera says, and bounded in number
and in what they take of the disk."""

import hashlib
import uuid
from collections.abc import Hashable
from contextlib import suppress

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from foreign.places import on_behalf_of
from hazards.photos import intake
from tips.models import TipPhoto

MOST = 3  # of a tip


class NoRoom(Exception):
    """What nobody has taken up yet holds as many bytes of pictures as it may."""


def keep_photo(file, *, form_id: uuid.UUID, whose: Hashable) -> uuid.UUID:
    """Keep a picture of the form; the same bytes again are the same picture. `whose` shares the
    places in which foreign files are read. Raises NoRoom, photos.intake.UnacceptablePhoto."""
    pk = uuid.uuid5(form_id, intake.digest_of(file))
    if TipPhoto.objects.filter(pk=pk).exists():
        return pk
    if bytes_of_nobody() >= settings.TIP_PHOTO_BYTES:
        raise NoRoom
    with on_behalf_of(("tip", whose)):
        taken = intake.ingest(file)
    with suppress(IntegrityError):  # the same form sent twice at once
        _keep(_photo(pk, form_id, taken), taken)
    return pk


def bytes_of_nobody() -> int:
    held = TipPhoto.objects.of_nobody_yet().aggregate(held=Sum("stored_bytes"))
    return held["held"] or 0


def _photo(pk: uuid.UUID, form_id: uuid.UUID, taken: intake.Ingested) -> TipPhoto:
    return TipPhoto(
        id=pk,
        form_id=form_id,
        sha256=taken.sha256,
        display_sha256=hashlib.sha256(taken.display).hexdigest(),
        thumb_sha256=hashlib.sha256(taken.thumb).hexdigest(),
        stored_bytes=len(taken.display) + len(taken.thumb),
        width=taken.width,
        height=taken.height,
        uploaded_at=timezone.now(),
    )


@transaction.atomic
def _keep(photo: TipPhoto, taken: intake.Ingested) -> None:
    """The row first, as with the photos of hazards."""
    photo.save(force_insert=True)
    for size, picture in (("display", taken.display), ("thumb", taken.thumb)):
        default_storage.delete(photo.file_name(size))
        default_storage.save(photo.file_name(size), ContentFile(picture))


def remove_files(photo: TipPhoto) -> None:
    for size in TipPhoto.SIZES:
        default_storage.delete(photo.file_name(size))
