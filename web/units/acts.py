"""What may be done to a unit: each act with its form, with what it will lead to, and what does it.

Found and rename are for whoever looks after the unit; what changes its place in the tree for
whoever looks after the level above.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.staff.merging import (
    NewUnit,
    merge_unit,
    pass_on_what_is_left,
    roles_not_over,
    split_unit,
)
from organizations.administration import administers_place_of, administers_unit
from organizations.models import Unit
from organizations.services import found_unit, move_unit
from organizations.unit_life import stakes
from organizations.unit_life.closing import close_unit, open_units_under
from organizations.unit_life.names import rename_unit
from organizations.unit_life.stakes import CLOSED, MERGED
from organizations.units import takes_units
from web.units import forms

Given = dict[str, Any]  # as the form understood it


def is_open(unit: Unit) -> bool:
    return unit.closed_on is None


def stands_below(unit: Unit) -> bool:
    return is_open(unit) and unit.parent_id is not None


def may_have_units(unit: Unit) -> bool:
    return is_open(unit) and takes_units(unit.kind)


def has_left_something(unit: Unit) -> bool:
    """Merged, and something has been opened anew there since."""
    into = unit.merged_into
    return into is not None and into.closed_on is None and stakes.has_left_something(unit)


@dataclass(frozen=True)
class UnitAct:
    """`leads_to` says what it will do, in sentences; `done` once it is done. `is_of_the_place`
    asks for somebody who looks after the level above."""

    slug: str
    label: Any
    icon: str
    form: type[forms.ActForm]
    is_possible: Callable[[Unit], bool]
    leads_to: Callable[[Unit, Given], list[str]]
    does: Callable[[Unit, Given, Any, Any], Unit]
    done: Callable[[Unit, Given], str]
    is_of_the_place: bool = True

    def is_permitted(self, user, unit: Unit) -> bool:
        may = administers_place_of if self.is_of_the_place else administers_unit
        return may(user, unit)


def named(unit: Unit, given: Given) -> dict[str, Any]:
    others = {name: given[name] for name in ("name", "under", "into") if name in given}
    return {"unit": unit.name, **others}


def hanging(unit: Unit, change: str) -> list[str]:
    """Of each kind how much hangs on it, and what becomes of that."""
    found = stakes.hanging_on(unit)
    return [
        _("%(n)s %(label)s %(becomes)s.")
        % {"n": found[name], "label": stake.label, "becomes": stake.becomes[change]}
        for name, stake in stakes.STAKES.items()
        if found[name] and change in stake.becomes
    ]


def of_renaming(unit: Unit, given: Given) -> list[str]:
    return [
        _("“%(unit)s” is called “%(name)s” from that day on.") % named(unit, given),
        _("It is still found by the old name, in searches and in old ledgers."),
        _("Figures and lists of the time before, and issued papers, keep the old name."),
    ]


def of_moving(unit: Unit, given: Given) -> list[str]:
    n = len(Unit.objects.below(unit)) - 1
    along = ngettext("%(n)s unit below it moves along.", "%(n)s units below it move along.", n) % {
        "n": n
    }
    return [
        _("“%(unit)s” reports to “%(under)s” from that day on.") % named(unit, given),
        *([along] if n else []),
        _("Its hazards, people and returns stay its own; the new level above sees to them."),
        _("Counts of the time before stay as they were."),
    ]


def of_merging(unit: Unit, given: Given) -> list[str]:
    told = named(unit, given)
    n, below = len(roles_not_over(unit, given["on"])), open_units_under(unit)
    roles = ngettext(
        "%(n)s role ends here and is given to the same person there.",
        "%(n)s roles end here and are given to the same people there.",
        n,
    )
    return [
        _("“%(unit)s” is closed, and “%(into)s” takes its place.") % told,
        *([roles % {"n": n}] if n else []),
        *hanging(unit, MERGED),
        *([_("Units that report to it report there: %(units)s.") % listed(below)] if below else []),
        _("What it has struck off stays its own; the level above sees it."),
        _("Whoever looks for its name finds “%(into)s” as well.") % told,
    ]


def of_splitting(unit: Unit, given: Given) -> list[str]:
    roles, hazards = len(given["roles"]), len(given["hazards"])
    return [
        _("“%(name)s” is founded beside “%(unit)s”.") % named(unit, given),
        ngettext("%(n)s role goes there.", "%(n)s roles go there.", roles) % {"n": roles},
        ngettext("%(n)s open hazard goes there.", "%(n)s open hazards go there.", hazards)
        % {"n": hazards},
        _("All else stays with “%(unit)s”.") % named(unit, given),
    ]


def of_closing(unit: Unit, given: Given) -> list[str]:
    n = len(roles_not_over(unit, given["on"]))
    roles = ngettext(
        "%(n)s role held here reaches nothing any more.",
        "%(n)s roles held here reach nothing any more.",
        n,
    )
    return [
        _("“%(unit)s” is closed, and nothing takes its place.") % named(unit, given),
        *([roles % {"n": n}] if n else []),
        *hanging(unit, CLOSED),
    ]


def of_founding(unit: Unit, given: Given) -> list[str]:
    return [
        _("“%(name)s” is founded and reports to “%(unit)s”.") % named(unit, given),
        _("Give its people their roles next; the next campaign asks it for its return."),
    ]


def of_passing_on(unit: Unit, given: Given) -> list[str]:
    return hanging(unit, MERGED)


def listed(units: list[Unit]) -> dict[str, str]:
    return {"units": _(", ").join(map(str, units))}


def new_unit(given: Given) -> NewUnit:
    return NewUnit(given["code"], given["name"], given["kind"])


def split(unit: Unit, given: Given, by, request) -> Unit:
    chosen = {"hazards": [hazard.pk for hazard in given["hazards"]]}
    told = {"on": given["on"], "roles": given["roles"], "chosen": chosen}
    return split_unit(unit, new_unit(given), by=by, request=request, **told)


def move(unit: Unit, given: Given, by, request) -> Unit:
    return move_unit(unit, under=given["under"], since=given["on"], by=by, request=request)


def found(unit: Unit, given: Given, by, request) -> Unit:
    told = {"by": by, "request": request}
    return found_unit(*new_unit(given), unit, given["on"], **told)


ACTS = {
    act.slug: act
    for act in (
        UnitAct(
            "rename",
            gettext_lazy("Rename the unit"),
            "pencil",
            forms.RenameForm,
            is_open,
            of_renaming,
            lambda unit, given, by, request: rename_unit(
                unit, given["name"], on=given["on"], by=by, request=request
            ),
            lambda unit, given: _("The unit is renamed."),
            is_of_the_place=False,
        ),
        UnitAct(
            "found",
            gettext_lazy("Found a unit below"),
            "plus-lg",
            forms.FoundForm,
            may_have_units,
            of_founding,
            found,
            lambda unit, given: _("Founded."),
            is_of_the_place=False,
        ),
        UnitAct(
            "move",
            gettext_lazy("Move to another level above"),
            "arrow-right",
            forms.MoveForm,
            stands_below,
            of_moving,
            move,
            lambda unit, given: _("Moved."),
        ),
        UnitAct(
            "merge",
            gettext_lazy("Merge into another unit"),
            "box-arrow-up-right",
            forms.MergeForm,
            stands_below,
            of_merging,
            lambda unit, given, by, request: merge_unit(unit, by=by, request=request, **given),
            lambda unit, given: _("Merged into “%(into)s”.") % named(unit, given),
        ),
        UnitAct(
            "split",
            gettext_lazy("Split off a unit"),
            "share",
            forms.SplitForm,
            stands_below,
            of_splitting,
            split,
            lambda unit, given: _("Split off: this is the new unit."),
        ),
        UnitAct(
            "close",
            gettext_lazy("Close without a successor"),
            "x-circle",
            forms.CloseForm,
            stands_below,
            of_closing,
            lambda unit, given, by, request: close_unit(unit, by=by, request=request, **given),
            lambda unit, given: _("Closed."),
        ),
        UnitAct(
            "pass-on",
            gettext_lazy("Pass on what is open"),
            "arrow-right",
            forms.PassOnForm,
            has_left_something,
            of_passing_on,
            lambda unit, given, by, request: pass_on_what_is_left(unit, by=by, request=request),
            lambda unit, given: _("Passed on."),
        ),
    )
}


def open_to(user, unit: Unit) -> list[UnitAct]:
    return [act for act in ACTS.values() if act.is_possible(unit) and act.is_permitted(user, unit)]
