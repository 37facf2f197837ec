"""The units and people of the ledger, read once for a comparison, and found as workbooks name
them."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from accounts.staff.policy import people_of
from imports.rows.fields import folded
from organizations.administration import administered_units, administers_everything
from organizations.models import Membership, OtherName, Unit, User
from papers.models import Letterhead

HEAD = ("contact", "phone", "address")
OF_A_PERSON = ("name", "staff_number", "phone", "email")
MOST_NAMED = 1500  # keys, numbers and names in one statement
NOTHING: tuple[User, ...] = ()


class Units:
    """All of them that `by` looks after, in a handful of statements; of a command at the server
    every one. `tops` are those of them that report to none of them: they stay where they are."""

    def __init__(self, by: User | None) -> None:
        mine = Unit.objects.all() if by is None else administered_units(by)
        self.all = list(mine.order_by("code"))
        others = Unit.objects.exclude(pk__in=mine.order_by().values("pk"))
        self.taken = {folded(code) for code in others.values_list("code", flat=True)}
        self.by_pk = {unit.pk: unit for unit in self.all}
        self.by_code = {folded(unit.code): unit for unit in self.all}
        self.by_name: dict[str, list[Unit]] = {}
        for unit in self.all:
            self.by_name.setdefault(folded(unit.name), []).append(unit)
        self.tops = [unit for unit in self.all if unit.parent_id not in self.by_pk]
        self.heads = {one.unit_id: one for one in Letterhead.objects.all()}
        self.other_names: dict[int, set[tuple[str, str]]] = {}
        self.by_other_name: dict[str, list[Unit]] = {}
        for one in OtherName.objects.order_by("pk"):
            here = self.by_other_name.setdefault(folded(one.name), [])
            named = self.by_pk.get(one.unit_id)  # nothing of one founded since
            here += [named] if named and named not in here else []
            self.other_names.setdefault(one.unit_id, set()).add((one.kind, one.name))
        self.kinds_below: dict[int | None, set[str]] = {}
        for unit in self.all:
            if unit.closed_on is None:
                self.kinds_below.setdefault(unit.parent_id, set()).add(unit.kind)

    def named(self, text: str) -> list[Unit]:
        """By the code, else by the name, else by what it is or was called besides; those that are
        open before those that are closed."""
        said = folded(text)
        coded = self.by_code.get(said)
        found = [coded] if coded else self.by_name.get(said) or self.by_other_name.get(said, [])
        return [unit for unit in found if unit.closed_on is None] or found

    def head(self, unit: Unit) -> dict[str, str]:
        """Contact, phone and address."""
        own = self.heads.get(unit.pk)
        return {name: getattr(own, name) if own else "" for name in HEAD}


class Asked(NamedTuple):
    """By what the people of some rows can be found; `keys` are those found before."""

    accounts: set[str]
    phones: set[str]
    names: set[str]
    keys: set[int]

    @property
    def condition(self) -> Q:
        """Of very many it is cheaper to read everybody, and a statement has its limits."""
        if sum(len(said) for said in self) > MOST_NAMED:
            return Q()
        by_number = Q(staff_number__in=self.accounts) | Q(username__in=self.accounts | self.phones)
        return by_number | Q(phone__in=self.phones) | Q(name__in=self.names) | Q(pk__in=self.keys)


class People:
    """Those some rows may speak of, with every role they hold, held or will hold; whoever is not
    `by`'s to see is not there. `numbers_taken` are the staff numbers of those."""

    def __init__(self, asked: Asked, by: User | None) -> None:
        everybody = User.objects.filter(asked.condition)
        found, self.numbers_taken = everybody, set[str]()
        if by is not None and not administers_everything(by):
            found = everybody.filter(pk__in=people_of(by).order_by().values("pk"))
            others = User.objects.filter(staff_number__in=asked.accounts)
            unseen = others.exclude(pk__in=found.order_by().values("pk"))
            told = unseen.values_list("staff_number", flat=True)
            self.numbers_taken = {number for number in told if number}
        self.all = list(found.order_by("pk"))
        self.by_staff_number = {one.staff_number: one for one in self.all if one.staff_number}
        self.by_account = {one.username: one for one in self.all}
        self.by_phone = grouped((one.phone, one) for one in self.all if one.phone)
        self.by_name = grouped((folded(one.name), one) for one in self.all)
        self.roles: dict[int, list[Membership]] = {one.pk: [] for one in self.all}
        for role in Membership.objects.filter(user__in=found.order_by().values("pk")):
            if role.user_id in self.roles:  # somebody may have come since
                self.roles[role.user_id].append(role)

    def at(self, name: str, unit: int | None) -> list[User]:
        """Those called so who hold a role at this unit, or held one."""
        called = self.by_name.get(folded(name), NOTHING)
        return [one for one in called if any(r.unit_id == unit for r in self.roles[one.pk])]


def grouped(pairs: Iterable[tuple[str, User]]) -> dict[str, list[User]]:
    found: dict[str, list[User]] = {}
    for key, person in pairs:
        found.setdefault(key, []).append(person)
    return found
