"""The photos of a hazard as pictures of a paper."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hazards.models import Hazard, Photo
from papers.document import Picture, Pictures
from workflow.states import Stage


def all_of(hazard: Hazard) -> Pictures:
    return Pictures([picture(photo) for photo in in_order(hazard.photos.all())])


def both(hazard: Hazard) -> Pictures:
    """The hazard as it was first shown, and the last repair."""
    return Pictures([*before(hazard, 1).pictures, *after(hazard, 1).pictures])


def before(hazard: Hazard, most: int) -> Pictures:
    photos = [p for p in in_order(hazard.photos.all()) if p.stage == Stage.BEFORE]
    return Pictures([picture(photo) for photo in photos[:most]])


def after(hazard: Hazard, most: int) -> Pictures:
    """Of the last attempt there are any of: one that came back has none of its own yet."""
    photos = [p for p in in_order(hazard.photos.all()) if p.stage == Stage.AFTER]
    last = [photo for photo in photos if photo.attempt == photos[-1].attempt]
    return Pictures([picture(photo) for photo in last[:most]])


def in_order(photos: Iterable[Photo]) -> list[Photo]:
    stages = list(Stage)
    return sorted(photos, key=lambda p: (p.attempt, stages.index(Stage(p.stage)), p.position))


def picture(photo: Photo) -> Picture:
    told = {"stage": Stage(photo.stage).label, "n": photo.attempt}
    return Picture(photo.file_name("display"), _("%(stage)s (attempt %(n)s)") % told)
