"""待办 shows what burns before what can be looked up: hazards first, returns folded at the end."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hazards import services
from tests.rechecks.drawing import drawn, given_to, row_of, struck_off
from tests.web.returns.filing import desk_of


@pytest.fixture
def everything_waits(cast):
    """Of the school's officer there waits one of each kind."""
    today = timezone.localdate()
    for days in (-1, 2):
        hazard = cast.rectified(cast.assigned(due_on=today + timedelta(days=9)))
        type(hazard).objects.filter(pk=hazard.pk).update(due_on=today + timedelta(days=days))
    asking = cast.assigned()
    until = cast.due_on + timedelta(days=5)
    told = {"until": until, "reason": "等材料", "interim_measures": "围挡"}
    services.request_extension(asking, by=cast.responsible, **told)
    cast.rectified(), cast.reported()
    theirs = cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    offer = {"unit": cast.school, "reason": "归贵校管理"}
    services.offer_transfer(theirs, by=cast["officer@school_b"], **offer)
    desk_of(cast)


def test_the_order_is_that_of_haste(client, cast, everything_waits):
    client.force_login(cast.officer)
    page = client.get("/").content.decode()
    order = re.findall(r'<(?:section|details)[^>]* id="(\w+)"', page)
    assert order == ["overdue", "due_soon", "answer", "review", "assign", "offers", "returns"]


def test_returns_are_folded_to_one_line_with_their_number(client, cast):
    desk_of(cast)
    client.force_login(cast.officer)
    (line,) = re.findall(
        r'<details class="[^"]*" id="returns">\s*<summary[^>]*>(.*?)</summary>',
        client.get("/").content.decode(),
    )
    assert "1份报表等您办理" in line


def test_rechecks_are_a_part_of_their_own(client, cast):
    struck_off(cast)
    given_to(cast, row_of(drawn(cast)), cast["inspector@bureau"])
    client.force_login(cast["inspector@bureau"])
    page = client.get("/").content.decode()
    assert re.findall(r'<(?:section|details)[^>]* id="(\w+)"', page) == ["rechecks"]
