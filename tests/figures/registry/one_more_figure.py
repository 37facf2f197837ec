"""What reads the registry knows the two rows of `one_more`; `test_registry` runs this."""

import html
import json

import pytest

from figures.breakdown import BREAKDOWNS
from figures.statistics import figures
from hazards.tally.compaction import fold
from tests.figures.recounts import EVERY_WAY, agree
from tests.figures.registry.one_more import COUNT, RATE


@pytest.fixture
def counted(cast):
    """Two majors under repair, one of them reopened, and what is none."""
    cast.assigned(cast.major())
    cast.assigned(cast.major())
    cast.assigned()
    cast.major()
    return cast


def test_the_three_ways_count_it_and_it_needs_no_column(counted):
    for _ in range(2):
        for by in EVERY_WAY:
            groups = agree(counted.auditor, by)
            assert sum(counts.get(COUNT.key, 0) for counts in groups.values()) == 2
        fold()


def test_the_answer_tells_it_with_its_definition(counted):
    answer = figures(counted.auditor)
    assert (answer[COUNT.key], answer["definitions"][COUNT.key]) == (2, COUNT.definition)
    assert (answer[RATE.key]["numerator"], answer[RATE.key]["denominator"]) == (2, 3)
    for by in BREAKDOWNS:
        assert sum(row[COUNT.key] for row in figures(counted.auditor, by=by)["rows"]) == 2


def test_the_schema_names_it_and_the_filter_takes_it(counted, client):
    document = json.loads(client.get("/api/v1/schema/", {"format": "json"}).content)
    shapes = document["components"]["schemas"]
    for shape in ("StatisticsOutput", "FiguresRowOutput"):
        assert shapes[shape]["properties"][COUNT.key] == {"type": "integer"}
        assert RATE.key in shapes[shape]["required"]
    asked = document["paths"]["/api/v1/hazards/"]["get"]["parameters"]
    (taken,) = [one["schema"]["enum"] for one in asked if one["name"] == "counted"]
    assert COUNT.key in taken
    client.force_login(counted.auditor)
    rows = client.get("/api/v1/hazards/", {"counted": COUNT.key}).json()["results"]
    assert len(rows) == 2 and {row["severity"] for row in rows} == {"major"}


def test_the_board_shows_it_and_leads_to_its_rows(counted, client):
    client.force_login(counted.auditor)
    page = html.unescape(client.get("/statistics/").content.decode())
    for word in (COUNT.label, COUNT.definition, RATE.label, RATE.definition):
        assert word in page
    assert f"counted={COUNT.key}" in page
    rows = client.get("/hazards/", {"counted": COUNT.key}).content.decode()
    assert COUNT.label in html.unescape(rows)
