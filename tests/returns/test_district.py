"""The whole district hands in, and its table is what plain SQL finds, blank by blank."""

import json

import pytest
from django.db import connection

from returns.models import Return
from returns.table.reading import opened, stale_among
from returns.verification import faults
from tests.returns.district import CENTRAL_SCHOOLS, DIRECT_UNITS, SCHOOLS, District

pytestmark = [pytest.mark.exhaustive, pytest.mark.on_both]

# Whose figures are in the district's: handed in to the bureau, or to a central school that has
# handed in, and before it did.
IN_THE_TABLE = """
    WITH told AS (
        SELECT r.id, r.typed, r.adjustments, r.is_nil, r.submitted_at, r.unit_id, u.code,
               u.kind, p.code AS parent, u.parent_id
        FROM reports_return r
        JOIN organizations_unit u ON u.id = r.unit_id
        LEFT JOIN organizations_unit p ON p.id = u.parent_id
        WHERE r.state IN ('submitted', 'accepted') AND u.kind <> 'bureau'
    ), counted AS (
        SELECT t.*, CASE WHEN t.kind = 'school' THEN t.parent ELSE t.code END AS branch
        FROM told t LEFT JOIN told above ON above.unit_id = t.parent_id
        WHERE t.kind <> 'school' OR above.submitted_at > t.submitted_at
    )
"""
EACH = {
    "sqlite": "json_each(counted.typed) AS answer",
    "postgresql": "jsonb_each_text(counted.typed) AS answer",
}
HAZARDS = """
    SELECT COUNT(*) FILTER (WHERE is_violation), COUNT(*) FILTER (WHERE source = 'tip')
    FROM hazards_hazard
    WHERE found_on >= '2021-06-05' AND found_on <= '2021-07-05' AND state <> 'dismissed'
      AND (unit_id IN (SELECT unit_id FROM counted)
           OR unit_id IN (SELECT id FROM organizations_unit WHERE kind = 'bureau'))
"""
RECTIFIED = """
    SELECT u.id, COUNT(h.id)
    FROM organizations_unit u
    LEFT JOIN hazards_hazard h ON h.unit_id = u.id
         AND h.found_on BETWEEN '2021-06-05' AND '2021-07-05'
         AND (h.state = 'closed' OR (h.state = 'rectified' AND h.severity = 'general'))
    WHERE u.id IN (SELECT unit_id FROM counted) OR u.kind = 'bureau'
    GROUP BY u.id
"""


def asked(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(IN_THE_TABLE + sql)
        return cursor.fetchall()


@pytest.fixture
def district(db) -> District:
    district = District()
    district.go()
    return district


def counted_in_sql() -> dict[str, int]:
    ((violations, tips),) = asked(HAZARDS)
    own = dict(asked(RECTIFIED))
    schools_first = "ORDER BY CASE WHEN kind = 'school' THEN 0 ELSE 1 END"
    said = asked(f"SELECT unit_id, CAST(adjustments AS TEXT) FROM counted {schools_first}")
    adjusted = {unit: json.loads(text) for unit, text in said if text != "{}"}
    assert len(adjusted) > 10
    for unit, figures in adjusted.items():
        # What a central school says is of the whole branch, its schools included.
        below = [pk for (pk,) in asked(f"SELECT unit_id FROM counted WHERE parent_id = {unit:d}")]
        own |= dict.fromkeys(below, 0)
        own[unit] = figures["hazards_investigated_rectified"]["value"]
    return {
        "violations_investigated": violations,
        "hazards_raised_by_tips": tips,
        "hazards_investigated_rectified": sum(own.values()),
    }


def typed_in_sql(form) -> dict[str, object]:
    """Numbers added up, yes and no counted by the database; texts in the order of the branches."""
    each = EACH[connection.vendor]
    rows = asked(f"SELECT answer.key, answer.value, COUNT(*) FROM counted, {each} GROUP BY 1, 2")
    order = "ORDER BY branch, CASE WHEN kind = 'school' THEN 1 ELSE 0 END, code"
    texts = asked(f"SELECT answer.key, answer.value FROM counted, {each} {order}")
    told: dict[str, object] = {}
    for indicator in form.typed:
        mine = [(value, times) for key, value, times in rows if key == indicator.code]
        if indicator.type == "int":
            told[indicator.code] = sum(int(value) * times for value, times in mine)
        elif indicator.type == "yes_no":
            told[indicator.code] = "no" if dict(mine).get("no") else "yes"
        else:
            said = [value for key, value in texts if key == indicator.code]
            told[indicator.code] = "、".join(dict.fromkeys(said))
    return told


def test_the_district_table_is_what_plain_sql_finds_blank_by_blank(district):
    one = Return.objects.for_reading().get(unit=district.bureau)
    reading = opened(one, district.auditor)
    expected = {**counted_in_sql(), **typed_in_sql(district.campaign.form)}
    assert reading.sheet.values == expected
    empty = {code for code, value in expected.items() if value in (None, "", 0)}
    assert (len(expected), empty) == (37, {"tipsters_rewarded", "news_from_leads"})
    assert_no_is_counted_and_named(reading)
    assert_covered(district, reading)
    assert_every_sum_is_its_parts(district)
    assert list(faults()) == []


def assert_no_is_counted_and_named(reading):
    each = EACH[connection.vendor]
    rows = asked(
        f"SELECT answer.key, code FROM counted, {each} WHERE answer.value = 'no' ORDER BY code"
    )
    for indicator in reading.sheet.form.indicators:
        if indicator.type == "yes_no":
            said_no = [code for key, code in rows if key == indicator.code]
            assert sorted(reading.sheet.parts[indicator.code]["no"]) == said_no


def assert_covered(district, reading):
    told = reading.sheet.document["coverage"]
    assert (told["expected"], told["submitted"]) == (
        CENTRAL_SCHOOLS + DIRECT_UNITS, CENTRAL_SCHOOLS + DIRECT_UNITS - 2,
    )  # fmt: skip
    missing = [unit["code"] for unit in told["missing"]]
    assert missing == [district.central[0].code, district.direct[0].code]
    late = {district.returns[unit.parent_id].pk for unit in district.schools[7::40]}
    stale = stale_among(Return.objects.for_reading())
    assert stale == {pk for pk in late if pk != district.returns[district.central[0].pk].pk}


def assert_every_sum_is_its_parts(district):
    assert Return.objects.count() == CENTRAL_SCHOOLS + SCHOOLS + DIRECT_UNITS + 1
    for unit in district.central[1:]:
        one = Return.objects.for_reading().get(unit=unit)
        for code, figure in opened(one, district.auditor).figures.items():
            if figure.indicator.type == "int" and not figure.adjustment:
                assert figure.value == figure.own + (figure.children or 0), (unit, code)
