"""Freezing a return: the document as bytes, and their digest."""

import hashlib
import json
from typing import Any

from returns.models.returns import Return, Submission
from returns.table.sheet import Document, Sheet


def bytes_of(document: Document) -> str:
    """Canonical JSON: the same facts are the same bytes."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def freeze(sheet: Sheet, *, by) -> Submission:
    """Write down what is handed in. The caller holds the return and has made the move."""
    one = sheet.one
    document = sheet.document | handed_in(one, by)
    text = bytes_of(document)
    return Submission.objects.create(
        of=one,
        sequence=one.submissions.count() + 1,
        by=by,
        as_of=sheet.as_of,
        document=text,
        digest=digest_of(text),
        parts=sheet.parts,
        children=sheet.below.digests,
    )


def handed_in(one: Return, by) -> dict[str, Any]:
    """Who signs, whether in time, and the pictures that go with it."""
    return {
        "submitted_by": {"id": by.pk, "name": str(by)},
        "is_nil": one.is_nil,
        "is_late": one.is_late,
        "photos": [
            {"id": str(row.photo_id), "sha256": row.photo.sha256}
            for row in one.photos.select_related("photo")
        ],
    }
