"""The photos a form brings along: ids of earlier uploads, and files where there is no script."""

import re
import uuid
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from hazards import services
from hazards.models import Photo
from hazards.photos.intake import UnacceptablePhoto, digest_of
from web.hazards.album import Picture


class Uploads(NamedTuple):
    """The photos a form brought along, and what was wrong with those that were refused."""

    ids: Sequence[uuid.UUID] = ()
    errors: Sequence[str] = ()

    def kept(self, by) -> list[Picture]:
        """Those not bound to a hazard yet, to be shown again in the form."""
        loose = Photo.objects.visible_to(by).filter(pk__in=self.ids, hazard=None)
        found = loose.in_bulk() if self.ids else {}
        return [Picture(found[pk]) for pk in self.ids if pk in found]


NOTHING_SENT = Uploads()
VERSION = re.compile(r"\d{1,9}", re.ASCII)


def taken_in(request, name: str, form_id: uuid.UUID) -> Uploads:
    """The photos of the field `name`: ids uploaded before, and files of a form without JavaScript.

    A file's id is made of the form's own id and the file's bytes: the form sent twice brings
    the same photos, not more of them.
    """
    ids = [known for known in map(as_uuid, request.POST.getlist(name)) if known]
    errors: list[str] = []
    for file in request.FILES.getlist(f"{name}_files"):
        pk = uuid.uuid5(form_id, f"{request.user.pk} {name} {digest_of(file)}")
        try:
            services.upload_photo(by=request.user, file=file, id=pk)
        except UnacceptablePhoto as refusal:
            errors.append(_("%(file)s: %(why)s") % {"file": file.name, "why": refusal})
        else:
            ids.append(pk)
    return Uploads(list(dict.fromkeys(ids)), errors)


def as_uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def as_version(text: str) -> int | None:
    """The version a page says it has read; one no record has where that cannot be understood."""
    return int(text) if VERSION.fullmatch(text) else (0 if text else None)
