"""Each fact of the history is declared with what it names; what is not is told to nobody."""

import re
from typing import Any

import pytest

from hazards import services
from hazards.facts import NAMED, SAID_OF, Names, Sight
from hazards.models import HistoryEntry
from hazards.services import MOVES
from tests.borders.planted import Planted
from tests.cast import Cast
from workflow.actions import ACTS, WITH_THE_UNIT

KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def looks_like_a_record(fact: Any) -> bool:
    """A key, or a key with a name, alone or among several."""
    if isinstance(fact, list):
        return any(map(looks_like_a_record, fact))
    return "id" in fact if isinstance(fact, dict) else bool(KEY.search(str(fact)))


def lived(cast: Cast) -> list[HistoryEntry]:
    """A ledger in which everything was done that can be done, with whatever can be said of it."""
    planted = Planted(cast)
    extension = planted.extension
    services.grant(extension, by=cast.auditor)
    services.delist(extension.hazard, by=cast.auditor)
    services.restore(planted.mine, by=cast.auditor, reason="确是隐患")
    services.send_back(planted.left, by=planted.officer, reason="还在")
    services.reassign(planted.doubled, by=planted.officer, reason="换法", measures="外包")
    told = {"measures_taken": "当场清走", "funds_spent": 5, "photos": [cast.photo(cast.inspector)]}
    services.fix_on_spot(cast.reported(), by=cast.inspector, **told)
    another = planted.assigned()
    asked = {"until": cast.due_on.replace(year=cast.due_on.year + 1), "reason": "缺料"}
    asked["interim_measures"] = "围挡"
    asked_for = services.request_extension(another, by=planted.responsible, **asked)
    services.refuse(asked_for, by=planted.officer, reason="不急")
    told = {"outcome": "transferred", "transferred_to": "街道", "reason": "不归学校"}
    services.dismiss(cast.reported(), by=cast.auditor, **told)
    services.offer_transfer(another, by=planted.officer, unit=cast.school, reason="归对方")
    by = cast["administrator@bureau"]
    services.lapse(another, by=by, reason="并入")
    services.pass_on(another, unit=cast.school, by=by, reason="并入")
    return list(HistoryEntry.objects.select_related("hazard__unit"))


def test_every_fact_anything_writes_is_declared_and_none_that_names_a_record_as_mere_words(cast):
    entries = lived(cast)
    assert {entry.move for entry in entries} == {
        *("report", "bring_in", "recheck"),
        *MOVES,
        *(act.name for act in (*ACTS, *WITH_THE_UNIT)),
    }
    for entry in entries:
        for name, fact in entry.facts.items():
            assert name in NAMED or name in SAID_OF, (entry.move, name)
            if looks_like_a_record(fact):
                assert NAMED[name] is not Names.NOTHING, (entry.move, name, fact)


@pytest.mark.parametrize("fact", ["words", {"id": "7", "name": "某"}, 7])
def test_a_fact_nobody_has_declared_is_told_to_nobody(cast, fact):
    hazard = cast.reported()
    entry = HistoryEntry(hazard=hazard, facts={"found_beside": fact, "place": "一层"})
    sight = Sight([entry], cast.auditor)
    assert sight.told(entry) == {"found_beside": None, "place": "一层"}
    assert sight.withheld(entry) == ["found_beside"]


def test_what_it_repeats_is_told_with_how_long_ago_or_not_at_all(cast, django_assert_num_queries):
    planted = Planted(cast)
    (entry, *_others) = planted.came_over.history.all()
    told = Sight([entry], cast.auditor).told(entry)
    assert told["repeat_of"]["id"] == str(planted.original.pk) and told["repeat_days"] == 0
    assert Sight([entry], cast.officer).withheld(entry) == ["repeat_of", "repeat_days"]
    many = list(planted.came_over.history.all())
    with django_assert_num_queries(1):
        Sight(many, cast.officer)


def test_the_key_of_a_result_is_for_those_who_audit_the_unit(cast):
    entry = HistoryEntry(hazard=cast.reported(), facts={"recheck": 7})
    assert Sight([entry], cast.auditor).told(entry) == {"recheck": 7}
    assert Sight([entry], cast.officer).withheld(entry) == ["recheck"]
