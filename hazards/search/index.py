"""Finding the few hazards that say something, among all that are in the ledger.

The database keeps an index of the pairs of characters in the searchable text of each hazard
(`hazards.search.searchable`): a GIN index on PostgreSQL; on SQLite a full-text table that triggers
keep in step with the column (migration 0012).
"""

from collections.abc import Sequence

from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models import Q
from django.db.models.expressions import RawSQL

from hazards.search.bigrams import match_of, pairs_in

# What is said oftener is soon met by whoever goes through the newest.
MOST = 3000
MOST_WORDS = 20  # of one search; those behind narrow no further
SAID_ON_SQLITE = "SELECT rowid FROM hazards_searchable WHERE hazards_searchable MATCH %s"
SAID_ON_POSTGRES = "SELECT id FROM hazards_hazard WHERE hazard_pairs(searchable) @> ({pairs})"


def may_say(words: Sequence[str]) -> Q:
    """A condition that every hazard with all these folded words in it fulfils. It holds for all
    hazards where looking for the words would be no shorter way."""
    if connection.vendor == "sqlite":
        match = " ".join(map(match_of, words))
        reports = f"SELECT hazard_id FROM hazards_historyentry WHERE id IN ({SAID_ON_SQLITE})"
        is_shorter = bool(words) and are_few(SAID_ON_SQLITE, [match])
        return Q(pk__in=RawSQL(reports, [match])) if is_shorter else Q()
    pairs = [word for word in words if len(word) > 1]
    said = SAID_ON_POSTGRES.format(pairs=" || ".join(["hazard_pairs(%s)"] * len(pairs)))
    return Q(pk__in=RawSQL(said, pairs)) if pairs and are_few(said, pairs) else Q()


def are_few(said: str, asked: list[str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({said} LIMIT {MOST + 1}) AS found", asked)
        return cursor.fetchone()[0] <= MOST


def teach(connection, **told) -> None:
    """Every connection to SQLite knows the function that its triggers call."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("hazard_pairs", 1, pairs_in, deterministic=True)


def teach_every_connection() -> None:
    connection_created.connect(teach, dispatch_uid="hazards.search.index")
