"""A kind of record as rows behind a figure: which are a unit's own, how each stood, who sees it.

A row is a record as its chained history tells it up to an entry. The digest of that entry is what
is frozen, so a figure hangs on the same chain as the record: whoever changes either is found.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value

from records.chain import ChainedEntry

AT_ONCE = 5000  # keys in one question to the database
# The two windows of a campaign (handbook, section 4): records of a kind count in one of them.
HAZARD_WINDOW, ACTIVITY_WINDOW = "hazards", "activities"


class Days(NamedTuple):
    """The half-open period [first, end)."""

    first: date
    end: date


@dataclass(frozen=True)
class Row:
    """One record as it stood. `entry` is the digest of its last entry then; `measures` is what it
    adds to each source that counts it. `number` is "" for a kind that has none."""

    kind: str
    pk: str
    number: str
    day: date
    entry: str
    measures: Mapping[str, Any]


class Shown(NamedTuple):
    """A record in the words of a list. What a kind has not is ""."""

    pk: str
    day: date
    number: str = ""
    title: str = ""
    state: str = ""
    state_label: str = ""


class Page(NamedTuple):
    """Where a record is entered: the name of the page, "" where there is none, and what its address
    says already."""

    name: str = ""
    query: Mapping[str, str] = {}


class RowKind:
    """One kind of record that can stand behind a figure. A room makes a subclass of it beside its
    sources; what is written here holds for a record that stays its unit's for good and whose last
    entry says in which state it is.

    `name` is what frozen returns and the API call it, for ever; `word` is what a table says beside
    a figure that was counted from it. `window` is the window of a
    campaign its `day` has to lie in. `page` and `call` are the names of its address on the pages
    and in the API, which take its key; "" where it has none. `beside` are sources shown beside each
    figure that counts it. One that `is_in_every_return` is frozen with returns that do not ask for
    it as well.
    """

    name: ClassVar[str]
    word: ClassVar[Any]
    window: ClassVar[str]
    records: ClassVar[Any]  # the model; `visible_to` is on its manager
    entries: ClassVar[type[ChainedEntry]]
    day: ClassVar[str]
    number: ClassVar[str] = ""
    order: ClassVar[Sequence[str]]
    read: ClassVar[Sequence[str]] = ()  # the columns `shown` needs, where not all are
    page: ClassVar[str] = ""
    call: ClassVar[str] = ""
    beside: ClassVar[Sequence[str]] = ()
    is_in_every_return: ClassVar[bool] = False

    # --- What had happened ---

    def whole_past(self) -> QuerySet[ChainedEntry]:
        """Everything that has happened to a record, inside a query about records."""
        return self.entries.objects.filter(**{self.entries.about: OuterRef("pk")})

    def past_at(self, at: datetime | None) -> QuerySet[ChainedEntry]:
        """The same up to a moment; None means now."""
        return self.whole_past().filter(at__lte=at) if at else self.whole_past()

    def up_to(self, digests: Iterable[str]) -> QuerySet[ChainedEntry]:
        """The past up to the entries of these digests: what a frozen return was made of."""
        same = {self.entries.about: OuterRef(self.entries.about)}
        last = self.entries.objects.filter(**same, digest__in=list(digests))
        return self.whole_past().filter(sequence__lte=Subquery(last.values("sequence")[:1]))

    # --- Which, and how they stood ---

    def in_window(self, unit: Any, days: Days) -> QuerySet[Any]:
        """The unit's own, of a day in the window, whatever became of them."""
        within = {f"{self.day}__gte": days.first, f"{self.day}__lt": days.end}
        return self.records.objects.filter(unit=unit, **within)

    def of_unit_then(self, unit: Any, days: Days, past: QuerySet[ChainedEntry]) -> QuerySet[Any]:
        """Those that were the unit's own at the end of `past`."""
        return self.in_window(unit, days)

    def stood(self, records: QuerySet[Any], past: QuerySet[ChainedEntry]) -> QuerySet[Any]:
        """Each as it stood at the end of its `past`, in the columns the conditions of its sources
        are about; without a past it drops out."""
        after = past.order_by("-sequence").values("after")[:1]
        return records.filter(Exists(past)).alias(stood_state=Subquery(after))

    def rows(
        self, records: QuerySet[Any], sources: Mapping[str, Any], past: QuerySet[ChainedEntry]
    ) -> list[Row]:
        """The rows in their order, in two queries, with the measures of these sources (by name).
        Most units have nothing in a window; asking that first costs a tenth of asking how each
        record stood."""
        if not records.exists():
            return []
        measures = {f"measure_{n}": source.of_each for n, source in enumerate(sources.values())}
        last = past.order_by("-sequence").values("digest")[:1]
        stood = self.stood(records, past).annotate(entry=Subquery(last), **measures)
        number: Any = self.number or Value("")
        columns = stood.values_list("pk", number, self.day, "entry", *measures)
        return [self._row(row, list(sources)) for row in columns.order_by(*self.order)]

    def _row(self, columns: Sequence[Any], sources: list[str]) -> Row:
        pk, number, day, entry, *measures = columns
        told = zip(sources, measures, strict=True)
        counted = {name: measure for name, measure in told if measure is not None}
        return Row(self.name, str(pk), number, day, entry, counted)

    # --- Proving ---

    def there_before(
        self, records: QuerySet[Any], moment: datetime, until: datetime
    ) -> QuerySet[Any]:
        """Those that were there at `moment`, and that nothing has brought in or out from then
        `until` a return was frozen."""
        begun = self.whole_past().filter(sequence=1, at__lte=moment)
        return records.filter(Exists(begun))

    def altered(self, keys: Iterable[str]) -> Iterator[str]:
        """A name for each of these records that is not what its history tells, unless a proof of
        the kind's own looks for that."""
        yield from ()

    # --- Showing ---

    def shown(self, record: Any) -> Shown:
        raise NotImplementedError

    def photos_in(self, unit: Any, days: Days) -> QuerySet[Any] | None:
        """The keys of the photos of the unit's own records of these days; None where the kind has
        none, or a return finds them by itself."""
        return None

    def where_to_record(self, source: str) -> Page:
        """Where somebody enters what this source of the kind would count."""
        return Page()

    def seen(self, keys: Iterable[str], user: Any) -> list[Shown]:
        """Those of these records the user may see, in their order."""
        found: list[Any] = []
        for some in at_once(keys):
            seen = self.records.objects.visible_to(user).filter(pk__in=some)
            found += seen.only(*self.read) if self.read else seen
        found.sort(key=lambda record: [getattr(record, name) for name in self.order])
        return [self.shown(record) for record in found]

    def measures_of(self, entries: Mapping[str, str], name: str, source: Any) -> dict[str, Any]:
        """What each record, by its key, adds to a source as it stood at its entry."""
        told: dict[str, Any] = {}
        for some in at_once(entries):
            past = self.up_to(entries[key] for key in some)
            records = self.records.objects.filter(pk__in=some)
            rows = self.rows(records, {name: source}, past)
            told |= {row.pk: row.measures[name] for row in rows if name in row.measures}
        return told


def at_once(keys: Iterable[str]) -> Iterator[list[str]]:
    """As many keys as one question to the database bears."""
    wanted = list(keys)
    return (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
