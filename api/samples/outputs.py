"""How a re-check sample is told to the outside."""

from typing import Any

from api.hazards.outputs import day, moment, person, photo
from hazards.models import Hazard
from organizations.models import Unit
from rechecks.estimates import Estimate
from rechecks.models import Assignment, Result, Sample, SampledHazard
from rechecks.reading import Reading
from rechecks.reopenings import Reopening
from workflow import policy


def unit_ref(unit: Unit) -> dict[str, Any]:
    return {"id": unit.pk, "code": unit.code, "name": unit.name}


def row(sample: Any) -> dict[str, Any]:
    return {
        "id": str(sample.pk),
        "unit": unit_ref(sample.unit),
        "found_from": day(sample.found_from),
        "found_to": day(sample.found_to),
        "size": sample.size,
        "seed": sample.seed,
        "is_seed_given": sample.is_seed_given,
        "ordinal": sample.ordinal,
        "weights": sample.weights,
        "drawn_by": person(sample.drawn_by),
        "drawn_at": moment(sample.drawn_at),
        "frame_size": sample.frame_size,
        "frame_digest": sample.frame_digest,
        "drawn": sample.seen,
        "checked": sample.checked,
        "failed": sample.failed,
    }


def detail(sample: Sample, user) -> dict[str, Any]:
    reading = Reading(sample, user)
    shares = reading.shares if reading.is_auditor else []
    return {
        **row(sample),
        "hazards": [sampled(one, user) for one in reading.rows],
        "estimate": estimate(reading.whole) if reading.is_auditor else None,
        "estimates": [
            {**estimate(share.estimate), "unit": unit_ref(share.unit)} for share in shares
        ],
    }


def sampled(one: SampledHazard, user) -> dict[str, Any]:
    hazard, results = one.hazard, list(one.results.all())
    camera = policy.sees_photo_data(user, hazard)
    told = [result(each, camera) for each in results]
    return {
        "position": one.position,
        "hazard": drawn_hazard(hazard),
        "reasons": one.reasons,
        "weight": one.weight,
        "probability": one.probability,
        "closed_at": moment(one.closed_at),
        "rechecker": person(one.rechecker),
        "assigned_at": moment(one.assigned_at),
        "assignments": [assignment(each) for each in one.assignments.all()],
        "result": told[-1] if told else None,
        "earlier": told[:-1],
        "waits_to_be_reopened": one.is_to_be_reopened,
        "reopenings": [reopening(each) for each in one.reopenings],
    }


def drawn_hazard(hazard: Hazard) -> dict[str, Any]:
    return {
        "id": str(hazard.pk),
        "number": hazard.number,
        "state": hazard.state,
        "severity": hazard.severity,
        "unit": unit_ref(hazard.unit),
        "place": hazard.place,
        "description": hazard.description,
    }


def assignment(one: Assignment) -> dict[str, Any]:
    return {"rechecker": person(one.rechecker), "by": person(one.by), "at": moment(one.at)}


def reopening(one: Reopening) -> dict[str, Any]:
    led = one.result.pk if one.result else None
    return {"at": moment(one.at), "by": person(one.by), "reason": one.note, "result": led}


def result(one: Result, with_camera: bool) -> dict[str, Any]:
    photos = list(one.photos.all())
    return {
        "id": one.pk,
        "holds": one.holds,
        "note": one.note,
        "photos": [photo(each, with_camera, photos) for each in photos],
        "by": person(one.by),
        "at": moment(one.at),
        "reopened": one.reopened,
        "corrects": one.supersedes_id,
    }


def estimate(one: Estimate) -> dict[str, Any]:
    return {
        "frame": one.frame,
        "drawn": one.drawn,
        "checked": one.checked,
        "failed": one.failed,
        "rate": one.rate,
        "low": one.low,
        "high": one.high,
        "effective_size": one.effective,
    }
