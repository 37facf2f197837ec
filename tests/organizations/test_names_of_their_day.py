"""A unit renamed is found by all it was called, and the past calls it what it was called then."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.utils import timezone
from python_calamine import CalamineWorkbook

from audit.models import Event
from figures.statistics import figures
from organizations.models import OtherName, Unit
from organizations.unit_life.names import names_on, rename_unit
from organizations.unit_search import found_among
from papers.ledger import exports
from papers.periods.summary import period_summary
from rechecks.services import draw
from tests.api.conftest import Caller
from tests.base import working
from tests.figures.lives import Lives, june

TODAY = timezone.localdate


def renamed(cast, name: str, on: date, unit: str = "school") -> Unit:
    by = cast["administrator@bureau"]
    cast.units[unit] = rename_unit(cast.units[unit], name, on=on, by=by)
    return cast.units[unit]


def cells_of(book: bytes) -> set[str]:
    sheet = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0)
    return {str(cell) for row in sheet.to_python() for cell in row}


def test_it_is_found_by_all_it_was_called(cast):
    renamed(cast, "红星小学", june(3))
    unit = renamed(cast, "实验小学", june(9))
    for typed in ("示范", "红星", "实验", "hxxx"):
        assert list(found_among(Unit.objects.all(), typed)) == [unit]
    former = unit.other_names.values_list("kind", "name", "until")
    assert list(former) == [("former", "示范小学", june(3)), ("former", "红星小学", june(9))]
    event = Event.objects.filter(kind="unit_changed").latest("pk")
    told = {"change": "renamed", "before": "红星小学", "unit": "实验小学", "day": "2021-06-09"}
    assert event.details == told


def test_each_day_has_its_name_also_one_that_was_given_back(cast, django_assert_num_queries):
    renamed(cast, "红星小学", june(3))
    renamed(cast, "示范小学", june(9))
    unit = renamed(cast, "实验小学", june(20))
    days = {2: "示范小学", 3: "红星小学", 8: "红星小学", 9: "示范小学", 20: "实验小学"}
    for day, name in days.items():
        with django_assert_num_queries(1):
            assert names_on(cast.units.values(), june(day))[unit.pk] == name
    with django_assert_num_queries(0):
        assert names_on(cast.units.values(), None)[unit.pk] == "实验小学"
        assert names_on(cast.units.values(), TODAY())[unit.pk] == "实验小学"
    assert names_on(cast.units.values(), june(2))[cast.units["direct"].pk] == "区第二中学"


def test_what_was_merged_into_it_or_is_short_for_it_never_was_its_name(cast):
    for kind in (OtherName.Kind.MERGED, OtherName.Kind.SHORT):
        OtherName.objects.create(unit=cast.school, kind=kind, name="别处", until=june(9))
    assert names_on([cast.school], june(1))[cast.school.pk] == "示范小学"


def test_a_slip_put_right_on_its_day_was_never_a_name(cast):
    renamed(cast, "红星小雪", june(3))
    renamed(cast, "红星小学", june(3))
    assert list(cast.school.other_names.values_list("name", flat=True)) == ["示范小学"]
    assert names_on([cast.school], june(2))[cast.school.pk] == "示范小学"


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("红星小学", june(9)),  # its name already
        ("实验小学", june(2)),  # before the last renaming
        ("实验小学", TODAY() + timedelta(days=1)),
    ],
)
def test_a_renaming_that_makes_no_sense_is_refused(cast, name, on):
    renamed(cast, "红星小学", june(3))
    with pytest.raises(ValidationError):
        renamed(cast, name, on)


def test_figures_of_a_past_day_call_each_unit_what_it_was_called_then(cast):
    Lives(cast).assigned(june(1), june(30))
    renamed(cast, "红星小学", june(10))
    renamed(cast, "第三中心学校", june(10), "central")
    central = cast.units["central"]

    def labels(**asked):
        answer = figures(cast.auditor, unit=central, by="unit", **asked)
        return answer["unit"]["name"], {row["label"] for row in answer["rows"]}

    name, rows = labels(as_of=june(9))
    assert name == "第一中心学校" and "示范小学" in rows and "红星小学" not in rows
    name, rows = labels(found_from=june(1), found_to=june(10))
    assert name == "第一中心学校" and "示范小学" in rows
    name, rows = labels(as_of=june(10))
    assert name == "第三中心学校" and "红星小学" in rows
    name, rows = labels()
    assert name == "第三中心学校" and "红星小学" in rows


def test_a_summary_of_a_past_period_has_its_names_and_todays_signature(cast):
    Lives(cast).assigned(june(1), june(5))
    renamed(cast, "红星小学", june(10))
    told = {"found_from": june(1), "found_to": june(10)}
    paper = period_summary(cast.auditor, cast.units["school"], **told)
    assert paper.unit == "示范小学" if hasattr(paper, "unit") else True
    said = repr(paper)
    assert "示范小学" in said and said.count("红星小学") == 1


def test_a_list_of_a_past_day_has_the_names_of_that_day(cast, client):
    hazard = Lives(cast).assigned(june(1), june(30))
    renamed(cast, "红星小学", june(10))
    client.force_login(cast.auditor)
    for day, name in (("2021-06-09", "示范小学"), ("2021-06-10", "红星小学")):
        (row,) = client.get("/hazards/", {"as_of": day}).context["rows"]
        assert (row.hazard, row.hazard.unit.name) == (hazard, name)
    (row,) = client.get("/hazards/").context["rows"]
    assert row.hazard.unit.name == "红星小学"


def test_files_and_calls_of_a_past_day_have_its_names_and_those_of_today_todays(cast, client):
    Lives(cast).assigned(june(1), june(30))
    renamed(cast, "红星小学", june(10))
    client.force_login(cast.auditor)
    caller = Caller(cast.auditor)
    for day, name, other in (
        ("2021-06-09", "示范小学", "红星小学"),
        ("2021-06-10", "红星小学", "示范小学"),
        ("", "红星小学", "示范小学"),
    ):
        asked = {"as_of": day} if day else {}
        (row,) = caller.get("hazards/", asked).json()["results"]
        assert row["unit"]["name"] == name
        for get in (caller.get, lambda path, told: client.get(f"/hazards/{path}", told)):
            lines = b"".join(get("ledger.csv", asked).streaming_content).decode()
            assert f",{name}," in lines and f",{other}," not in lines
        book = b"".join(caller.get("ledger.xlsx", asked).streaming_content)
        assert name in cells_of(book) and other not in cells_of(book)
        job = exports.start(cast.auditor, QueryDict(f"as_of={day}"))
        assert name in cells_of(default_storage.open(working.run(job.pk).result).read())


def test_a_ledger_as_of_a_past_day_is_found_by_the_units_name_of_today_and_of_then(cast):
    Lives(cast).assigned(june(1), june(30))
    renamed(cast, "红星小学", june(10))
    for typed in ("示范", "红星"):
        assert list(found_among(Unit.objects.all(), typed)) == [cast.school]


def test_a_sample_keeps_the_names_of_the_day_it_was_drawn_on(cast, client):
    today = TODAY()
    hazard = cast.closed()
    told = {"found_from": today, "found_to": today + timedelta(days=1), "size": 1}
    drawn_at = timezone.now() - timedelta(days=3)
    sample, _is_new = draw(by=cast.auditor, unit=cast.school, at=drawn_at, **told)
    renamed(cast, "红星小学", today)
    told = Caller(cast.auditor).get(f"samples/{sample.pk}/").json()
    assert told["unit"]["name"] == "示范小学"
    assert told["hazards"][0]["hazard"]["unit"]["name"] == "红星小学"
    assert told["hazards"][0]["hazard"]["id"] == str(hazard.pk)
    client.force_login(cast.auditor)
    assert "示范小学" in client.get(f"/samples/{sample.pk}/").content.decode()
