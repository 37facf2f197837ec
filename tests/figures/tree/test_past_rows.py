"""Every past figure counts as many as the list behind it shows, through whichever door, also after
hazards have changed hands and units have moved in the tree."""

import io
from datetime import date, datetime, time
from itertools import product

import pytest
from django.http import QueryDict
from python_calamine import CalamineWorkbook

from api.hazards.filters import ApiLedgerFilter
from figures.lists.counts import size_of
from figures.scope import ask
from figures.statistics import figures
from hazards.models import Hazard, Transfer
from organizations.scope import units_reached_by
from organizations.services import move_unit
from papers.ledger.exports import Asker
from papers.periods import public_notice as publishing
from papers.periods.summary import period_summary
from tests.api.conftest import Caller
from tests.cast import PASSWORD
from tests.figures.lives import june, moment
from tests.figures.tree.handing_over import HandingOver, district, numbers_of, unit_of
from tests.papers.issuing import announced
from tests.papers.printed import words_of

pytestmark = [pytest.mark.property, pytest.mark.exhaustive, pytest.mark.on_both]
PLACES = ("bureau", "central", "central_b", "school", "school_2", "school_b", "direct")
MOMENTS = (june(8), moment(june(15), time(9)), june(20), june(30), date(2021, 7, 8), None)
PERIODS = ({}, {"found_from": june(3), "found_to": june(18)}, {"found_to": june(29)})
SEEDS = (11,)
ALL_OF_THEM = 0.05
EVENTS = ("closures", "reopened", "sent_back")


@pytest.fixture(params=SEEDS)
def walk(request, cast) -> HandingOver:
    walk = district(cast, request.param)
    assert Transfer.objects.filter(decision="accepted").count() >= 5
    return walk


def said(filters: dict) -> dict[str, str]:
    """As an address says them."""
    told = {n: v.isoformat() if isinstance(v, date) else v for n, v in filters.items()}
    return {name: str(value) for name, value in told.items() if value}


def rows(user, **filters) -> int:
    query = QueryDict(mutable=True)
    query.update(said(filters))
    seen = Hazard.objects.visible_to(user)
    chosen = ApiLedgerFilter(query, queryset=seen, request=Asker(user))
    assert chosen.is_valid(), chosen.errors
    n = chosen.qs.count()
    assert size_of(user, chosen.narrows_by) in (None, n), filters
    return n


def differing(user, answer: dict, **asked) -> list:
    """The figures whose list has another number of rows."""
    counted = [(filters, n, rows(user, **asked, **filters)) for filters, n in numbers_of(answer)]
    return [(filters, n, listed) for filters, n, listed in counted if n != listed]


@pytest.mark.parametrize("who", ["auditor@bureau", "officer@central"])
def test_each_figure_of_a_unit_has_as_many_rows_as_it_counts(walk, who):
    user, seen = walk.cast[who], set()
    reached = units_reached_by(user).in_order()
    for unit, as_of, period in product(reached, MOMENTS, PERIODS):
        asked = {"as_of": as_of, **period, "unit": unit}
        answer = figures(user, **asked)
        seen |= {answer["found"], answer["open"]}
        asked["unit"] = asked["unit"].pk
        # All figures share one scope: of most queries two are looked at, of some every one.
        look = differing if walk.dice.random() < ALL_OF_THEM else few
        assert look(user, answer, **asked) == [], asked
    assert len(reached) > 3 and len(seen) > 5


def few(user, answer: dict, **asked) -> list:
    listed = {name: rows(user, **asked, counted=name) for name in ("found", "open")}
    return [(name, answer[name], n) for name, n in listed.items() if n != answer[name]]


def test_a_list_of_a_moment_alone_is_all_that_was_there(walk):
    for place, as_of in product(PLACES, MOMENTS):
        unit = unit_of(walk.cast, place)
        answer = figures(walk.cast.auditor, unit=unit, as_of=as_of)
        listed = rows(walk.cast.auditor, unit=unit.pk, as_of=as_of)
        assert listed == answer["found"] + answer["dismissed"], (place, as_of)


def test_events_and_what_lies_stuck_have_as_many_rows(walk):
    user = walk.cast.auditor
    for place, as_of in product(PLACES, MOMENTS[1:4]):
        unit = unit_of(walk.cast, place)
        answer = figures(user, unit=unit, as_of=as_of)
        asked = {"unit": unit.pk, "as_of": as_of}
        for name in EVENTS:
            assert rows(user, **asked, happened=name) == answer["hazards_of_events"][name]
        for row in answer["stuck"]:
            where = {"step": row["step"], "desk": row["desk"]}
            assert rows(user, **asked, **where) == row["total"], (place, as_of, where)


