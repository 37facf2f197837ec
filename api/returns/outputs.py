"""How campaigns, forms, returns and jobs are told to the outside."""

from typing import Any

from django.urls import reverse

from api.errors import blank_of
from api.hazards.outputs import day, moment, person, waits_for
from api.returns.second_look.outputs import second_look
from hazards.models import Photo
from imports.services import KIND
from jobs.models import Job
from returns.forms.shape import Indicator
from returns.models.campaigns import Campaign
from returns.models.form_templates import FormTemplate
from returns.models.returns import Return
from returns.table.checks import Remark
from returns.table.drilldown import Depth, SeenRow
from returns.table.reading import Figure, Reading
from workflow.declarations.moves import OpenMove


def unit(one) -> dict[str, Any]:
    return {"id": one.pk, "code": one.code, "name": one.name}


def template(one: FormTemplate) -> dict[str, Any]:
    return {"id": one.pk, "code": one.code, "version": one.version, "title": one.title}


def form(one: FormTemplate) -> dict[str, Any]:
    read = one.form
    return {
        **template(one),
        "layout": read.layout,
        "retired_on": day(one.retired_on),
        "indicators": [indicator(each) for each in read.indicators],
    }


def indicator(one: Indicator) -> dict[str, Any]:
    return {
        "code": one.code,
        "label": one.label,
        "type": one.type,
        "counted_in": one.counted_in,
        "aggregation": one.aggregation,
        "source": one.source,
        "meaning": one.meaning,
        "checks": [{"kind": c.kind, "other": c.other, "level": c.level} for c in one.checks],
    }


def campaign(one: Campaign) -> dict[str, Any]:
    return {
        "id": one.pk,
        "number": one.number,
        "title": one.title,
        "template": template(one.template),
        "unit": unit(one.unit),
        "activity_from": day(one.activity_from),
        "activity_through": day(one.activity_through),
        "hazards_from": day(one.hazards_from),
        "hazards_through": day(one.hazards_through),
        "due_on": day(one.due_on),
        "photos_wanted": one.photos_wanted,
        "opened_at": moment(one.opened_at),
        "is_over": one.is_over,
    }


def job(one: Job) -> dict[str, Any]:
    is_finished = one.phase == Job.Phase.FINISHED
    return {
        "id": str(one.pk),
        "state": one.phase,
        "progress": 100 if is_finished else one.percent,
        "result": _result(one) if is_finished else None,
    }


def _result(one: Job) -> str:
    """The file it made; an import makes none, and shows what became of its rows."""
    is_import = one.kind == KIND
    return reverse(
        "api:import" if is_import else "api:job-file", args=[one.subject if is_import else one.pk]
    )


def row(one: Return, is_stale: bool) -> dict[str, Any]:
    handed_in = one.handed_in if one.is_frozen else None
    return {
        "id": str(one.pk),
        "number": one.number,
        "campaign": one.campaign_id,
        "title": one.campaign.title,
        "unit": unit(one.unit),
        "state": one.state,
        "state_label": one.get_state_display(),
        "version": one.version,
        "as_of": handed_in and moment(handed_in.as_of),
        "submitted_at": moment(one.submitted_at),
        "digest": handed_in and handed_in.digest,
        "stale": is_stale,
        "is_nil": one.is_nil,
        "is_late": one.is_late,
        "is_stamped": one.is_stamped,
    }


def detail(reading: Reading) -> dict[str, Any]:
    one, sheet = reading.one, reading.sheet
    return {
        **row(one, reading.is_stale),
        "as_of": moment(sheet.as_of),
        "form": template(one.campaign.template),
        **revisions(one, reading.user),
        "reports_to": sheet.document["reports_to"],
        "waits_for": waits_for(one.waits_for),
        "submitted_by": person(one.submitted_by),
        "accepted_by": person(one.accepted_by),
        "accepted_at": moment(one.accepted_at),
        "header": header(sheet.document["header"]),
        "summary": sheet.document["summary"],
        **attached(one),
        "photos": [photo(one, each) for each in reading.photos],
        "proofs": {code: proofs(one, code, files) for code, files in sheet.proofs.items()},
        "coverage": sheet.document["coverage"],
        **second_look(reading),
        "values": {code: value(figure) for code, figure in reading.figures.items()},
        "checks": [remark(each) for each in reading.remarks],
        "moves": [move(one, each) for each in reading.moves],
    }


