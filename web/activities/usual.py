"""What a unit usually logs: its kinds with the ones it needs most often first, and the numbers and
names it said last."""

from functools import cached_property
from typing import Any

from activities.kinds import EVERY, KINDS, ActivityKind
from activities.models import Activity
from organizations.models import Unit

LOOKED_BACK_ON, OFTEN, PROPOSED = 60, 8, 3
# Before anything is logged: what every unit does.
FIRST = (
    *("launch", "study_group", "online_class", "drill", "outreach", "media_report", "slogans"),
    "innovative",
)


class Usual:
    """Read in one question."""

    def __init__(self, user: Any, unit: Unit, kind: ActivityKind | None) -> None:
        self.user, self.unit, self.kind = user, unit, kind

    @cached_property
    def said(self) -> list[tuple[str, int, int, str]]:
        seen = Activity.objects.visible_to(self.user).filter(unit=self.unit)
        last = seen.current().order_by("-reported_at")
        return list(last.values_list("kind", "sessions", "people", "name")[:LOOKED_BACK_ON])

    @cached_property
    def kinds(self) -> list[ActivityKind]:
        used = [kind for kind, *_numbers in self.said]

        def rank(one: ActivityKind) -> tuple[int, int]:
            return (-used.count(one.key), FIRST.index(one.key) if one.key in FIRST else len(FIRST))

        return sorted(EVERY, key=rank)

    @property
    def often(self) -> list[ActivityKind]:
        """With the one that is chosen always among them."""
        first = self.kinds[:OFTEN]
        if self.kind and self.kind not in first:
            first = [*first[:-1], KINDS[self.kind.key]]
        return first

    @property
    def others(self) -> list[ActivityKind]:
        return [one for one in self.kinds if one not in self.often]

    @property
    def of_the_kind(self) -> list[tuple[str, int, int, str]]:
        return [told for told in self.said if self.kind and told[0] == self.kind.key]

    @property
    def people(self) -> list[int]:
        """The last numbers of people, the newest first, each once."""
        said = [people for _kind, _sessions, people, _name in self.of_the_kind if people]
        return list(dict.fromkeys(said))[:PROPOSED]

    @property
    def names(self) -> list[str]:
        said = [name for *_numbers, name in self.of_the_kind if name]
        return list(dict.fromkeys(said))[: 2 * PROPOSED]
