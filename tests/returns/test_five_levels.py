"""From a province down to a school, whatever the tree: each return is its own figures and those of
the units right below it, and the last sum is everybody's, each once."""

from dataclasses import dataclass, field
from itertools import count

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from organizations.models import Role, Unit, User
from organizations.services import found_unit
from returns import services
from returns.forms.shape import INT
from returns.models.returns import Return
from returns.table.sheet import sheet_of
from returns.verification import faults
from tests.base.strength import tried_on
from tests.returns.campaigning import campaign_of, plausible
from tests.returns.test_random_returns import assert_adds_up, taken_back

KIND = Unit.Kind
LEVELS = (KIND.PROVINCE, KIND.CITY, KIND.BUREAU, KIND.CENTRAL_SCHOOL, KIND.SCHOOL)
FEW = tried_on(
    30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# The level it begins at, and how many units are below each, in the order they are founded.
TREES = st.tuples(st.integers(0, 3), st.lists(st.integers(0, 2), min_size=4, max_size=8))


@dataclass
class Node:
    unit: Unit
    filler: User
    n: int
    below: list["Node"] = field(default_factory=list)

    @property
    def all(self) -> list["Node"]:
        """Those below before those above."""
        return [*(one for child in self.below for one in child.all), self]


def grown(cast, first: int, sizes: list[int]) -> Node:
    """At most a dozen units, so that an example is soon over."""
    numbers, wanted = count(1), iter([1, *sizes])

    def node(level: int, above: Unit | None) -> Node:
        n, kind = next(numbers), LEVELS[level]
        unit = found_unit(f"L5{n:03}", f"第{n}单位", kind, above)
        role = Role.AUDITOR if level < 3 else Role.OFFICER
        here = Node(unit, cast.person(f"filler{n}", role, unit), n)
        if level + 1 < len(LEVELS):
            below = range(next(wanted, 0))
            here.below = [node(level + 1, unit) for _ in below]
        return here

    return node(first, None)


@FEW
@given(TREES)
def test_every_sum_is_its_own_and_the_units_below_it_at_each_of_five_levels(cast, tree):
    with taken_back():
        root = grown(cast, *tree)
        if root.unit.kind == KIND.CENTRAL_SCHOOL:
            root.filler = cast.person("filler", Role.AUDITOR, root.unit)
        campaign = campaign_of(root.filler, root.unit)
        code = next(i.code for i in campaign.form.typed if i.type == INT)
        for node in root.all:
            one = Return.objects.for_reading().get(campaign=campaign, unit=node.unit)
            if node is not root:
                told = plausible(campaign.form, node.n)
                one = services.fill(one, by=node.filler, values=told)
            services.submit(one, by=node.filler)
        for node in root.all:
            sheet = sheet_of(Return.objects.for_reading().get(campaign=campaign, unit=node.unit))
            assert_adds_up(sheet)
            assert len(sheet.children_parts) == len(node.below)
            everybody = sum(one.n for one in node.all if one is not root)
            assert (sheet.values[code] or 0) == everybody
        assert list(faults()) == []
