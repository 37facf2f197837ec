"""A record made again out of its history alone, and compared with its row.

The bodies that assigned the columns in life assign them again, on a blank record, from what each
line of history says. They read nothing but columns and keys (`stand_in`), so no rule of a move is
told a second time here, and nothing is asked of the database.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from records.kinds import Performing, Step, When, kind_of
from records.perform import transit
from workflow.errors import WorkflowError

M = TypeVar("M", bound=models.Model)
LONGEST = 60  # characters of a value that a sentence shows
# What a body raises where a line of history says less, or something else, than it was once told.
REFUSALS = (
    *(TransitionNotAllowed, WorkflowError, ValidationError),
    *(LookupError, TypeError, ValueError, ArithmeticError),
)


class DoesNotFollow(Exception):
    """A line of history that does not follow from those before it; the text is a sentence."""


def does_not_follow(entry: Any) -> DoesNotFollow:
    """Of a line that has the words of its button as its `label`."""
    told = {"n": entry.sequence, "move": entry.label}
    return DoesNotFollow(
        _("line %(n)s of its history (%(move)s) does not follow from those before it.") % told
    )


@lru_cache(maxsize=4096)
def stand_in(model: type[M], key: Any) -> M:
    """What a line of history names, for a body that assigns it: of the record it has the key and
    nothing else. Shared, so nobody changes it. Raises ValidationError for what is no key."""
    return model(pk=model._meta.pk.to_python(key))


def value_of(field: Any, fact: Any) -> Any:
    """The value of a column, from the fact `records.facts.as_fact` made of it."""
    if field.is_relation:
        return stand_in(field.related_model, fact["id"])
    return field.to_python(fact)


def replay(doing: Performing, body: Step | None = None) -> None:
    """Make the move or action again on the blank record of `doing`, whose values are those of the
    line of history; by its own body, or by the part of it named that assigns, where the body does
    more. Raises whatever of `REFUSALS` the body raises."""
    kind, record = kind_of(doing.record), doing.record
    doing.before = kind.state_of(record)
    kind.place(doing)
    if body is None:
        kind.step(When.BODY, doing, transit)
    else:
        body(doing)
    kind.settle(doing)
    record.version += 1


def differences(row: models.Model, led_to: models.Model, but: Collection[str]) -> Iterator[str]:
    """A sentence for each column, `but` for those named, in which the row is not what its history
    leads to. Both are of one model."""
    for field in row._meta.concrete_fields:
        if field.name in but:
            continue
        mine, told = value_in(field, row), value_in(field, led_to)
        if mine != told:
            yield difference(field, mine, told)


def difference(field: Any, mine: Any, told: Any) -> str:
    return _("“%(field)s” is %(is)s where its history leads to %(told)s.") % {
        "field": field.verbose_name,
        "is": shown(field, mine),
        "told": shown(field, told),
    }


def value_in(field: Any, record: models.Model) -> Any:
    value = getattr(record, field.attname)
    if isinstance(field, models.DecimalField) and value is not None:
        return Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places))
    return value


def shown(field: Any, value: Any) -> str:
    """A value in words; a record by its name as it is today."""
    if value in (None, ""):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.is_relation:
        found = field.related_model._base_manager.filter(pk=value).first()
        return str(found or value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(" ", "seconds")
    words = dict(field.flatchoices).get(value, value) if field.choices else value
    return Truncator(str(words)).chars(LONGEST)
