"""Drawing a sample, and keeping what it was drawn from."""

import secrets
import uuid
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hazards.models import Hazard
from organizations.models import Unit
from organizations.services import hold_unit
from organizations.units import STEP
from rechecks import drawing
from rechecks.history import told_of
from rechecks.samples import Frame, Sample, SampledHazard
from rechecks.sampling_frame import WEIGHTS, Candidate, frame_of
from records.kinds import Performing
from records.perform import write_down
from workflow import policy
from workflow.actions import DRAW
from workflow.errors import Lack, NotPermitted, NotPossible, SomethingMissing
from workflow.states import State

MOST = 500  # more than anybody walks to
SEED_BYTES = 8


def draw(
    *,
    by,
    unit: Unit,
    found_from: date,
    found_to: date,
    size: int,
    seed: str = "",
    id: uuid.UUID | None = None,
    at: datetime | None = None,
) -> tuple[Sample, bool]:
    """Draw `size` of the closed hazards found in [found_from, found_to); True beside it when the
    sample is new, False when this very request was here already under this `id`.

    Raises NotPermitted, SomethingMissing (days, size), and NotPossible for another request under
    a known id. Without a seed one is drawn from the machine's own chance.
    """
    sample = Sample(
        id=id or uuid.uuid4(),
        unit=unit,
        found_from=found_from,
        found_to=found_to,
        size=size,
        seed=seed or secrets.token_hex(SEED_BYTES),
        is_seed_given=bool(seed),
        weights=WEIGHTS,
        drawn_by=by,
        drawn_at=at or timezone.now(),
    )
    if Sample.objects.filter(pk=sample.pk).exists():
        return _again(sample), False
    if not policy.draws_samples_of(by, unit):
        raise NotPermitted(_("Samples are drawn by an auditor of the unit or above it."))
    # A large frame takes seconds to read; nobody who writes waits for that.
    frame = frame_of(by, unit, found_from, found_to)
    _require(sample, len(frame))
    try:
        return _enter(sample, frame), True
    except IntegrityError:  # the same id came in by another connection a moment ago
        return _again(sample), False


@transaction.atomic
def _enter(sample: Sample, frame: list[Candidate]) -> Sample:
    # One draw of a unit after the other, so that each is counted.
    sample.unit = hold_unit(sample.unit)
    if sample.unit.closed_on is not None:
        raise NotPossible(_("This unit is closed; draw for the one that took its place."))
    earlier = Sample.objects.like(sample.unit, sample.found_from, sample.found_to).count()
    sample.ordinal = earlier + 1
    _keep(sample, frame)
    return sample


def _require(sample: Sample, available: int) -> None:
    lacking = []
    if sample.found_from >= sample.found_to:
        lacking.append(Lack("found_to", _("an end after the beginning")))
    elif not available:
        lacking.append(Lack("frame", _("a closed hazard found in these days")))
    elif not 1 <= sample.size <= min(available, MOST):
        most = {"most": min(available, MOST)}
        lacking.append(Lack("size", _("a size from 1 to %(most)s") % most))
    if lacking:
        raise SomethingMissing(lacking)


def _keep(sample: Sample, frame: list[Candidate]) -> None:
    text = drawing.written(candidate.row for candidate in frame)
    sample.frame_size, sample.frame_digest = len(frame), drawing.digest_of(text)
    branches = branches_of(sample.unit, {candidate.unit for candidate in frame})
    sample.branches = Counter(str(branches[candidate.unit]) for candidate in frame)
    sample.save(force_insert=True)
    Frame.objects.create(sample=sample, rows=zlib.compress(text))
    rows = SampledHazard.objects.bulk_create(_drawn(sample, frame, branches))
    doing = Performing(DRAW, sample, sample.drawn_by, sample.drawn_at)
    doing.facts = told_of(sample, rows)
    write_down(doing)


def _drawn(
    sample: Sample, frame: list[Candidate], branches: dict[int, int]
) -> Iterator[SampledHazard]:
    drawn = drawing.draw((candidate.row for candidate in frame), sample.size, sample.seed)
    names = {one.row.hazard for one in drawn}
    candidates = {candidate.pk: candidate for candidate in frame if candidate.pk in names}
    hazards = _still_closed(names, sample.drawn_by)
    for position, (row, probability) in enumerate(drawn, start=1):
        hazard, candidate = hazards[uuid.UUID(row.hazard)], candidates[row.hazard]
        yield SampledHazard(
            sample=sample,
            position=position,
            hazard=hazard,
            unit_id=candidate.unit,
            branch_id=branches[candidate.unit],
            reasons=list(candidate.reasons),
            weight=row.weight,
            probability=float(probability),
            **{name: getattr(hazard, name) for name in WORK},
        )


def _still_closed(names: set[str], by) -> dict[uuid.UUID, Hazard]:
    """Whose work the closures were; all of them still stand since the frame was read."""
    seen = Hazard.objects.visible_to(by).filter(state=State.CLOSED)
    hazards = seen.in_bulk(names)
    if len(hazards) < len(names):
        raise NotPossible(_("Somebody has just reopened one of these. Please draw again."))
    return hazards


WORK = ("rectified_by_id", "rectified_for_id", "closed_by_id", "closed_at")


def branches_of(top: Unit, units: set[int]) -> dict[int, int]:
    """For each unit the one directly below `top` that it belongs to; `top` itself for its own."""
    paths = dict(Unit.objects.below(top).values_list("pk", "path"))
    keys = {path: pk for pk, path in paths.items()}
    end = len(top.path) + STEP
    return {pk: keys[paths[pk][:end]] for pk in units}


def _again(sample: Sample) -> Sample:
    """The sample already drawn under this id, if it is the same request."""
    known = Sample.objects.select_related("unit", "drawn_by").get(pk=sample.pk)
    if _asked(known) != _asked(sample):
        raise NotPossible(_("Another sample was already drawn under this id."))
    return known


def _asked(sample: Sample) -> tuple[Any, ...]:
    days = (sample.found_from, sample.found_to)
    seed = sample.seed if sample.is_seed_given else ""
    return (sample.drawn_by_id, sample.unit_id, *days, sample.size, seed)