def revisions(one: Return, user) -> dict[str, Any]:
    """The return before it and the one after: a correction takes the next number."""
    seen = Return.objects.visible_to(user)
    same = seen.filter(campaign=one.campaign_id, unit=one.unit_id)
    ids = dict(same.values_list("revision", "pk"))
    before, after = ids.get(one.revision - 1), ids.get(one.revision + 1)
    return {
        "revision": one.revision,
        "supersedes": before and str(before),
        "superseded_by": after and str(after),
    }


def header(said: dict[str, str]) -> dict[str, str | None]:
    return {**said, "filled_on": said["filled_on"] or None}


def attached(one: Return) -> dict[str, Any]:
    """The files that go with it, each with its name and its address."""
    summary = {"name": one.summary_name, "url": reverse("api:return-summary", args=[one.pk])}
    scan = {"name": scan_name(one), "url": reverse("api:return-scan", args=[one.pk])}
    return {
        "summary_file": summary if one.summary_file else None,
        "scan": scan if one.is_stamped else None,
    }


def proofs(one: Return, code: str, files: list[dict[str, str]]) -> list[dict[str, str]]:
    """What an answer rests on: each file with its name, its digest and its address."""
    return [
        {
            "name": file["name"],
            "sha256": file["sha256"],
            "url": reverse("api:return-proof", args=[one.pk, code, file["sha256"]]),
        }
        for file in files
    ]


def scan_name(one: Return) -> str:
    return f"{one.number}.{one.scan_file.rpartition('.')[2]}"


def photo(one: Return, photo: Photo) -> dict[str, Any]:
    return {
        "id": str(photo.pk),
        "display": reverse("api:return-photo", args=[one.pk, photo.pk, "display"]),
        "thumb": reverse("api:return-photo", args=[one.pk, photo.pk, "thumb"]),
    }


def value(figure: Figure) -> dict[str, Any]:
    is_typed, said = figure.indicator.is_typed, figure.adjustment or {}
    return {
        "value": figure.value,
        "source": figure.indicator.source,
        "derived": figure.computed if figure.is_sum or not is_typed else None,
        "typed": figure.own if is_typed else None,
        "adjusted": said.get("value"),
        "reason": said.get("reason"),
        "now": figure.now,
        "own": figure.own,
        "children": figure.children,
    }


def remark(one: Remark) -> dict[str, Any]:
    return {
        "code": one.code,
        "level": one.level,
        "indicator": one.indicator or None,
        "detail": str(one.detail),
    }


def move(one: Return, option: OpenMove) -> dict[str, Any]:
    return {
        "name": option.word,
        "label": str(option.label),
        "url": reverse(f"api:return-{option.word}", args=[one.pk]),
        "missing": [
            {"code": blank_of(lack.code) or lack.code, "detail": str(lack.detail)}
            for lack in option.missing
        ],
    }


def record_behind(row: SeenRow) -> dict[str, Any]:
    kind, record = row.kind, row.record
    return {
        "kind": kind.name,
        "id": record.pk,
        "number": record.number or None,
        "title": record.title,
        "day": record.day.isoformat(),
        "state": record.state or None,
        "measure": row.measure,
        "url": reverse(kind.call, args=[record.pk]) if kind.call else None,
    }


def behind(depth: Depth) -> dict[str, Any]:
    return {
        "definition": depth.definition,
        "value": depth.figure.value,
        "children": [
            {
                "unit": share.unit,
                "return": share.return_id,
                "value": share.value,
                "stars": share.stars,
            }
            for share in depth.children
        ],
        "rows": [record_behind(row) for row in depth.rows],
        "out_of_sight": depth.out_of_sight,
        "beside": depth.beside,
    }
