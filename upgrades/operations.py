"""Operations of migrations that do not keep people waiting."""

from django.contrib.postgres import operations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddIndex
from django.db.migrations.state import ProjectState

HALF_MADE = """
    SELECT EXISTS (
        SELECT 1 FROM pg_index JOIN pg_class ON pg_class.oid = pg_index.indexrelid
        WHERE pg_class.relname = %s AND NOT pg_index.indisvalid
    )
"""


class AddIndexConcurrently(operations.AddIndexConcurrently):
    """An index that PostgreSQL makes while rows are written; its migration says `atomic = False`.

    One that broke off leaves half an index under its name: that is taken away and made anew. SQLite
    knows only one way, and makes it in seconds.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        told = (app_label, schema_editor, from_state, to_state)
        if schema_editor.connection.vendor != "postgresql":
            AddIndex.database_forwards(self, *told)
            return
        if is_half_made(schema_editor, self.index.name):
            schema_editor.execute(f'DROP INDEX CONCURRENTLY "{self.index.name}"')
        super().database_forwards(*told)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        told = (app_label, schema_editor, from_state, to_state)
        if schema_editor.connection.vendor != "postgresql":
            AddIndex.database_backwards(self, *told)
            return
        super().database_backwards(*told)


def is_half_made(schema_editor: BaseDatabaseSchemaEditor, index: str) -> bool:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(HALF_MADE, [index])
        return bool(cursor.fetchone()[0])
