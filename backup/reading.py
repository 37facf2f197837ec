"""All rows of a table, read in pieces."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from backup.lines import columns_of, lines
from backup.schema import Model

AT_ONCE = 2000


def lines_of(model: Model, connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Every row of the table by its key, read in pieces."""
    names = [field.attname for field in columns_of(model)]
    rows = model._base_manager.using(connection.alias).order_by("pk").values_list(*names)
    return lines(model, rows.iterator(chunk_size=AT_ONCE))
