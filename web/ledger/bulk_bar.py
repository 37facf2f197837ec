"""The bar above the ledger's rows: what is offered for those ticked, and why not for which.

It speaks of nothing that cannot be pressed; where nothing can, it says what is in the way.
"""

from collections.abc import Iterable, Iterator

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hazards.models import Hazard
from web.ledger.bulk import NAMED, Plan, Verdict, plans_for
from workflow import policy


class Bar:
    """Of the hazards `chosen`, as `user` may handle them together."""

    def __init__(self, chosen: Iterable[Hazard], user) -> None:
        self.chosen, self.user = list(chosen), user
        # The moves that can be pressed, the main one first.
        self.plans = [plan for plan in plans_for(self.chosen, user) if plan.able]

    @property
    def main(self) -> Plan | None:
        return self.plans[0] if self.plans else None

    @cached_property
    def notable(self) -> set:
        return {one.pk for one in for_a_notice(self.chosen, self.user)}

    @property
    def has_notice(self) -> bool:
        """Can all of them stand in one rectification notice?"""
        return self.is_one_unit and len(self.notable) == len(self.chosen)

    @property
    def is_one_unit(self) -> bool:
        return len({hazard.unit_id for hazard in self.chosen}) == 1

    @property
    def sentences(self) -> list[str]:
        said = [*self._of_moves(), *self._of_the_notice(), *self._in_the_way()]
        return said or [_("Nothing can be done with these together.")]

    @property
    def one_by_one(self) -> list[tuple[Plan, list[Verdict]]]:
        """Each that is refused with its reason, where the sentences only count them."""
        if all(len(plan.unable) <= NAMED for plan in self.plans):
            return []
        return [(plan, plan.unable) for plan in self.plans if plan.unable]

    def _of_moves(self) -> Iterator[str]:
        """「2件可以销号；2021-JZ031-0002不行，还差：现场验收照」; each reason is said once."""
        told: set[tuple[str, str]] = set()
        for plan in self.plans:
            yield _("; ").join([plan.sentence, *plan.refusals(besides=told)])
            told |= {(one.hazard.number, one.why) for one in plan.unable}

    def _of_the_notice(self) -> Iterator[str]:
        if self.has_notice:
            n = len(self.chosen)
            words = ngettext(
                "%(n)s fits in a rectification notice", "%(n)s fit in one rectification notice", n
            )
            yield words % {"n": n}

    def _in_the_way(self) -> Iterator[str]:
        if not self.plans and len(self.notable) == len(self.chosen) and not self.is_one_unit:
            yield _("One rectification notice is for one unit.")


def for_a_notice(hazards: Iterable[Hazard], user) -> list[Hazard]:
    """Those the person may issue a rectification notice about."""
    open_ones = [hazard for hazard in hazards if hazard.is_open]
    return [one for one in open_ones if policy.issues_papers_to(user, one.unit)]
