"""The last comparisons of a workbook with the ledger, kept while both are what they were: a page of
15,000 people is looked at many times, and compared once."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from district.comparing.ledger import OF_A_PERSON
from district.comparing.plan import Plan
from district.comparing.whole import plan_of
from district.models import Workbook
from district.reading.files import Table
from organizations.models import Membership, OtherName, Unit, User
from papers.models import Letterhead

# In each process of the web: one that is looked at, and one more. What is kept holds names and
# phones, so it stands in no file and ends with the process.
MOST = 2
READ = (Unit, OtherName, Letterhead, Membership)
OF_PEOPLE = ("pk", "username", *OF_A_PERSON, "is_active", "is_superuser")


class Compared(NamedTuple):
    tables: list[Table]
    plan: Plan


KEPT: OrderedDict[tuple[Any, ...], Compared] = OrderedDict()
LOCK = Lock()


def compared(one: Workbook, *, by: User) -> Compared:
    """As `plan_of` its rows, which are not asked for where the comparison is kept."""
    key = (one.pk, by.pk, get_language(), timezone.localdate(), state_of_the_ledger())
    with LOCK:
        found = KEPT.get(key)
    if found is None:
        tables = one.read()
        found = Compared(tables, plan_of(tables, by=by))
    with LOCK:
        KEPT[key] = found
        KEPT.move_to_end(key)
        while len(KEPT) > MOST:
            KEPT.popitem(last=False)
    return found


def state_of_the_ledger() -> str:
    """A digest over everything a comparison reads."""
    digest = hashlib.blake2b(digest_size=16)
    for model in READ:
        columns = [field.attname for field in model._meta.concrete_fields]
        take_in(digest, rows_of(model, *columns))
    take_in(digest, rows_of(User, *OF_PEOPLE))
    return digest.hexdigest()


def rows_of(model: type[models.Model], *columns: str) -> Iterable[tuple[Any, ...]]:
    return model._default_manager.order_by("pk").values_list(*columns).iterator()


def take_in(digest: Any, rows: Iterable[tuple[Any, ...]]) -> None:
    for row in rows:
        digest.update(repr(row).encode())
    digest.update(b"\0")
