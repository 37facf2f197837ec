"""Reading a return costs as many questions to the database however many units it sums."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Membership, Role, Unit, User
from organizations.services import found_unit
from returns import progress, services
from returns.models import Return
from returns.table.drilldown import behind
from returns.table.reading import opened, stale_among
from tests.figures.lives import june
from tests.returns.campaigning import plausible

FEW, MANY = 3, 30


def more_units(cast, numbers) -> None:
    for number in numbers:
        code = f"JZ2{number:02d}"
        unit = found_unit(code, code, Unit.Kind.DIRECT_UNIT, cast.units["bureau"])
        person = User.objects.create_user(code, password="x", name=code)
        Membership.objects.create(user=person, unit=unit, role=Role.OFFICER)


def hand_in(desk, numbers) -> None:
    for number in numbers:
        person = User.objects.get(username=f"JZ2{number:02d}")
        one = Return.objects.get(campaign=desk.campaign, unit__code=person.username)
        services.fill(one, by=person, values=plausible(desk.form, n=number + 1))
        services.submit(one, by=person)


def grow(desk, lives, numbers) -> None:
    more_units(desk.cast, numbers)
    services.include_new_units(desk.campaign, by=desk.cast.auditor)
    for number in numbers:
        unit = Unit.objects.get(code=f"JZ2{number:02d}")
        lives.found(june(10), unit=unit, by=desk.cast.auditor, source="tip")
    hand_in(desk, numbers)


def table(desk):
    one = Return.objects.for_reading().get(pk=desk.of("bureau").pk)
    reading = opened(one, desk.cast.auditor)
    return reading.figures, reading.is_stale, reading.remarks, reading.changed, reading.moves


def one_figure(desk):
    return behind(desk.opened("bureau"), "hazards_raised_by_tips").rows


def board(desk):
    rows = progress.progress(desk.campaign, desk.cast.auditor)
    covered = progress.coverage(desk.campaign, desk.cast.auditor)
    return progress.told(covered), [(row.submitted, row.missing) for row in rows]


def stale_on_the_board(desk):
    rows = progress.progress(desk.campaign, desk.cast.auditor)
    return stale_among(row.one for row in rows)


def stale_in_a_list(desk):
    return stale_among(Return.objects.filter(campaign=desk.campaign))


READ = [table, one_figure, board, stale_on_the_board, stale_in_a_list]


def cost(act, desk) -> int:
    act(desk)  # what is read once for each person is read
    with CaptureQueriesContext(connection) as made:
        act(desk)
    return len(made)


@pytest.mark.parametrize("is_frozen", [False, True])
def test_thirty_units_cost_as_many_queries_as_three(desk, lives, is_frozen):
    grow(desk, lives, range(FEW))
    if is_frozen:
        desk.submit("bureau")
    few = {act.__name__: cost(act, desk) for act in READ}
    if is_frozen:
        desk.correct("bureau")
    grow(desk, lives, range(FEW, MANY))
    if is_frozen:
        desk.submit("bureau")
    assert {act.__name__: cost(act, desk) for act in READ} == few
    assert max(few.values()) <= 12
    assert desk.value("bureau", "media_reports") == sum(range(1, MANY + 1))
    assert len(one_figure(desk)) == MANY
