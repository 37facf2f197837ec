"""Which unit a row speaks of: one in reach of whoever imports. The others are not there."""

from imports.rows.fields import folded
from imports.rows.values import Unclear, short
from organizations import scope
from organizations.models import Unit
from organizations.unit_search import other_names_of
from workflow import policy


def reported_for_by(user) -> list[Unit]:
    """The open units somebody may report hazards of, in the order of their codes."""
    reached = scope.units_reached_by(user).filter(closed_on=None).order_by("code")
    return [unit for unit in reached if policy.may_report_for(user, unit)]


class Units:
    """The units in reach by code, by name, and by what they are or were called besides, or what was
    called so that was merged into them; `usual` stands in where a row names none."""

    def __init__(self, user, usual: Unit | None) -> None:
        self.user, self.usual = user, usual
        self.by_name: dict[str, list[Unit]] = {}
        self.by_code: dict[str, list[Unit]] = {}
        self.by_other_name: dict[str, list[Unit]] = {}
        reached = scope.units_reached_by(user)
        others = other_names_of(reached)
        for unit in reached.order_by("code"):
            self.by_code.setdefault(folded(unit.code), []).append(unit)
            self.by_name.setdefault(folded(unit.name), []).append(unit)
            for name in {folded(name) for name in others.get(unit.pk, "").split("\n") if name}:
                self.by_other_name.setdefault(name, []).append(unit)

    def named(self, code: str, name: str) -> Unit:
        """Raises Unclear. A code goes before a name, which several units may have."""
        if not code and not name:
            if self.usual is None:
                raise Unclear("missing")
            return self._allowed(self.usual)
        return self._allowed(self._found(code, name))

    def _found(self, code: str, name: str) -> Unit:
        said = code or name
        found = self.by_code.get(folded(said), [])
        found = found or ([] if code else self._named(folded(said)))
        if not found:
            raise Unclear("unknown_unit", text=short(said))
        still_open = [unit for unit in found if unit.closed_on is None]
        if len(still_open) > 1:
            raise Unclear("ambiguous_unit", text=short(said))
        return (still_open or found)[0]

    def _named(self, name: str) -> list[Unit]:
        """What a unit is called now goes before what another was called, but for one that has
        closed: an old ledger may mean its successor."""
        found = self.by_name.get(name, [])
        if any(unit.closed_on is None for unit in found):
            return found
        return [*found, *self.by_other_name.get(name, [])]

    def _allowed(self, unit: Unit) -> Unit:
        if unit.closed_on is not None:
            raise Unclear("unit_closed", text=str(unit))
        if not policy.may_report_for(self.user, unit):
            raise Unclear("not_permitted", text=str(unit))
        return unit
