"""What an answer asks of the database, without the keys and numbers that were asked with."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# The first of many is asked for without an offset.
OFFSET = re.compile(r" OFFSET \d+")
# Words and keys in quotes, keys without dashes, and numbers; names of savepoints and of cursors are
# counted on.
TOLD = re.compile(
    r"'(?:[^']|'')*'|\b[0-9a-f]{32}\b|\bs\d+_x\d+\b|\b_django_curs_\w+|\b\d+(?:\.\d+)?\b"
)


@contextmanager
def statements_of() -> Iterator[list[str]]:
    """The statements made inside, in order, filled in when it is left."""
    made: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield made
    made.extend(TOLD.sub("?", OFFSET.sub("", query["sql"])) for query in captured.captured_queries)
