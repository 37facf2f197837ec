"""Whether what was drawn, given to somebody and seen on site is what the histories tell of it.

A sample's own history tells what was asked for, what came up, and who was given what; a sample of
an earlier version has none, or one that begins with a giving. What it keeps of a closure stands in
the history of the hazard, and each verdict is a line there.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from hazards.models import HistoryEntry
from hazards.verification.replay import fold
from rechecks.history import SampleEntry, told_of
from rechecks.results import Result
from rechecks.samples import Sample, SampledHazard
from records.chain import is_unbroken
from records.fold import DoesNotFollow, difference
from texts.writing import is_written
from workflow.actions import DRAW
from workflow.states import State

OF_THE_CLOSURE = ("unit", "rectified_by", "rectified_for", "closed_by", "closed_at")
# Of a row the column, and what the last giving calls it.
OF_THE_GIVING = {"rechecker": "rechecker", "assigned_by": "by", "assigned_at": "at"}
NOT_COMPARED: dict[type[Any], dict[str, str]] = {
    Sample: {"id": "the key its history hangs on; the digest of each line covers it"},
    SampledHazard: dict.fromkeys(("id", "sample"), "what it hangs on"),
    Result: {"id": "a key of its own", "sampled": "what it hangs on"},
}


class Seen(NamedTuple):
    """A verdict, as a result and a line of history tell it alike."""

    hazard: Any
    at: Any
    by: int
    holds: bool | None


class Giving(NamedTuple):
    """Who looks at a hazard, as a row and a line of the sample's history tell it alike."""

    rechecker: int | None
    by: int | None
    at: Any


def faults_of_the_draw(sample: Sample) -> Iterator[str]:
    """What of the sample is not what its own history says, in sentences."""
    entries = list(sample.history.all())
    if not is_unbroken(entries):
        yield _("its history has been changed.")
    elif is_whole(entries):
        first = entries[0]
        if (first.by_id, first.at) != (sample.drawn_by_id, sample.drawn_at):
            yield _("it was drawn by somebody else, or at another time.")
        for name, now in told_of(sample, sample.drawn.all()).items():
            if first.facts.get(name) != now:
                yield _("“%(what)s” is not what its history tells.") % {"what": in_words(name)}


def is_whole(entries: Sequence[SampleEntry]) -> bool:
    """Whether the history begins with the drawing."""
    return bool(entries) and entries[0].move == DRAW.name


def in_words(name: str) -> str:
    if name == "drawn":
        return _("what was drawn")
    field: Any = Sample._meta.get_field(name)
    return str(field.verbose_name)


def givings_in(entries: Sequence[SampleEntry]) -> dict[int, Giving]:
    """The last giving of each hazard, by the place at which it came up."""
    return {
        int(position): Giving(int(person["id"]), entry.by_id, entry.at)
        for entry in entries
        for position, person in entry.facts.get("given", {}).items()
    }


def faults_of(sample: Sample) -> Iterator[tuple[SampledHazard, str]]:
    """Of each hazard that was drawn what is wrong, in sentences."""
    told = list(sample.history.all())
    last, whole = givings_in(told), is_whole(told)
    results = Result.objects.order_by("pk").prefetch_related("photos")
    rows = sample.drawn.select_related("hazard").prefetch_related(
        "assignments", "hazard__history", Prefetch("results", results)
    )
    for row in rows:
        entries = list(row.hazard.history.all())
        given = giving(row, last.get(row.position), whole)
        for fault in (*closure(row, entries), *given, *verdicts(row, entries)):
            yield row, fault


def closure(row: SampledHazard, entries: list[HistoryEntry]) -> Iterator[str]:
    """Whose work the closure was, by the history up to it."""
    last = next((n for n, e in enumerate(entries) if is_closure(e) and e.at == row.closed_at), None)
    if last is None:
        yield _("its history tells of no such closure.")
        return
    try:
        folded = fold(entries[: last + 1])
    except DoesNotFollow:
        return  # which `verify_history` says
    if folded is not None:
        yield from columns(row, folded.hazard, {name: name for name in OF_THE_CLOSURE})


def is_closure(entry: HistoryEntry) -> bool:
    return (entry.before, entry.after) == (State.RECTIFIED, State.CLOSED)


def giving(row: SampledHazard, last: "Giving | None", is_whole: bool) -> Iterator[str]:
    """The last giving is the row's, and a line of the sample's history tells of it; of givings
    before there was such a history only the row and its `Assignment` are compared."""
    givings = list(row.assignments.all())
    if givings:
        yield from columns(row, givings[-1], OF_THE_GIVING)
    elif row.rechecker_id is not None:
        yield _("it is given to somebody, and no giving is kept.")
    mine = Giving(row.rechecker_id, row.assigned_by_id, row.assigned_at)
    if (last or is_whole) and mine != (last or Giving(None, None, None)):
        yield _("the history of the sample tells otherwise of whom it is given to.")


def columns(row: Any, told: Any, names: dict[str, str]) -> Iterator[str]:
    for name, theirs in names.items():
        mine, other = row._meta.get_field(name), told._meta.get_field(theirs)
        is_, leads_to = getattr(row, mine.attname), getattr(told, other.attname)
        if is_ != leads_to:
            yield difference(mine, is_, leads_to)


def verdicts(row: SampledHazard, entries: list[HistoryEntry]) -> Iterator[str]:
    """Each result is told by a line of the hazard's history, and corrects the one before."""
    before: Result | None = None
    for result in row.results.all():
        line = next((e for e in entries if e.move == "recheck" and tells_of(e, result)), None)
        if line is None:
            yield _("its history does not tell of a result, or tells otherwise.")
        elif photos_of(result) != {*photos_of(before), *named_in(line)}:
            yield _("the photos of a result are not those its history names.")
        if result.supersedes_id != (before.pk if before else None):
            yield _("a result does not correct the one before it.")
        if result.reopened != any(e.move == "reopen" and e.at == result.at for e in entries):
            yield _("whether a result reopened it is not what its history tells.")
        before = result


def tells_of(entry: HistoryEntry, result: Result) -> bool:
    hazard = entry.hazard_id
    mine = Seen(hazard, result.at, result.by_id, result.holds)
    says_so = not is_written(result.note) or result.note in entry.note
    return seen_in(entry) == mine and says_so


def seen_in(entry: HistoryEntry) -> Seen:
    return Seen(entry.hazard_id, entry.at, entry.by_id, entry.facts.get("holds"))


def photos_of(result: Result | None) -> set[str]:
    return {str(photo.pk) for photo in result.photos.all()} if result else set()


def named_in(entry: HistoryEntry) -> set[str]:
    return {photo["id"] for photo in entry.facts.get("photos", ())}


def verdicts_without_result() -> Iterator[str]:
    """A line of history tells of each verdict: what was seen and is not kept shows here."""
    kept = {
        Seen(*told)
        for told in Result.objects.values_list("sampled__hazard", "at", "by", "holds").iterator()
    }
    lines = HistoryEntry.objects.filter(move="recheck").select_related("hazard")
    for entry in lines.order_by("at", "pk").iterator():
        if seen_in(entry) not in kept:
            yield f"{entry.hazard}: " + _("its history tells of a re-check that has no result.")
