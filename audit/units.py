"""Writes down what befalls a unit: renamed, moved, merged, split, closed, founded."""

from typing import Any

from audit import log
from audit.kinds import Kind
from organizations.models import Unit
from organizations.unit_life import told


@told.register
def write_down(unit: Unit, change: str, by: Any, request: Any, details: dict[str, str]) -> None:
    """The name is that of the moment, whatever it is called later."""
    said = {"change": change, "unit": unit.name, **details}
    log.record(Kind.UNIT_CHANGED, request=request, by=by, about=unit, unit=unit, details=said)
