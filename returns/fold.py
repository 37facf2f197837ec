"""A return made again out of its history alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from organizations.models import Unit, User
from records.fold import REFUSALS, does_not_follow, replay, stand_in, value_of
from records.kinds import Performing
from records.perform import transit
from returns.models.returns import Return, ReturnEntry
from returns.services.moves import HANDED_IN, SAID_AGAIN, SIGNATURE, put_signature
from workflow.declarations.former_names import name_today
from workflow.return_law import RETURN_LAW

ASKED = "given when it was asked for, before any history; what is handed in says it again"
NOT_COMPARED = {
    "id": "the key its history hangs on; the digest of each line covers it",
    **dict.fromkeys(("campaign", "unit", "revision", "number"), ASKED),
}


@dataclass
class Folded:
    """What the history leads to. `untold` are columns it does not speak of, as lines of earlier
    versions do not of some; `photos` the keys of those that go with it, None where untold."""

    one: Return
    photos: list[str] | None = field(default_factory=list)
    untold: set[str] = field(default_factory=set)


def fold(one: Return, entries: Iterable[ReturnEntry], before: Folded | None) -> Folded | None:
    """What the entries of `one`, oldest first, lead to; a correction begins with what the return
    `before` it said. None where one of them is of a move this version does not have. Raises
    DoesNotFollow."""
    folded = begun(one, before)
    for entry in entries:
        if name_today(entry.move) not in RETURN_LAW:
            return None
        try:
            follow(folded, one, entry)
        except REFUSALS as refusal:
            raise does_not_follow(entry) from refusal
        if entry.after != folded.one.state:
            raise does_not_follow(entry)
    return folded


def begun(one: Return, before: Folded | None) -> Folded:
    asked = {name: getattr(one, name) for name in ("id", "campaign", "revision", "number")}
    fresh = Folded(Return(unit=stand_in(Unit, one.unit_id), **asked))
    if one.revision == 1:
        return fresh
    mine = (one.campaign_id, one.unit_id, one.revision - 1)
    if before is None or mine != (before.one.campaign_id, before.one.unit_id, before.one.revision):
        # The one before leads nowhere, which is said of that one.
        return Folded(fresh.one, None, set(SAID_AGAIN))
    for name in SAID_AGAIN:
        setattr(fresh.one, name, getattr(before.one, name))
    return Folded(fresh.one, before.photos, before.untold & set(SAID_AGAIN))


def follow(folded: Folded, one: Return, entry: ReturnEntry) -> None:
    """One line further. Handing in freezes the figures, which `returns.verification` composes
    again; here it is the signature and the transition."""
    what, mine = RETURN_LAW[name_today(entry.move)], folded.one
    at = timezone.localtime(entry.at)
    doing = Performing(what, mine, stand_in(User, entry.by_id), at)
    doing.values = values_of(folded, entry)
    if entry.before != mine.state:
        raise LookupError(entry.before)
    replay(doing, sign if what.name in HANDED_IN else None)
    if what.name in HANDED_IN:
        digest = entry.facts["digest"]
        mine.submission = next(s for s in one.submissions.all() if s.digest == digest)
    if what.name == "photos":
        folded.photos = entry.facts["photos"]


def sign(doing: Performing) -> None:
    """Whom it is summed by was read off the tree of that day, so history says it."""
    put_signature(doing)
    transit(doing)
    doing.record.reports_to = doing.values["reports_to"]


def values_of(folded: Folded, entry: ReturnEntry) -> dict[str, Any]:
    """The facts as the bodies take them."""
    reads = {"fill": typed_in, "submit": signed, "nil": signed, "summary": attached}
    read = reads.get(name_today(entry.move))
    return read(folded, entry.facts) if read else dict(entry.facts)


def typed_in(folded: Folded, facts: dict[str, Any]) -> dict[str, Any]:
    """Earlier versions name what was typed above and below the figures, and do not say it."""
    header, summary = facts["header"], facts.get("summary")
    if isinstance(header, list):
        folded.untold |= {*header, *(["summary"] if summary else [])}
        return {"values": facts["values"], "header": {}, "summary": None}
    said = {name: value_of(Return._meta.get_field(name), fact) for name, fact in header.items()}
    text = summary["text"] if summary else None
    folded.untold -= {*said, *(["summary"] if summary else [])}
    return {"values": facts["values"], "header": said, "summary": text}


def signed(folded: Folded, facts: dict[str, Any]) -> dict[str, Any]:
    """Earlier versions do not say who signed, nor whom it is summed by."""
    mine, above = folded.one, facts.get("reports_to")
    if "is_late" not in facts:
        folded.untold |= {*SIGNATURE, "reports_to"}
        kept = {name: getattr(mine, name) for name in SIGNATURE}
        return {**kept, "reports_to": None}
    folded.untold -= {*SIGNATURE, "reports_to"}
    return {
        "contact_name": facts.get("contact_name", ""),
        "contact_phone": facts.get("contact_phone", ""),
        "filled_on": date.fromisoformat(facts["filled_on"]),
        "is_late": facts["is_late"],
        "reports_to": stand_in(Unit, above["id"]) if above else None,
    }


def attached(folded: Folded, facts: dict[str, Any]) -> dict[str, Any]:
    """Earlier versions do not say what the file was called."""
    (folded.untold.discard if "name" in facts else folded.untold.add)("summary_name")
    return dict(facts)


def without_names(one: Return) -> Return:
    """Who adjusted or starred a figure is known by the key; names are what they had then."""
    for said in signed_remarks(one):
        named = said.get("by") if isinstance(said, dict) else None
        if isinstance(named, dict):
            said["by"] = {"id": named.get("id")}
    return one


def signed_remarks(one: Return) -> Iterator[Any]:
    """Whatever stands there: what no service made is compared as it is."""
    yield from one.adjustments.values()
    for said in one.stars.values() if isinstance(one.stars, dict) else ():
        yield from said if isinstance(said, list) else ()
