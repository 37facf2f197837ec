"""Files for the photos of a generated ledger: small pictures, no two alike."""

import hashlib
import io
import uuid
from functools import cache

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from hazards.models import Photo


@cache
def one_picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (48, 36), (90, 120, 150)).save(file, "JPEG")
    return file.getvalue()


def content(pk: uuid.UUID, size: str) -> bytes:
    """A picture that can be opened; what follows its end sets it apart."""
    return one_picture() + pk.bytes + size.encode()


def digests(pk: uuid.UUID) -> dict[str, str]:
    """The columns of a photo that say what its pictures are."""
    return {f"{size}_sha256": hashlib.sha256(content(pk, size)).hexdigest() for size in Photo.SIZES}


def store_all() -> int:
    """Puts the pictures of every photo into the store; how many files there are."""
    stored = 0
    for photo in Photo.objects.only("pk").order_by("pk").iterator(chunk_size=2_000):
        for size in Photo.SIZES:
            default_storage.save(photo.file_name(size), ContentFile(content(photo.pk, size)))
            stored += 1
    return stored
