"""Finding the few hazards that say something, among all that are in the ledger.

The database keeps an index of the pairs of characters in each number, place and description: a
GIN index on PostgreSQL; on SQLite a full-text table that a trigger fills from the first line of a
hazard's history, for what was reported is never rewritten (migration 0007).
"""

from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models import Q
from django.db.models.expressions import RawSQL

from hazards.search.bigrams import match_of, pairs_in

# What is said oftener is soon met by whoever goes through the newest.
MOST = 3000
SAID_ON_SQLITE = "SELECT rowid FROM hazards_pairs WHERE hazards_pairs MATCH %s"
SAID_ON_POSTGRES = """
    SELECT id FROM hazards_hazard WHERE hazard_pairs(
        number || chr(10) || former_number || chr(10) || place || chr(10) || description
    ) @> hazard_pairs(%s)
"""


def may_say(words: str) -> Q:
    """A condition that every hazard with these words in it fulfils. It holds for all of them where
    looking for the words would be no shorter way."""
    if not words:
        return Q()
    if connection.vendor == "sqlite":
        match = match_of(words)
        reports = f"SELECT hazard_id FROM hazards_historyentry WHERE id IN ({SAID_ON_SQLITE})"
        return Q(pk__in=RawSQL(reports, [match])) if are_few(SAID_ON_SQLITE, match) else Q()
    if len(words) < 2 or not are_few(SAID_ON_POSTGRES, words):
        return Q()
    return Q(pk__in=RawSQL(SAID_ON_POSTGRES, [words]))


def are_few(said: str, words: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({said} LIMIT {MOST + 1}) AS found", [words])
        return cursor.fetchone()[0] <= MOST


def teach(connection, **told) -> None:
    """Every connection to SQLite knows the function that its trigger calls."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("hazard_pairs", 1, pairs_in, deterministic=True)


def teach_every_connection() -> None:
    connection_created.connect(teach, dispatch_uid="hazards.search.index")
