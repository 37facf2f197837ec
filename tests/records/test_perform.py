"""The one path of change: its order of refusals, its steps, and that it knows no record by name."""

from datetime import timedelta

import pytest

from hazards import services
from hazards.models import HistoryEntry
from hazards.perform import HAZARDS
from records import perform as path
from records.kinds import When
from records.perform import locked, opened, perform
from tests.returns.campaigning import Desk, campaign_of
from workflow.actions import ACTIONS
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, Stale


def refusal(record, move, **told):
    with pytest.raises((Stale, NotPossible, NotPermitted, SomethingMissing)) as refused:
        perform(record, move, **told)
    return refused.value


def test_refusals_come_in_one_order_each_once_those_before_it_are_out_of_the_way(cast):
    hazard = cast.rectified()
    wrong = {"by": cast.stranger, "version": 1}
    assert refusal(hazard, "reopen", **wrong).code == "stale"
    assert refusal(hazard, "reopen", by=cast.stranger).code == "not_possible"
    assert refusal(hazard, "send_back", by=cast.stranger).code == "not_permitted"
    assert refusal(hazard, "send_back", by=cast.officer).code == "missing"
    perform(hazard, "send_back", by=cast.officer, reason="再清", version=hazard.version)


def test_an_action_beside_the_state_takes_the_same_path(cast):
    hazard = cast.assigned()
    assert refusal(hazard, "control", by=cast.stranger, version=99).code == "stale"
    assert refusal(cast.closed(), "control", by=cast.stranger).code == "not_possible"
    assert refusal(hazard, "control", by=cast.stranger).code == "not_permitted"
    assert refusal(hazard, "control", by=cast.officer).code == "missing"
    interim = perform(hazard, "control", by=cast.officer, measures="围挡")
    entry = hazard.history.last()
    assert (entry.move, entry.note, entry.before) == ("control", interim.measures, entry.after)


def test_a_return_takes_the_same_path(cast):
    desk = Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))
    one = desk.of("school")
    assert refusal(one, "submit", by=cast.stranger, version=99).code == "stale"
    assert refusal(one, "accept", by=cast.stranger).code == "not_possible"
    assert refusal(one, "submit", by=cast.stranger).code == "not_permitted"
    assert refusal(one, "submit", by=cast.officer).code == "missing"


def test_what_is_refused_leaves_neither_row_nor_line_and_takes_no_photo(cast):
    hazard, photo = cast.assigned(), cast.photo(cast.responsible)
    lines = HistoryEntry.objects.count()
    refusal(hazard, "rectify", by=cast.responsible, photos=[photo])
    hazard.refresh_from_db()
    assert (hazard.state, hazard.version) == ("assigned", 2)
    assert HistoryEntry.objects.count() == lines
    assert not hazard.photos.filter(pk=photo).exists()


def test_the_row_and_its_line_are_written_together_or_not_at_all(cast, monkeypatch):
    hazard = cast.rectified()

    def fail(doing):
        raise ConnectionError("the disk is full")

    monkeypatch.setattr(path, "write_down", fail)
    with pytest.raises(ConnectionError):
        perform(hazard, "close", by=cast.officer)
    hazard.refresh_from_db()
    assert hazard.state == "rectified"


def test_opening_a_record_for_an_act_asks_the_law_and_does_nothing(cast):
    hazard = cast.assigned()
    with pytest.raises(NotPermitted):
        opened(hazard, "control", cast.stranger)
    assert opened(hazard, "control", cast.officer).version == hazard.version
    with pytest.raises(Stale):
        locked(hazard, hazard.version + 1)


def test_every_action_has_something_that_does_it(cast):
    assert {name for when, name in HAZARDS.steps if when is When.BODY} == set(ACTIONS)


def test_the_answer_of_an_action_is_what_it_made(cast):
    until = cast.due_on + timedelta(days=5)
    told = {"until": until, "reason": "缺货", "interim_measures": "围挡"}
    asked = perform(cast.assigned(), "request_extension", by=cast.responsible, **told)
    assert asked.until == until
    granted = perform(asked.hazard, "grant", by=cast.officer)
    assert granted == asked and granted.hazard.history.last().facts["until"] == until.isoformat()


def test_closing_costs_what_it_did_and_one_row_for_the_feed(cast, django_assert_max_num_queries):
    hazard = cast.rectified()
    with django_assert_max_num_queries(13) as made:
        services.close(hazard, by=cast.officer)
    noting = [one["sql"] for one in made if "notedchange" in one["sql"]]
    assert len(noting) == 1 and noting[0].startswith("INSERT")
