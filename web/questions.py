"""What people ask the ledger often, with the answer's size, and the marks of what is asked now."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from web.forms.ledger import LedgerFilter
from workflow import deadlines
from workflow.states import Severity

# Filters without a field of their own: each is shown as a mark that can be taken off.
MARKED = (
    *("overdue", "due_soon", "listed", "waiting", "assigned_to_me", "is_violation", "found_to"),
    *("counted", "as_of", "tree_of", "own", "happened", "happened_from", "happened_to"),
    *("step", "desk", "waited"),
)
OF_FIGURES = ("counted", "happened", "step", "desk", "waited")  # a word of these needs its filter
BESIDE = ("page", "ordering")  # how rows are shown, not which


class Question(NamedTuple):
    """A view of the ledger: its filters as they stand in the address, and how many rows it has."""

    label: str
    asks: dict[str, str]
    count: int

    @property
    def url(self) -> str:
        query = QueryDict(mutable=True)
        query.update(self.asks)
        return f"{reverse('web:ledger')}?{query.urlencode()}"

    def is_asked_by(self, query: QueryDict) -> bool:
        return filters_in(query) == filters_in(self.asks)


def filters_in(query) -> dict[str, str]:
    return {name: query[name] for name in query if name not in BESIDE and query[name]}


def questions(seen, user) -> list[Question]:
    """Of the hazards in sight of `user`; four queries, however many there are."""
    today = timezone.localdate()
    soon = (today, today + timedelta(days=deadlines.SOON))
    n = seen.open().aggregate(
        open=Count("pk"),
        overdue=Count("pk", Q(due_on__lt=today)),
        due_soon=Count("pk", Q(due_on__range=soon)),
        major=Count("pk", Q(severity=Severity.MAJOR)),
    )
    due = {"ordering": "due"}
    mine = seen.waiting_for_review_by(user).count()
    return [
        Question(_("All"), {}, seen.count()),
        Question(_("Open"), {"state": "open", **due}, n["open"]),
        Question(_("Overdue"), {"overdue": "true", **due}, n["overdue"]),
        Question(_("Due soon"), {"due_soon": "true", **due}, n["due_soon"]),
        Question(_("Major"), {"state": "open", "severity": "major", **due}, n["major"]),
        Question(_("Listed for supervision"), {"listed": "true", **due}, seen.listed().count()),
        Question(_("For me to review"), {"waiting": "review", **due}, mine),
    ]


class Mark(NamedTuple):
    """One filter that is on: what it says, and the address without it."""

    name: str
    value: str
    label: str
    rest: str


def marks(chosen: LedgerFilter, query: QueryDict) -> list[Mark]:
    given = ((name, query[name]) for name in MARKED if query.get(name))
    return [Mark(n, value, said(chosen, n, value), without(query, n)) for n, value in given]


def said(chosen: LedgerFilter, name: str, value: str) -> str:
    field = chosen.form.fields[name]
    choices = dict(getattr(field, "choices", ()))
    if name in OF_FIGURES and value in choices:
        return _("%(filter)s: %(why)s") % {"filter": field.label, "why": choices[value]}
    if choices:
        return str(choices.get(value, field.label))
    return str(field.label) if value == "true" else f"{field.label} {value}"


def without(query: QueryDict, *names: str) -> str:
    """The rest of the address; another filter begins at the first page again."""
    rest = query.copy()
    for name in (*names, "page"):
        rest.pop(name, None)
    return rest.urlencode()


def sentences(chosen: LedgerFilter) -> Iterable[str]:
    """What cannot be understood in the address, filter by filter."""
    for name, errors in chosen.form.errors.items():
        yield _("%(filter)s: %(why)s") % {
            "filter": chosen.form.fields[name].label,
            "why": " ".join(map(str, errors)),
        }
