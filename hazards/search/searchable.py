"""The folded text by which each hazard is searched for, and whether every hazard has its own.

A report gets it when it enters the ledger. What is reported is never rewritten, so it stays; what
the version before enters while both run has none until `fill` comes by.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from hazards.models.hazard import Hazard
from hazards.search.bigrams import pairs_in
from texts.folding import folded

SEARCHED = ("number", "former_number", "place", "description")
AT_ONCE = 500
OTHERWISE = "{number}: its searchable text is not that of its number, place and description."
NOT_INDEXED = "{number}: the index of words does not know it."
NO_INDEX = "The index of words is not there, or was only half made."
FIRST_LINE = "SELECT id FROM hazards_historyentry WHERE hazard_id = %s AND sequence = 1"
INDEXED = "SELECT 1 FROM hazards_searchable WHERE hazards_searchable MATCH %s AND rowid = %s"
VOCABULARY = """
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.hazards_vocabulary
    USING fts5vocab(main, hazards_searchable, row)
"""
INDEX = "INSERT INTO hazards_searchable (rowid, pairs) VALUES (%s, %s)"
WHOLE_ON_POSTGRES = """
    SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('hazard_searchable')
"""
ANEW_ON_POSTGRES = (
    "DROP INDEX CONCURRENTLY IF EXISTS hazard_searchable",
    "CREATE INDEX CONCURRENTLY hazard_searchable ON hazards_hazard"
    " USING gin (hazard_pairs(searchable))",
)


def text_of(hazard: Hazard) -> str:
    return text_from(getattr(hazard, name) for name in SEARCHED)


def text_from(parts: Iterable[str]) -> str:
    """Of the `SEARCHED`, each in a line of its own, so that no words are found across two."""
    return "\n".join(map(folded, parts))


def fill() -> int:
    """Give every hazard without a searchable text its own; how many there were."""
    filled = 0
    while some := list(chosen(searchable=None)[:AT_ONCE]):
        filled += put_right(some)
    return filled


def faults() -> Iterator[str]:
    """A sentence for each hazard a search would miss or find by other words than its own."""
    if connection.vendor == "postgresql" and not has_whole_index():
        yield NO_INDEX
    short = terms_short()
    for hazard in everything():
        if hazard.searchable != text_of(hazard):
            yield OTHERWISE.format(number=hazard.number)
        elif not is_indexed(hazard, short):
            yield NOT_INDEXED.format(number=hazard.number)


def rebuild() -> int:
    """Put right every hazard of which `faults` would say anything; how many there were. Nobody has
    to stop working meanwhile."""
    changed = 0
    if connection.vendor == "postgresql" and not has_whole_index():
        with connection.cursor() as cursor:
            for sql in ANEW_ON_POSTGRES:
                cursor.execute(sql)
    short = terms_short()
    for hazard in everything():
        if hazard.searchable != text_of(hazard):
            changed += put_right([hazard])
        elif not is_indexed(hazard, short):
            changed += 1
            index(hazard)
    return changed


def chosen(**which: Any):
    return Hazard.objects.filter(**which).only("pk", "searchable", *SEARCHED).order_by("pk")


def everything() -> Iterator[Hazard]:
    """All hazards, some at a time: no statement is open while others write."""
    some = list(chosen()[:AT_ONCE])
    while some:
        yield from some
        some = list(chosen(pk__gt=some[-1].pk)[:AT_ONCE])


@transaction.atomic
def put_right(some: list[Hazard]) -> int:
    """The databases keep their index in step with the column."""
    for hazard in some:
        hazard.searchable = text_of(hazard)
    Hazard.objects.bulk_update(some, ["searchable"])
    return len(some)


def has_whole_index() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WHOLE_ON_POSTGRES)
        found = cursor.fetchone()
    return bool(found and found[0])


def terms_short() -> dict[str, int]:
    """Terms of SQLite's index that it knows of fewer hazards than say them, with of how many. All
    are counted at once, for to ask after each hazard by all its words takes longer with each
    hazard that says the same. PostgreSQL's index is one over the column, and it answers for it."""
    if connection.vendor != "sqlite":
        return {}
    said = Counter(term for hazard in everything() for term in terms_of(hazard))
    with connection.cursor() as cursor:
        cursor.execute(VOCABULARY)
        cursor.execute("SELECT term, doc FROM temp.hazards_vocabulary")
        known = dict(cursor.fetchall())
    return {term: known.get(term, 0) for term, n in said.items() if known.get(term, 0) < n}


def terms_of(hazard: Hazard) -> set[str]:
    return set(pairs_in(f"{hazard.searchable}\n").split()) if hazard.searchable else set()


def is_indexed(hazard: Hazard, short: dict[str, int]) -> bool:
    """A hazard is in the index with all its terms or with none, so the rarest of the `short` ones
    tells."""
    mine = short.keys() & terms_of(hazard)
    if not mine:
        return True
    with connection.cursor() as cursor:
        cursor.execute(INDEXED, [min(mine, key=short.__getitem__), first_line(cursor, hazard)])
        return cursor.fetchone() is not None


def index(hazard: Hazard) -> None:
    with connection.cursor() as cursor:
        line = first_line(cursor, hazard)
        cursor.execute(INDEX, [line, pairs_in(f"{hazard.searchable}\n")])


def first_line(cursor, hazard: Hazard) -> int:
    cursor.execute(FIRST_LINE, [hazard.pk.hex])
    return cursor.fetchone()[0]