def test_each_unit_of_a_table_has_as_many_rows(walk):
    user = walk.cast.auditor
    for place, as_of in product(("bureau", "central", "central_b"), MOMENTS):
        answer = figures(user, unit=unit_of(walk.cast, place), as_of=as_of, by="unit")
        for row in answer["rows"]:
            asked = {"unit": row["key"], "own": "true" if row["is_own"] else ""}
            listed = rows(user, **asked, as_of=as_of, counted="found", tree_of=answer["tree_of"])
            assert listed == row["found"], (place, as_of, row["label"])


def test_what_was_open_when_a_month_ended_has_as_many_rows(walk):
    user = walk.cast.auditor
    for place, as_of in product(PLACES, (None, date(2021, 7, 8))):
        unit = unit_of(walk.cast, place)
        told = {"found_from": june(1), "found_to": date(2021, 8, 1)}
        answer = figures(user, unit=unit, as_of=as_of, by="month", **told)
        for row, last in zip(answer["rows"], (june(30), date(2021, 7, 31)), strict=True):
            then = {"as_of": min(last, as_of or last), "tree_of": answer["tree_of"]}
            listed = rows(user, unit=unit.pk, counted="open", **then)
            assert listed == row["open_at_end"], (place, as_of, row["key"])


def test_past_figures_say_what_was_said_at_the_moment(cast, time_machine):
    """Of one unit, by desks as well, whoever has its hazards by now."""
    walk, heard = HandingOver(cast, 5), []
    for _ in range(4):
        walk.go()
        time_machine.move_to(walk.now)
        heard.append({place: told_of(cast, place) for place in PLACES})
    for then in heard:
        for place, told in then.items():
            as_of = datetime.fromisoformat(told["as_of"])
            assert told_of(cast, place, as_of) == told, place


def told_of(cast, place: str, as_of: datetime | None = None) -> dict:
    answer = figures(cast.auditor, unit=unit_of(cast, place), as_of=as_of)
    return {name: value for name, value in answer.items() if name != "tree_of"}


# --- Through the doors themselves ---


def through_each_door(cast, client, **asked) -> dict[str, int]:
    asked, caller = said(asked), Caller(cast.auditor)
    client.login(username=cast.auditor.username, password=PASSWORD)
    book = b"".join(caller.get("ledger.xlsx", asked).streaming_content)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    files = {
        "csv": b"".join(caller.get("ledger.csv", asked).streaming_content),
        "csv on the page": b"".join(client.get("/hazards/ledger.csv", asked).streaming_content),
    }
    return {
        "API": len(caller.get("hazards/", {**asked, "page_size": 100}).json()["results"]),
        "page": client.get("/hazards/", asked).context["page_obj"].paginator.count,
        "xlsx": len(sheet.to_python()) - 1,
        **{name: len(text.decode().strip().splitlines()) - 1 for name, text in files.items()},
    }


def test_each_door_shows_the_rows_of_the_figure(walk, client):
    cast = walk.cast
    for place, as_of in walk.dice.sample(list(product(PLACES, MOMENTS[:5])), 8):
        asked = {"unit": cast.units[place].pk, "as_of": as_of}
        answer = Caller(cast.auditor).get("statistics/", said(asked)).json()
        filters, n = walk.dice.choice([one for one in numbers_of(answer) if one[1]] or [({}, 0)])
        if filters:
            doors = through_each_door(cast, client, **asked, **filters)
            assert set(doors.values()) == {n}, (place, as_of, filters, doors)


def test_a_paper_of_a_period_is_of_the_units_that_were_counted(walk):
    """A school that has moved since is on the paper of whoever had it when the period ended."""
    cast, days = walk.cast, {"found_from": june(1), "found_to": june(18)}
    for place in ("central", "central_b", "school_2"):
        unit = unit_of(cast, place)
        n = figures(cast.auditor, unit=unit, **days)["found"]
        assert len(publishing.published(cast.auditor, unit, *days.values())) == n
        assert f"发现隐患{n}件" in words_of(period_summary(cast.auditor, unit, **days), "docx")
    assert ask(cast.auditor, **days).tree_day == june(17)


def test_the_masks_of_a_notice_know_the_people_of_a_school_that_has_moved_on(cast):
    other = unit_of(cast, "school_2")
    who = cast["officer@school_2"].name
    cast.reported(cast.auditor, other, place=f"{who}办公室", at=moment(june(2)), found_on=june(2))
    move_unit(other, under=cast.units["central_b"], since=date(2021, 7, 1))
    days = {"found_from": june(1), "found_to": june(30)}
    notice = announced(unit_of(cast, "central"), cast.auditor, **days)
    told = words_of(notice.paper, "docx")
    assert "办公室" in told and who not in told
