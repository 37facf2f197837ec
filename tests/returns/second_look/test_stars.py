"""A star on one figure with what is said of it: whose it is, how far it travels, what keeps it."""

import json

import pytest

from records.fold import DoesNotFollow
from returns import services, verification
from returns.fold import fold
from returns.models import Return
from returns.services.stars import MOST, stars_of
from returns.table.answers import BadAnswers
from returns.table.drilldown import behind
from tests.returns.campaigning import Desk, campaign_of
from tests.returns.second_look.periods import CODE
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, Stale

WORDS = "区级观摩活动，确为28600人次"
STATES = ("draft", "submitted", "returned", "accepted", "superseded")
# Written by hand: who has a return of the school in hand.
HAS_IT = {
    "draft": {"officer@school"},
    "returned": {"officer@school"},
    "submitted": {"officer@central", "auditor@bureau"},
    "accepted": set(),
    "superseded": set(),
}


@pytest.fixture
def desk(cast):
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))


def star(desk, comment=WORDS, by=None, place="school", **given):
    told = {"code": CODE, "comment": comment, **given}
    return services.star(desk.of(place), by=by or desk.filler(place), **told)


def said(desk, place="school", code=CODE):
    return [one["comment"] for one in stars_of(desk.of(place), code)]


def brought(desk, state):
    if state == "draft":
        return desk.fill("school")
    desk.hand_in("school")
    for step in {"returned": ["send_back"], "accepted": ["accept"]}.get(state, []):
        getattr(desk, step)("school")
    if state == "superseded":
        desk.accept("school")
        one = desk.of("school")
        desk.correct("school")
        return one
    return desk.of("school")


@pytest.mark.parametrize("state", STATES)
def test_whoever_has_the_return_in_hand_stars_and_nobody_else(desk, cast, state):
    one = brought(desk, state)
    for key, person in cast.people.items():
        if not HAS_IT[state]:
            with pytest.raises(NotPossible):
                services.star(one, by=person, code=CODE, comment=key)
        elif key in HAS_IT[state]:
            services.star(one, by=person, code=CODE, comment=key)
        else:
            with pytest.raises(NotPermitted):
                services.star(one, by=person, code=CODE, comment=key)
    told = [each["comment"] for each in stars_of(Return.objects.get(pk=one.pk), CODE)]
    assert set(told) == HAS_IT[state]


def test_it_says_who_said_what_and_when_and_history_says_it_too(desk, cast):
    star(desk)
    (told,) = stars_of(desk.of("school"), CODE)
    line = desk.of("school").history.get()
    assert told["by"] == {"id": cast.officer.pk, "name": str(cast.officer)}
    assert (line.move, line.note, line.facts) == ("star", WORDS, {"code": CODE, "comment": WORDS})
    assert desk.of("school").version == 2 and told["at"]


def test_a_star_needs_no_words_and_words_may_follow_it(desk):
    star(desk, "")
    assert said(desk) == [""]
    with pytest.raises(SomethingMissing):
        star(desk, "  ")
    star(desk)
    assert said(desk) == ["", WORDS]


def test_both_sides_speak_beside_the_figure_oldest_first(desk, cast):
    star(desk)
    desk.hand_in("school")
    star(desk, "请附签到表", by=cast["officer@central"])
    assert said(desk) == [WORDS, "请附签到表"]


def test_there_is_room_for_a_few_words_only(desk):
    for n in range(MOST):
        star(desk, f"第{n}条")
    with pytest.raises(SomethingMissing):
        star(desk, "再一条")
    assert len(said(desk)) == MOST


def test_taking_it_away_is_an_act_and_history_goes_on_saying_what_was_said(desk):
    star(desk), star(desk, "另一处", code="media_reports"), star(desk, code="launch_sessions")
    services.unstar(desk.of("school"), by=desk.filler("school"), code=CODE)
    assert said(desk) == [] and said(desk, code="launch_sessions") == [WORDS]
    assert [line.move for line in desk.of("school").history.all()] == ["star"] * 3 + ["unstar"]
    with pytest.raises(SomethingMissing):
        services.unstar(desk.of("school"), by=desk.filler("school"), code=CODE)
    services.unstar(desk.of("school"), by=desk.filler("school"), code="launch_sessions")
    assert desk.of("school").stars is None
    assert list(verification.faults()) == []


def test_a_figure_the_form_does_not_have_has_none(desk):
    with pytest.raises(BadAnswers):
        star(desk, code="unheard_of")


def test_who_read_an_older_return_stars_nothing(desk):
    star(desk)
    with pytest.raises(Stale):
        star(desk, "又一句", version=1)


def test_it_is_frozen_with_the_return_and_what_has_none_says_nothing_of_it(desk):
    star(desk)
    desk.hand_in("school"), desk.hand_in("school_2")
    document = json.loads(desk.of("school").handed_in.document)
    assert document["stars"] == desk.of("school").stars
    assert "stars" not in json.loads(desk.of("school_2").handed_in.document)
    star(desk, "请核实", by=desk.cast["officer@central"])
    assert json.loads(desk.of("school").handed_in.document) == document
    assert list(verification.faults()) == []


def test_it_comes_back_with_the_return_and_goes_into_a_correction(desk):
    star(desk)
    desk.hand_in("school")
    star(desk, "请核实", by=desk.cast.auditor)
    desk.send_back("school")
    assert said(desk) == [WORDS, "请核实"]
    desk.submit("school"), desk.accept("school"), desk.correct("school")
    assert said(desk) == [WORDS, "请核实"]
    desk.submit("school")
    assert list(verification.faults()) == []


def test_the_level_above_sees_it_at_the_row_behind_its_sum(desk, cast):
    star(desk)
    desk.hand_in("school"), desk.hand_in("school_2"), desk.hand_in("central")
    for person in (cast["officer@central"], cast.auditor):
        rows = behind(desk.opened("central", person), CODE).children
        assert [[one["comment"] for one in share.stars] for share in rows] == [[WORDS], []]
    others = behind(desk.opened("central"), "launch_sessions").children
    assert [share.stars for share in others] == [[], []]


@pytest.mark.parametrize(
    "forged",
    [
        None,
        {},
        {CODE: []},
        {CODE: [{"comment": "别的话", "by": {"id": 1, "name": "x"}, "at": "x"}]},
    ],
)
def test_one_changed_past_the_service_is_found(desk, forged):
    star(desk)
    assert list(verification.faults()) == []
    Return.objects.filter(pk=desk.of("school").pk).update(stars=forged)
    assert any(desk.of("school").number in fault for fault in verification.faults())


def test_a_history_that_takes_away_what_was_never_there_does_not_follow(desk):
    star(desk)
    line = desk.of("school").history.get()
    line.move, line.facts = "star", {}
    with pytest.raises(DoesNotFollow):
        fold(desk.of("school"), [line], None)
