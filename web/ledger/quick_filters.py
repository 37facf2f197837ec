"""What people ask the ledger often, with the answer's size, and the marks of what is asked now."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from hazards.ledger.saved_views import SavedView
from hazards.models import Hazard
from organizations import scope
from web.addresses import without
from web.context import MANY, at_most
from web.ledger.forms import PageLedgerFilter
from workflow import policy

# Filters without a field of their own: each is shown as a mark that can be taken off.
MARKED = (
    *("overdue", "due_soon", "listed", "waiting", "assigned_to_me", "is_violation", "found_to"),
    "due_to",
    *("unit", "reported_by_me", "asked", "controlled", "offered"),
    *("counted", "as_of", "tree_of", "own", "happened", "happened_from", "happened_to"),
    *("step", "desk", "waited"),
)
OF_FIGURES = ("counted", "happened", "step", "desk", "waited")  # a word of these needs its filter
BESIDE = ("page", "ordering")  # how rows are shown, not which


class QuickFilter(NamedTuple):
    """A view of the ledger: its filters as they stand in the address, and how many rows it has."""

    label: str
    asks: dict[str, str]
    count: int | str

    @property
    def url(self) -> str:
        query = QueryDict(mutable=True)
        query.update(self.asks)
        return f"{reverse('web:ledger')}?{query.urlencode()}"

    def is_asked_by(self, query: QueryDict) -> bool:
        return filters_in(query) == filters_in(self.asks)


def filters_in(query) -> dict[str, str]:
    return {name: query[name] for name in query if name not in BESIDE and query[name]}


def to_count(seen, user) -> dict[str, Any]:
    """What the tally does not keep of the hazards in sight of `user`, and the units to choose from:
    of those it matters only whether there are two."""
    return {
        "to_be_reviewed": seen.waiting_for_review_by(user).order_by()[: MANY + 1],
        "asked": seen.asked_for_more_time(),
        "due_soon": seen.due_soon(),
        "listed": seen.listed(),
        "units": scope.units_reached_by(user).order_by()[:2],
    } | ({"reported_by_me": reported_by(seen, user)} if reports(user) else {})


def reports(user) -> bool:
    """Whether they may report anywhere: only for them what they reported is a view."""
    return any(post.role in policy.INSPECTING for post in scope.posts(user))


def reported_by(seen, user):
    return seen.filter(reporter=user).order_by()[: MANY + 1]


def questions(n: dict[str, Any], rest: dict[str, int]) -> list[QuickFilter]:
    """Of the hazards in sight: `n` is what the running tally keeps of them, `rest` was counted."""
    open_majors = n.get("major_found", 0) - n.get("major_closed", 0)
    due = {"ordering": "due"}
    mine = at_most(MANY, rest["to_be_reviewed"])
    views = [
        QuickFilter(_("All"), {}, n.get("found", 0) + n.get("dismissed", 0)),
        QuickFilter(_("Open"), {"state": "open", **due}, n.get("open", 0)),
        QuickFilter(_("Overdue"), {"overdue": "true", **due}, n.get("overdue", 0)),
        QuickFilter(_("Due soon"), {"due_soon": "true", **due}, rest["due_soon"]),
        QuickFilter(_("Major"), {"state": "open", "severity": "major", **due}, open_majors),
        QuickFilter(_("Listed for supervision"), {"listed": "true", **due}, rest["listed"]),
        QuickFilter(_("More time asked for"), {"asked": "true", **due}, rest["asked"]),
        QuickFilter(_("For me to review"), {"waiting": "review", **due}, mine),
    ]
    if "reported_by_me" in rest:
        from_me = at_most(MANY, rest["reported_by_me"])
        views.append(QuickFilter(_("Reported by me"), {"reported_by_me": "true"}, from_me))
    return views


class Kept(NamedTuple):
    """A saved view as a chip: its words, its address, and whether it is what is asked now."""

    label: str
    url: str
    is_asked: bool


def saved(user, query: QueryDict) -> list[Kept]:
    """One's own views and those shared with one's units; one query."""
    ledger = reverse("web:ledger")
    views = SavedView.objects.visible_to(user)
    return [Kept(v.name, f"{ledger}?{v.query}", asks_the_same(v.asks, query)) for v in views]


def asks_the_same(one: QueryDict, other: QueryDict) -> bool:
    return sorted(said_in(one)) == sorted(said_in(other)) != []


def said_in(query: QueryDict) -> list[tuple[str, list[str]]]:
    told = ((name, [v for v in values if v]) for name, values in query.lists())
    return [(name, values) for name, values in told if values and name not in BESIDE]


def told_of(query: str, request) -> list[str]:
    """What a kept address asks for, filter by filter; what cannot be understood is left out."""
    asked = QueryDict(query)
    form = PageLedgerFilter(
        asked, queryset=Hazard.objects.visible_to(request.user), request=request
    ).form
    form.is_valid()
    names = [name for name, _values in said_in(asked) if form.cleaned_data.get(name)]
    return [in_words(form.fields[name], form.cleaned_data[name]) for name in names]


def in_words(field, value) -> str:
    if value is True:
        return str(field.label)
    chosen = value if isinstance(value, list) else [value]
    labels = dict(getattr(field, "choices", ())) if isinstance(chosen[0], str) else {}
    return f"{field.label} " + "、".join(str(labels.get(one, one)) for one in chosen)


class Mark(NamedTuple):
    """One filter that is on: what it says, and the address without it."""

    name: str
    value: str
    label: str
    rest: str


def marks(chosen: PageLedgerFilter, query: QueryDict) -> list[Mark]:
    given = ((name, query[name]) for name in MARKED if query.get(name))
    return [Mark(n, value, said(chosen, n, value), without(query, n)) for n, value in given]


def said(chosen: PageLedgerFilter, name: str, value: str) -> str:
    field = chosen.form.fields[name]
    if name == "unit":  # its choices are hundreds
        return str(chosen.form.cleaned_data.get(name) or field.label)
    choices = dict(getattr(field, "choices", ()))
    if name in OF_FIGURES and value in choices:
        return _("%(filter)s: %(why)s") % {"filter": field.label, "why": choices[value]}
    if choices:
        return str(choices.get(value, field.label))
    return str(field.label) if value == "true" else f"{field.label} {value}"


def sentences(chosen: PageLedgerFilter) -> Iterable[str]:
    """What cannot be understood in the address, filter by filter."""
    for name, errors in chosen.form.errors.items():
        yield _("%(filter)s: %(why)s") % {
            "filter": chosen.form.fields[name].label,
            "why": " ".join(map(str, errors)),
        }
