"""A workbook against the ledger: everything it would change, and everything that is wrong."""

from typing import Any

from district.comparing.directory import Directory
from district.comparing.ledger import Units
from district.comparing.people import PeopleRows
from district.comparing.plan import Plan
from district.comparing.units import UnitRows
from district.reading.fields import PEOPLE, UNITS
from district.reading.files import Table


def plan_of(tables: list[Table], *, by: Any = None) -> Plan:
    """What loading these tables would change now. `by` is empty for a command at the server."""
    plan = Plan(rows={kind: len(lines_of(tables, kind)) for kind in (UNITS, PEOPLE)})
    ledger = Units(by)
    directory = Directory(ledger)
    units = UnitRows([table for table in tables if table.kind == UNITS], ledger, directory)
    units.judge(plan)
    people = PeopleRows([table for table in tables if table.kind == PEOPLE], directory, by)
    people.judge(plan)
    if people.rows:
        plan.absent = people.absent(units.known | people.units)
    return plan


def lines_of(tables: list[Table], kind: str) -> list[Any]:
    return [line for table in tables if table.kind == kind for line in table.lines]
