"""Whether each tip is what its history leads to, and each reward and news report what was recorded.

A tip is made again out of its lines alone (ADR 39). Who tipped is in no line, and is compared with
nothing: whether it can be read is asked apart.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from organizations.models import User
from records.chain import is_unbroken
from records.fold import (
    REFUSALS,
    DoesNotFollow,
    differences,
    does_not_follow,
    replay,
    stand_in,
    value_of,
)
from records.kinds import Performing
from tips.follow_ups import told_of as told_of_follow_up
from tips.law import LAW, RECEIVE
from tips.models import FollowUp, Tip, TipEntry
from tips.services import follow_ups
from workflow.declarations.former_names import name_today

AT_ONCE = 500
NOT_COMPARED = {
    "report_digest": "follows from what was told and the photos that came with it",
    "receipt_digest": "of a code that is written nowhere",
}
TOLD = ("place", "text", "channel", "received_on", "left_identity", "unit", "verifier")
READ = {"hazard": "hazard", "repeat_of": "repeat_of"}


def faults() -> Iterator[str]:
    """A sentence for each tip and each follow-up that is not what its history tells."""
    tips = Tip.objects.order_by("received_at", "pk").prefetch_related("history", "photos")
    for tip in tips.iterator(chunk_size=AT_ONCE):
        if fault := fault_of(tip):
            yield f"{tip.pk} ({tip.received_on}): {fault}"
    rows = FollowUp.objects.order_by("recorded_at", "pk").prefetch_related("history")
    for one in rows.iterator(chunk_size=AT_ONCE):
        if fault := fault_of_follow_up(one):
            yield f"{one.pk} ({one}, {one.day}): {fault}"


def fault_of(tip: Tip) -> str:
    """What is wrong, in a sentence; "" when nothing is."""
    entries = list(tip.history.all())
    if not entries or not is_unbroken(entries):
        return _("its history has been changed.")
    try:
        led_to = fold(entries)
    except DoesNotFollow as fault:
        return str(fault)
    if led_to is None:
        return ""
    if photos_of(entries) != [photo.told for photo in tip.photos.all()]:
        return _("its pictures are not those that came with it.")
    return next(differences(tip, led_to, NOT_COMPARED), "")


def fold(entries: Iterable[TipEntry]) -> Tip | None:
    """The tip its lines, oldest first, lead to; None where one is of a move this version does not
    have. Raises DoesNotFollow."""
    tip: Tip | None = None
    for entry in entries:
        if name_today(entry.move) not in LAW:
            return None
        tip = tip or Tip(id=entry.tip_id, version=0)
        try:
            follow(tip, entry)
        except REFUSALS as refusal:
            raise does_not_follow(entry) from refusal
        if entry.after != tip.state:
            raise does_not_follow(entry)
    return tip


def follow(tip: Tip, entry: TipEntry) -> None:
    what = LAW[name_today(entry.move)]
    if what is RECEIVE:
        begin(tip, entry)
        return
    by: Any = stand_in(User, entry.by_id) if entry.by_id else None
    doing = Performing(what, tip, by, entry.at)
    doing.values = {name: value(name, fact) for name, fact in entry.facts.items()}
    replay(doing, nothing if what.name == "reward" else None)


def begin(tip: Tip, entry: TipEntry) -> None:
    tip.received_at, tip.version = entry.at, 1
    tip.entered_by = stand_in(User, entry.by_id) if entry.by_id else None
    for name in TOLD:
        field: Any = Tip._meta.get_field(name)
        setattr(tip, name, value_of(field, entry.facts[name]))


def value(name: str, fact: Any) -> Any:
    return value_of(Tip._meta.get_field(name), fact) if name in READ else fact


def nothing(doing: Performing) -> None:
    """A reward is a record of its own: the tip stays as it was."""


def photos_of(entries: list[TipEntry]) -> list[dict[str, str]]:
    return list(entries[0].facts.get("photos", []))


def fault_of_follow_up(one: FollowUp) -> str:
    """What is wrong, in a sentence; "" when nothing is."""
    entries = list(one.history.all())
    if not entries or not is_unbroken(entries):
        return _("its history has been changed.")
    first, last = entries[0], entries[-1]
    corrects = first.facts.get("supersedes")
    told = ({**told_of_follow_up(one), "supersedes": corrects}, one.recorded_by_id)
    if told != (first.facts, first.by_id) or one.recorded_at != first.at:
        return _("it does not say what was recorded.")
    if one.report_digest != follow_ups.digest_of(one, corrects or ""):
        return _("it does not say what was recorded.")
    successor = str(one.superseded_by_id or "")
    if (last.after, last.facts.get("superseded_by", "")) != (one.state, successor):
        return _("what took its place is not what its history tells.")
    return ""
