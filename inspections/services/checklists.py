"""Loading a version of a list, switching lists on and off, and lines of a unit's own.

All of it holds from a day that has not begun: what came due today stays as it was, whenever the
worker gets to it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hazards.models import Category
from inspections import policy
from inspections.checklists.reading import LONGEST_LINE
from inspections.models import Checklist, OwnLine, Switch
from organizations.models import Unit
from texts.writing import as_entered
from workflow.errors import Lack, NotPermitted, NotPossible, SomethingMissing

MOST_OWN_LINES = 20  # of a unit in one list


def tomorrow(at: datetime | None = None) -> date:
    return timezone.localdate(at) + timedelta(days=1)


@transaction.atomic
def load(source: str, *, by: Any, since: date | None = None) -> Checklist:
    """Take in a version of a list; it holds from tomorrow. Raises NotPermitted, and ValidationError
    naming each line of the text that is wrong."""
    if not policy.loads_checklists(by):
        raise NotPermitted(_("Lists are loaded by an auditor or administrator of the bureau."))
    return _take_in(Checklist(source=source, since=since or tomorrow(), loaded_by=by))


def _take_in(one: Checklist) -> Checklist:
    one.clean()
    known = set(Category.objects.values_list("code", flat=True))
    strange = sorted({line.category for line in one.listed.lines} - known)
    if strange:
        sentence = _("There is no category “%(code)s”.")
        raise ValidationError({"source": [sentence % {"code": code} for code in strange]})
    one.save(force_insert=True)
    return one


@transaction.atomic
def switch(
    unit: Unit,
    code: str,
    *,
    is_on: bool,
    by: Any,
    since: date | None = None,
    at: datetime | None = None,
) -> Switch:
    """Switch the list on or off for the unit and all below it that say nothing else, from `since`
    on (tomorrow). Windows that begin from then on are due, or are not. Raises NotPermitted,
    NotPossible, SomethingMissing."""
    _allow(unit, by)
    since = since or tomorrow(at)
    lacking = []
    if not Checklist.objects.filter(code=code).exists():
        lacking.append(Lack("checklist", _("a checklist there is")))
    if since < tomorrow(at):
        lacking.append(Lack("since", _("a day that has not begun")))
    if lacking:
        raise SomethingMissing(lacking)
    told = {"unit": unit, "code": code, "is_on": is_on, "since": since, "by": by}
    return Switch.objects.create(**told, at=at or timezone.now())


@transaction.atomic
def add_line(
    unit: Unit,
    code: str,
    *,
    text: str,
    category: Category,
    by: Any,
    at: datetime | None = None,
) -> OwnLine:
    """Add a line to the list for this very unit, from tomorrow. Raises as `switch`."""
    _allow(unit, by)
    text = " ".join(as_entered(text).split())
    lacking = []
    if not text or len(text) > LONGEST_LINE:
        lacking.append(Lack("text", _("what is looked at, in 120 characters at most")))
    if not Checklist.objects.filter(code=code).exists():
        lacking.append(Lack("checklist", _("a checklist there is")))
    if OwnLine.objects.filter(unit=unit, code=code, until=None).count() >= MOST_OWN_LINES:
        lacking.append(Lack("lines", _("20 lines of one's own or fewer")))
    if lacking:
        raise SomethingMissing(lacking)
    told = {"unit": unit, "code": code, "text": text, "category": category, "by": by}
    return OwnLine.objects.create(**told, since=tomorrow(at))


@transaction.atomic
def end_line(line: OwnLine, *, by: Any) -> OwnLine:
    """Ask it no more in windows that begin from tomorrow on. Raises NotPermitted, NotPossible."""
    line = OwnLine.objects.select_for_update().select_related("unit").get(pk=line.pk)
    _allow(line.unit, by)
    if line.until is not None:
        raise NotPossible(_("This line has ended already."))
    line.until = tomorrow()
    line.save(update_fields=["until"])
    return line


def _allow(unit: Unit, by: Any) -> None:
    if not policy.switches_checklists_of(by, unit):
        sentence = _("Lists are switched by a safety officer of the unit or above.")
        raise NotPermitted(sentence)
    if unit.closed_on is not None:
        raise NotPossible(_("This unit is closed; nothing is due there any more."))
