"""Outings through the API: listed with what each counts for, and counted in the coverage."""

import pytest

from api.inspections.schemas import OutingOutput, OutingRowOutput, WentOutOutput
from inspections import services
from tests.inspections.planned import TUESDAY, on

JUNE = {"from": "2021-06-01", "to": "2021-07-01"}
COUNTED = {"teams": 1, "people": 2, "units": 2, "hazards": 0, "rectified": 0}
NOBODY = dict.fromkeys(COUNTED, 0)


@pytest.fixture
def outing(cast):
    """One team of two at two schools, both visits finished."""
    with on(TUESDAY):
        units = [cast.school, cast.units["school_b"]]
        gone = services.go_out(by=cast.auditor, units=units, title="开学检查", others="专家甲")
        for visit in gone.visits.all():
            services.finish(visit, by=cast.auditor)
        yield gone


def test_outings_are_listed_and_the_coverage_counts_the_same_rows(outing, caller, cast):
    asking, bureau = caller(cast.auditor), cast.units["bureau"].pk
    (row,) = asking.get("outings/", {"unit": bureau, **JUNE}).json()["results"]
    assert set(row) == set(OutingRowOutput._declared_fields)
    assert (row["id"], row["went_out"]) == (str(outing.pk), COUNTED)
    told = asking.get("rounds/coverage/", {"unit": bureau, **JUNE}).json()
    assert told["went_out"] == COUNTED and set(COUNTED) == set(WentOutOutput._declared_fields)
    later = {"unit": bureau, "from": "2021-07-01", "to": "2021-08-01"}
    assert asking.get("outings/", later).json()["results"] == []
    assert asking.get("rounds/coverage/", later).json()["went_out"] == NOBODY


def test_one_outing_is_told_with_the_visits_in_sight(outing, caller, cast):
    told = caller(cast.auditor).get(f"outings/{outing.pk}/").json()
    assert set(told) == set(OutingOutput._declared_fields)
    assert len(told["visits"]) == 2
    seen = caller(cast["officer@school_b"]).get(f"outings/{outing.pk}/").json()
    assert [one["unit"]["id"] for one in seen["visits"]] == [cast.units["school_b"].pk]
    assert seen["went_out"] == {**COUNTED, "units": 1}
    assert caller(cast["officer@school_2"]).get(f"outings/{outing.pk}/").status_code == 404
    assert caller(cast["officer@school_2"]).get("outings/").json()["results"] == []
    assert caller().get("outings/").status_code == 401


def test_one_that_does_not_count_yet_says_null(caller, cast):
    begun = services.go_out(by=cast.auditor, units=[cast.school], title="检查")
    told = caller(cast.auditor).get(f"outings/{begun.pk}/").json()
    assert told["went_out"] is None
