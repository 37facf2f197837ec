"""Whether the people a ledger cannot do without are there: who reports, who assigns, who audits."""

from functools import cached_property, reduce

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.models import Membership, Role, Unit
from organizations.units import below, lineage
from workflow import policy

NAMED = 3  # units without an officer that are named; the others are counted


class Staffing:
    """Of the tree of one root; two queries. An officer above looks after a unit that has none of
    its own."""

    def __init__(self, root: Unit) -> None:
        self.root = root
        held = Membership.objects.held().filter(user__is_active=True, unit__closed_on=None)
        here = held.filter(below(root.path, "unit__path"), user__service_since=None)
        self.held = list(here.values_list("role", "unit__path", "user"))
        units = Unit.objects.below(root).filter(closed_on=None).exclude(parent=None)
        self.units = list(units.order_by("code").values_list("path", "name"))

    def paths(self, *roles: str) -> set[str]:
        return {path for role, path, _user in self.held if role in roles}

    @cached_property
    def n_people(self) -> int:
        return len({user for _role, _path, user in self.held})

    @cached_property
    def has_auditor(self) -> bool:
        return self.root.path in self.paths(Role.AUDITOR)

    @cached_property
    def has_reporters(self) -> bool:
        return bool(self.paths(*policy.INSPECTING))

    @cached_property
    def without_officer(self) -> list[str]:
        """Names of the units whose hazards nobody could assign."""
        officers = self.paths(*policy.OFFICERS)
        return [name for path, name in self.units if not officers & set(lineage(path))]

    @property
    def is_complete(self) -> bool:
        return bool(self.units) and not self.lacking

    @cached_property
    def lacking(self) -> list[str]:
        said = [] if self.has_auditor else [_("%(unit)s has no auditor yet.") % {"unit": self.root}]
        if not self.has_reporters:
            said.append(_("Nobody can report yet: give somebody the role of an inspector."))
        n = len(self.without_officer)
        if n:
            names = _(", ").join(self.without_officer[:NAMED])
            told = ngettext(
                "%(names)s has no safety officer, nor has any unit above.",
                "%(n)s units have no safety officer, nor has any unit above: %(names)s",
                n,
            )
            said.append(told % {"n": n, "names": names} + ("…" if n > NAMED else ""))
        return said

    @property
    def sentence(self) -> str:
        n = self.n_people
        told = ngettext("%(n)s person holds a role.", "%(n)s people hold roles.", n) % {"n": n}
        return reduce(and_then, self.lacking, told)


def and_then(before: str, following: str) -> str:
    """Chinese sentences follow each other without a space."""
    return _("%(before)s %(following)s") % {"before": before, "following": following}
