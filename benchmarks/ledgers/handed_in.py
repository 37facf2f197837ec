"""Ledgers in which a campaign's returns have been handed in, written in bulk.

What is frozen is composed by the service's own functions, of the same rows; only the history and
the letters of two thousand acts are left out, which no table reads.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from benchmarks.ledgers import district as districts
from hazards.models import Hazard
from organizations.models import Placement, Role, Unit, User
from organizations.services import ALWAYS, found_unit
from organizations.units import STEP
from returns import services
from returns.forms.shape import INT, TEXT, Form
from returns.freezing import bytes_of, digest_of
from returns.models import Return, Submission
from returns.models.campaigns import Campaign
from returns.models.form_templates import FormTemplate
from returns.table import derivation, sheet
from returns.table.rollup import Below
from workflow.states import ReturnState

NEVER_REPORTS = 25  # every so many units


def district(hazards: int) -> dict[str, Any]:
    """The district of the other benchmarks: 26 central schools of 8 schools each, 20 direct."""
    districts.fill(hazards=hazards, waiting=0)
    return hand_all_in(Unit.objects.get(parent=None))


def wide(units: int) -> dict[str, Any]:
    """A bureau with this many direct units, and an officer at the first few."""
    bureau = found_unit("JZ000", "市教育局", Unit.Kind.BUREAU)
    found_many(bureau, units)
    districts.appoint([bureau, *Unit.objects.exclude(pk=bureau.pk)[:20]])
    return hand_all_in(bureau)


def found_many(bureau: Unit, count: int) -> None:
    """As `found_unit` would, three thousand times at once."""
    kind, names = Unit.Kind.DIRECT_UNIT, [f"直属学校{number}" for number in range(count)]
    rows = [
        Unit(code=f"ZZ{place:04d}", name=name, kind=kind, parent=bureau)
        for place, name in enumerate(names)
    ]
    units = Unit.objects.bulk_create(rows, batch_size=500)
    for unit in units:
        unit.path = bureau.path + str(unit.pk).zfill(STEP)
    Unit.objects.bulk_update(units, ["path"], batch_size=500)
    Placement.objects.bulk_create(
        (Placement(unit=unit, parent=bureau, path=unit.path, since=ALWAYS) for unit in units),
        batch_size=500,
    )


def hand_all_in(bureau: Unit) -> dict[str, Any]:
    """The lowest first; the bureau's own stays open, and a few units never report."""
    auditor = User.objects.get(memberships__role=Role.AUDITOR)
    campaign = opened(auditor, bureau)
    deepest_first = sorted(returns_of(campaign), key=lambda one: -len(one.unit.path))
    below: dict[int | None, Below] = {}
    has_hazards = set(Hazard.objects.values_list("unit", flat=True))
    for place, one in enumerate(deepest_first[:-1]):
        around = below.setdefault(one.unit.parent_id, Below([], []))
        if place % NEVER_REPORTS == 0:
            around.missing.append(one)
            continue
        children = below.get(one.unit_id, Below([], []))
        one.submission = frozen(one, children, has_hazards, auditor)
        around.counted.append(one)
    write([one for one in deepest_first if one.submission is not None])
    districts.count_the_rows()
    return {
        "campaign": campaign.pk,
        "bureau": str(deepest_first[-1].pk),
        "auditor": auditor.pk,
        "returns": len(deepest_first) - 1,
    }


def opened(auditor: User, bureau: Unit) -> Campaign:
    """Its hazard window holds all hazards there are."""
    today = timezone.localdate()
    window = (today - timedelta(days=400), today)
    return services.open_campaign(
        by=auditor,
        unit=bureau,
        title="安全生产月",
        template=FormTemplate.objects.get(code="safety-month", version="2021"),
        activity_from=window[0],
        activity_through=window[1],
        hazards_from=window[0],
        hazards_through=window[1],
        due_on=date(2099, 6, 28),
    )


def returns_of(campaign: Campaign) -> list[Return]:
    """With their units, and all with the one campaign."""
    rows = list(campaign.returns.select_related("unit__parent"))
    for one in rows:
        one.campaign = campaign
    return rows


def answered(form: Form, place: int) -> dict[str, Any]:
    kinds: dict[str, Any] = {INT: place % 40 + 1, TEXT: ("讲座", "演练", "晨会")[place % 3]}
    return {i.code: kinds.get(i.type, "yes") for i in form.typed}


def frozen(one: Return, children: Below, has_hazards: set[int], by: User) -> Submission:
    form, at = one.campaign.form, timezone.now()
    one.typed = answered(form, one.unit_id)
    rows = []
    if one.unit_id in has_hazards:
        rows = derivation.rows_at(one.unit, one.campaign)
    document = sheet.framing(one, at, children) | sheet.answers(one, rows)
    document |= sheet.totals(form, document, children.parts)
    text = bytes_of(document)
    return Submission(
        of=one,
        sequence=1,
        by=by,
        as_of=at,
        document=text,
        digest=digest_of(text),
        parts=sheet.final_parts(form, document),
        children=children.digests,
    )


def write(returns: list[Return]) -> None:
    """The state is set past the law, which only a writer of test data may do."""
    submissions = [one.handed_in for one in returns]
    Submission.objects.bulk_create(submissions, batch_size=200)
    for one in returns:
        one.__dict__["state"] = ReturnState.SUBMITTED.value
        one.reports_to, one.submission_id = one.unit.parent, one.handed_in.pk
        one.submitted_by_id, one.submitted_at = one.handed_in.by_id, one.handed_in.as_of
    told = ("state", "typed", "reports_to", "submission", "submitted_by", "submitted_at")
    Return.objects.bulk_update(returns, told, batch_size=100)
