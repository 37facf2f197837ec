"""What an activity brings to the path of every change (`records.perform`)."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.kinds import KINDS
from activities.law import LAW
from activities.models import Activity, ActivityEntry, ActivityPhoto
from hazards.models import Photo
from records.kinds import Kind, Performing
from workflow.errors import Lack
from workflow.needs import Told

MOST_SESSIONS, MOST_PEOPLE, LONGEST_NAME, MOST_PHOTOS = 9_999, 999_999, 120, 12
SAID = ("kind", "day", "sessions", "people", "name")
POSSIBLE_DOUBLE = "possible_double"


@dataclass(frozen=True)
class Correction(Told):
    """What the person has given with it."""

    given: Mapping[str, Any]


@dataclass
class Entering:
    """A record that is to be entered: `old` is the one whose place it takes, `photos` are the keys
    it names, and `is_confirmed` says that one that looks like a double is none."""

    new: Activity
    old: Activity | None = None
    photos: Sequence[uuid.UUID] = ()
    is_confirmed: bool = False
    found: list[Photo] = field(default_factory=list)


class Activities(Kind):
    """`context` is the record that is entered; of a correction, in the other's place."""

    called = "activity"
    impossible = _("This record has been corrected already; correct the one after it.")
    forbidden = _("You may not log activities of this unit.")

    def rows(self):
        return Activity.objects.select_for_update(of=("self",)).select_related("unit")

    def save(self, record: Activity) -> None:
        """Nothing in it changes but which record took its place."""
        record.save(update_fields=["superseded_by"])

    def entry(self, record: Activity, **line: Any) -> ActivityEntry:
        """The first one tells all of it, also what is empty. The reason is the note of a line."""
        facts = {name: fact for name, fact in line.pop("facts").items() if name != "reason"}
        if not line["before"]:
            facts = {**told_of(record), "supersedes": "", **facts}
        return ActivityEntry.append(record, facts=facts, **line)

    def case(self, doing: Performing) -> Correction:
        return Correction(doing.values)

    def lacks(self, doing: Performing) -> list[Lack]:
        """Whether it was told before is asked once there is nothing else to say."""
        lacking = [*super().lacks(doing), *lacking_in(doing.context)]
        return lacking or list(doubled(doing.context))

    def bind(self, doing: Performing) -> None:
        ActivityPhoto.objects.bulk_create(
            ActivityPhoto(of=doing.record, photo=photo, position=place)
            for place, photo in enumerate(doing.new)
        )


def bindable(entering: Entering, by: Any) -> list[Photo]:
    """Those of the photos it names that are free, or with the record whose place it takes."""
    if not entering.photos:
        return []
    free = Photo.objects.select_for_update().loose(by).order_by("pk")  # one order, no deadlock
    found = free.in_bulk(entering.photos)
    if entering.old:
        theirs = Q(pk__in=entering.old.photos.values("photo"))
        found |= Photo.objects.filter(theirs).in_bulk(entering.photos)
    return [found[pk] for pk in entering.photos if pk in found]


def told_of(activity: Activity) -> dict[str, Any]:
    """What a record says, as its history keeps it."""
    said = {name: getattr(activity, name) for name in SAID}
    return {**said, "unit": activity.unit_id, "day": activity.day.isoformat()}


def lacking_in(entering: Entering) -> Iterator[Lack]:
    """Each beside the field it is about."""
    new = entering.new
    if new.kind not in KINDS:
        yield Lack("kind", _("a kind of activity there is"))
    if new.day > timezone.localdate(new.reported_at):
        yield Lack("day", _("a day that has come"))
    if new.kind in KINDS:
        yield from (*lacking_numbers(new), *lacking_people(new))
    yield from lacking_words_and_photos(entering)


def lacking_words_and_photos(entering: Entering) -> Iterator[Lack]:
    new = entering.new
    if len(new.name) > LONGEST_NAME:
        yield Lack("name", _("a name of %(most)s characters at most") % {"most": LONGEST_NAME})
    elif not new.name and new.declared.is_named:
        yield Lack("name", _("what it is called: the table asks for it"))
    if len(entering.found) < len(entering.photos) or len(entering.photos) > MOST_PHOTOS:
        told = {"most": MOST_PHOTOS}
        yield Lack("photos", _("each photo as an upload of your own, %(most)s at most") % told)


def lacking_numbers(new: Activity) -> Iterator[Lack]:
    """Each of the two as the kind counts it, or not said at all."""
    if new.declared.number is None:
        if new.sessions != 1:
            yield Lack("sessions", _("no number: of this kind only the people are counted"))
    elif new.sessions == 0 < new.people:
        yield Lack("sessions", _("how often: people took part, so it was once at least"))
    elif not 1 <= new.sessions <= MOST_SESSIONS:
        yield Lack("sessions", _("how many: 1 to %(most)s") % {"most": MOST_SESSIONS})


def lacking_people(new: Activity) -> Iterator[Lack]:
    least = int(new.declared.asks_people)
    if new.declared.people is None:
        if new.people != 0:
            yield Lack("people", _("no people: of this kind nobody is counted"))
    elif not least <= new.people <= MOST_PEOPLE:
        told = {"least": least, "most": MOST_PEOPLE}
        yield Lack("people", _("how many people: %(least)s to %(most)s") % told)


def doubled(entering: Entering) -> Iterator[Lack]:
    """Asked, not forbidden: the same may well have been held twice on a day."""
    like = Activity.objects.like(entering.new)
    if entering.old:
        like = like.exclude(pk=entering.old.pk)
    if not entering.is_confirmed and like.exists():
        yield Lack(POSSIBLE_DOUBLE, _("that it is another one: the same is logged for this day"))


ACTIVITIES = Activities(Activity, LAW)
