"""Whatever tree, whatever people do in whatever order: sums add up, what is frozen stays, and the
check of it says so, until one thing is altered."""

import json
from contextlib import contextmanager
from decimal import Decimal

from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from hazards.models import Hazard
from returns.models import Return, Submission
from returns.table.aggregation import JOINED_BY
from returns.table.reading import opened, stale_among
from returns.table.sheet import Sheet, sheet_of
from returns.verification import faults
from tests.base.strength import tried_on
from tests.figures.tree.towns import ACTS, Town
from tests.returns.frozen.test_verification import alter, key

DAY = "2020-01-01"
SEVERAL = tried_on(
    20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TREES = st.lists(st.integers(0, 9), min_size=2, max_size=6)
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(1, 9)),
    min_size=15,
    max_size=30,
)
ALTERED = st.sampled_from(("document", "parts", "found_on", "unit", "entry", "template"))


@contextmanager
def taken_back():
    """One example after the other on the same cast, none sees what another did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def lived(cast, parents, steps) -> Town:
    town = Town(cast, parents)
    for step in steps:
        town.step(*step)
    return town


def forget(cast) -> None:
    for name in [name for name in cast.units if name.startswith("u")]:
        del cast.units[name], cast.people[f"officer@{name}"]


@SEVERAL
@given(TREES, STEPS)
def test_every_sum_is_its_own_and_its_children_and_what_is_frozen_stays(cast, parents, steps):
    with taken_back():
        town = lived(cast, parents, steps)
        returns = list(Return.objects.for_reading())
        for one in returns:
            if one.state != "superseded":
                assert_adds_up(sheet_of(one))
        assert_everyone_is_counted_once(returns)
        alone = {one.pk for one in returns if opened(one, cast.auditor).is_stale}
        assert stale_among(returns) == alone
        assert list(faults()) == []
        town.remember()
    forget(cast)


def assert_adds_up(sheet: Sheet) -> None:
    """Added up again here, from the figures alone, without the code that adds them."""
    children = [Return.objects.get(pk=child["id"]) for child in sheet.document["children"]]
    assert len(children) == len(sheet.children_parts)
    for indicator in sheet.form.indicators:
        code = indicator.code
        parts = [sheet.document["own"].get(code), *(p.get(code) for p in sheet.children_parts)]
        said = sheet.adjustments.get(code)
        expected = said["value"] if said else plain_sum(indicator, parts)
        assert sheet.values[code] == expected, code
        assert not said or (said["reason"] and "computed" in said)


def plain_sum(indicator, parts):
    filled = [part for part in parts if part is not None]
    if not filled:
        return None
    if indicator.type == "text":
        return JOINED_BY.join(dict.fromkeys(text for part in filled for text in part))
    if indicator.type == "yes_no":
        return "no" if any(part["no"] for part in filled) else "yes"
    return int(sum(Decimal(part) for part in filled))


def assert_everyone_is_counted_once(returns) -> None:
    """In every campaign a return that counts is a child of one sum at most."""
    counted = [one for one in returns if one.is_counted]
    summed_by = [child["id"] for one in returns if one.state in ("draft", "returned")
                 for child in sheet_of(one).document["children"]]  # fmt: skip
    assert len(summed_by) == len(set(summed_by))
    assert set(summed_by) <= {str(one.pk) for one in counted}


@SEVERAL
@given(TREES, STEPS, ALTERED, st.integers(0, 99))
def test_one_altered_thing_is_found(cast, parents, steps, what, which):
    with taken_back():
        lived(cast, parents, [*steps, ("report", 1, 1), ("hand_in", 1, 2)])
        with_rows = [one for one in Submission.objects.order_by("pk") if '"entry"' in one.document]
        if with_rows:
            one = with_rows[which % len(with_rows)]
            change(one, what, which, cast.units["direct"])
            assert list(faults()) != []
    forget(cast)


def change(one: Submission, what: str, which: int, elsewhere) -> None:
    rows = json.loads(one.document)["rows"]
    row = rows[which % len(rows)]
    hazard = Hazard.objects.get(pk=row["id"])
    last = hazard.history.get(digest=row["entry"])
    place = which % (len(one.document) - 2)
    text = one.document[:place] + "#" + one.document[place + 1 :]
    parts = json.dumps({**one.parts, "media_reports": 123456})
    led_to = ("closed", "rectified") if last.after == "dismissed" else ("dismissed", "reported")
    statement, *values = {
        "document": ("reports_submission SET document = %s WHERE id = %s", text, one.pk),
        "parts": ("reports_submission SET parts = %s WHERE id = %s", parts, one.pk),
        "found_on": ("hazards_hazard SET found_on = %s WHERE id = %s", DAY, key(hazard)),
        "unit": ("hazards_hazard SET unit_id = %s WHERE id = %s", elsewhere.pk, key(hazard)),
        "entry": (
            "hazards_historyentry SET after = %s, before = %s WHERE id = %s",
            *led_to,
            last.pk,
        ),
        "template": ("reports_formtemplate SET source = source || %s", "#"),
    }[what]
    alter(f"UPDATE {statement}", *values)
