"""A unit closed in the administrators' tables is closed as it is on its page: nothing is left on
nobody's desk."""

import pytest
from django.utils import timezone

from audit.models import Event
from organizations.models import Membership, Role

NONE = {
    f"{name}_FORMS": 0
    for table in ("placements", "other_names")
    for name in (f"{table}-TOTAL", f"{table}-INITIAL")
}


@pytest.fixture
def closed(cast, client):
    """Tried, by the bureau's administrator; what the page says then."""
    client.force_login(cast["administrator@bureau"])

    def close(place: str, day=None):
        unit = cast.units[place]
        page = f"/admin/organizations/unit/{unit.pk}/change/"
        told = {"name": unit.name, "kind": unit.kind, **NONE}
        day = timezone.localdate() if day is None else day
        answer = client.post(page, {**told, "closed_on": day}, follow=True)
        unit.refresh_from_db()
        return unit, answer.content.decode()

    return close


def test_it_is_refused_while_nobody_above_could_see_to_what_is_open(cast, closed):
    cast.reported()
    Membership.objects.filter(role__in=(Role.AUDITOR, Role.OFFICER)).exclude(
        unit=cast.school
    ).delete()
    unit, said = closed("school")
    assert unit.closed_on is None
    assert "1" in said and f'href="/units/{unit.pk}/close/"' in said


def test_it_is_refused_while_units_report_to_it(cast, closed):
    unit, said = closed("central")
    assert unit.closed_on is None and f'href="/units/{unit.pk}/close/"' in said


def test_it_is_closed_and_written_down_where_nothing_is_in_the_way(cast, closed):
    unit, _said = closed("school_b")
    assert unit.closed_on == timezone.localdate()
    assert Event.objects.filter(kind="unit_changed", details__change="closed").count() == 1
    unit, _said = closed("school_b", "2021-03-01")  # the day is put right
    assert str(unit.closed_on) == "2021-03-01"
    unit, _said = closed("school_b", "")  # and it is opened anew
    assert unit.closed_on is None
