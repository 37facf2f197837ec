"""Which figure asks for a second look, beside what, in which words, and that it blocks nothing."""

import pytest

from organizations.models import Membership, Role, Unit, User
from organizations.services import found_unit
from returns import services
from returns.models import Return
from returns.second_look.looks import EARLIER, PEERS
from tests.returns.campaigning import Desk, plausible
from tests.returns.second_look.periods import CODE, desk_of_month, said_before
from tests.web.returns import filing


def look(desk, place="school", by=None):
    return desk.opened(place, by).second_look


def outlier(desk, place="school", by=None, code=CODE):
    return look(desk, place, by).outliers.get(code)


@pytest.fixture
def now(cast):
    """A sixth month, after four in which the school said nearly the same."""
    said_before(cast, "school", [2710, 2945, 2830, 2800])
    return desk_of_month(cast, 6)


def test_a_figure_far_from_the_units_own_past_asks_for_a_second_look(now):
    now.fill("school", **{CODE: 28600})
    told = outlier(now)
    assert (told.against, told.others) == (EARLIER, [2710, 2945, 2830, 2800])
    assert now.remarks("school")["outlier", CODE] == "warn"


def test_it_says_in_words_which_rule_with_which_figures(now):
    now.fill("school", **{CODE: 28600})
    (remark,) = look(now).remarks
    assert remark.detail == (
        "宣传报道：28600。本单位前4期报的是2710、2945、2830、2800，中位数2815；"
        "修正z值（按中位数绝对偏差）是289.9，正负3.5及以外的请核对"
    )


@pytest.mark.parametrize("figure", [2690, 2815, 3100])
def test_a_figure_like_the_others_does_not(now, figure):
    now.fill("school", **{CODE: figure})
    assert outlier(now) is None
    assert look(now).compared[CODE].distance is not None


def test_a_count_that_differs_by_fewer_than_five_jumps_by_nature(cast):
    said_before(cast, "school", [3, 4, 4, 5])  # the median is 4, the MAD half of one
    now = desk_of_month(cast, 6)
    for figure, is_asked in ((8, False), (9, True)):
        now.fill("school", **{CODE: figure})
        assert look(now).compared[CODE].distance.is_far
        assert bool(outlier(now)) is is_asked


def test_within_a_quarter_of_the_median_nothing_is_asked_however_close_the_others_are(cast):
    said_before(cast, "school", [399, 400, 400, 401])
    now = desk_of_month(cast, 6)
    for figure, is_asked in ((301, False), (499, False), (500, True), (300, True)):
        now.fill("school", **{CODE: figure})
        assert look(now).compared[CODE].distance.is_far
        assert bool(outlier(now)) is is_asked


def test_a_blank_is_compared_with_nothing(now):
    assert CODE not in look(now).compared


def test_it_blocks_nothing_and_is_there_for_whoever_reviews_it(now, cast):
    now.hand_in("school", **{CODE: 28600})
    assert outlier(now, by=cast["officer@central"]).value == 28600
    services.accept(now.of("school"), by=cast["officer@central"])
    assert now.of("school").state == "accepted"


def test_a_nil_return_after_busy_months_is_far_too(now, cast):
    now.nil("school")
    assert outlier(now, by=cast["officer@central"]).distance.score < 0


def test_where_all_earlier_figures_are_the_same_there_is_nothing_to_measure_by(cast):
    said_before(cast, "school", [5, 5, 5, 5])
    now = desk_of_month(cast, 6)
    now.fill("school", **{CODE: 900})
    told = look(now).compared[CODE]
    assert (told.against, told.distance, told.sentence) == (EARLIER, None, "")
    assert not told.is_outlier


# --- Beside its peers ---


def more_schools(desk: Desk, figures: list[int]) -> None:
    """Schools of the same central school, each with an officer, that handed in these figures."""
    for number in range(len(figures)):
        code = f"JZ3{number:02d}"
        unit = found_unit(code, code, Unit.Kind.SCHOOL, desk.cast.units["central"])
        person = User.objects.create_user(code, password="x", name=code)
        Membership.objects.create(user=person, unit=unit, role=Role.OFFICER)
    services.include_new_units(desk.campaign, by=desk.cast.auditor)
    for number, figure in enumerate(figures):
        person = User.objects.get(username=f"JZ3{number:02d}")
        one = Return.objects.get(campaign=desk.campaign, unit__code=person.username)
        services.fill(one, by=person, values={**plausible(desk.form), CODE: figure})
        services.submit(one, by=person)


def test_with_too_little_of_its_own_it_stands_beside_its_peers(cast):
    said_before(cast, "school", [7])
    now = desk_of_month(cast, 2)
    more_schools(now, [10, 12, 11, 14])
    now.hand_in("school", **{CODE: 300})
    told = outlier(now, by=cast["officer@central"])
    assert (told.against, told.others) == (PEERS, [10, 12, 11, 14])
    assert "4家同类单位" in told.sentence and "中位数是11.5" in told.sentence


def test_peers_are_those_in_sight_so_nobody_is_measured_by_what_they_may_not_see(cast):
    now = desk_of_month(cast, 2)
    more_schools(now, [10, 12, 11, 14])
    now.hand_in("school", **{CODE: 300})
    assert outlier(now, by=cast.officer) is None
    assert look(now, by=cast.officer).compared[CODE].others == []
    assert outlier(now, by=cast["officer@central"]) is not None


def test_drafts_and_other_kinds_of_units_are_no_peers(cast):
    now = desk_of_month(cast, 2)
    more_schools(now, [10, 12, 11])
    now.fill("school_2", **{CODE: 13})
    now.hand_in("direct", **{CODE: 13})
    now.hand_in("school", **{CODE: 300})
    assert [one.parts[CODE] for one in look(now, by=cast.auditor).peers] == [10, 12, 11]
    now.submit("school_2")
    assert len(look(now, by=cast.auditor).compared[CODE].others) == 4


# --- What may still grow ---


def test_a_sum_that_is_low_while_a_unit_is_missing_is_not_far_and_one_too_high_is(cast):
    for month, figure in enumerate([100, 104, 98, 101], 1):
        desk = desk_of_month(cast, month)
        desk.hand_in("school"), desk.hand_in("school_2")
        desk.hand_in("central", **{CODE: figure})
    now = desk_of_month(cast, 6)
    now.fill("central", **{CODE: 3})
    assert outlier(now, "central") is None
    now.fill("central", **{CODE: 4000})
    assert outlier(now, "central").distance.score > 0
    now.hand_in("school"), now.hand_in("school_2")
    now.fill("central", **{CODE: 3})
    assert outlier(now, "central").distance.score < 0


def test_a_count_that_is_low_while_its_days_go_on_is_not_far(cast, lives):
    counted = "hazards_raised_by_tips"
    for month, n in enumerate([5, 6, 7, 8], 1):
        desk = desk_of_month(cast, month)
        for _ in range(n):
            lives.found(desk.campaign.hazards_from, source="tip")
        desk.hand_in("school")
    running = filing.desk_of(cast)
    running.fill("school")
    assert look(running).compared[counted].distance.is_far
    assert outlier(running, code=counted) is None
    over = desk_of_month(cast, 6)
    over.fill("school")
    assert outlier(over, code=counted).distance.score < 0
