"""Photos and papers in an S3 store, each read with one request.

The library asks for a file three times: whether it is there, how large it is, and for its bytes.
Across a net that is three times the wait for each photo of a page, a backup or a proof.
"""

import shutil
import tempfile
from typing import Any, cast

from botocore.exceptions import ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

NOT_THERE = "NoSuchKey"
# Bytes; what is larger is put aside on the disk while it is read.
IN_MEMORY = 2 * 1024 * 1024


class PhotosInS3(S3Storage):
    """Raises FileNotFoundError for a file that is not there, as a folder does, and whatever
    botocore raises (`hazards.photos.store.NO_ANSWER`, `REFUSAL`) where the store is to blame."""

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            return cast(File, super()._open(name, mode))
        content = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the reader closes it
        shutil.copyfileobj(self._body_of(name), content)
        content.seek(0)
        return File(content, name)

    def _body_of(self, name: str) -> Any:
        key = self._normalize_name(name)
        try:
            return self.bucket.Object(key).get(**self.get_object_parameters(name))["Body"]
        except ClientError as error:
            if error.response["Error"]["Code"] == NOT_THERE:
                raise FileNotFoundError(f"File does not exist: {name}") from error
            raise
