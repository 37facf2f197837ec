"""The folded text by which a hazard is searched for, and on SQLite the index of its pairs.

Rows of before, and of the version before while it still runs, have none until they are filled in.
The older index (migration 0007) stays for as long as that version may run.
"""

from django.db import migrations, models

from hazards.migrations._pairs import teach

# The end of a line stands at the very end as well, so that each character begins a pair. What a
# contentless table has of a row is taken out by saying it once more.
SQLITE = (
    """
    CREATE VIRTUAL TABLE hazards_searchable
    USING fts5(pairs, content='', columnsize=0, detail='none', tokenize='ascii')
    """,
    """
    CREATE TRIGGER hazards_historyentry_searchable AFTER INSERT ON hazards_historyentry
    WHEN NEW.sequence = 1
    BEGIN
        INSERT INTO hazards_searchable (rowid, pairs)
        SELECT NEW.id, hazard_pairs(searchable || char(10)) FROM hazards_hazard
        WHERE id = NEW.hazard_id AND searchable IS NOT NULL;
    END
    """,
    """
    CREATE TRIGGER hazards_hazard_searchable AFTER UPDATE OF searchable ON hazards_hazard
    WHEN OLD.searchable IS NOT NEW.searchable
    BEGIN
        INSERT INTO hazards_searchable (hazards_searchable, rowid, pairs)
        SELECT 'delete', id, hazard_pairs(OLD.searchable || char(10)) FROM hazards_historyentry
        WHERE hazard_id = NEW.id AND sequence = 1 AND OLD.searchable IS NOT NULL;
        INSERT INTO hazards_searchable (rowid, pairs)
        SELECT id, hazard_pairs(NEW.searchable || char(10)) FROM hazards_historyentry
        WHERE hazard_id = NEW.id AND sequence = 1 AND NEW.searchable IS NOT NULL;
    END
    """,
)
UNDONE = (
    "DROP TRIGGER hazards_hazard_searchable",
    "DROP TRIGGER hazards_historyentry_searchable",
    "DROP TABLE hazards_searchable",
)


def create(apps, schema_editor) -> None:
    teach(schema_editor.connection)
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(sql)


def drop(apps, schema_editor) -> None:
    for sql in UNDONE if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("hazards", "0011_assigned_is_to_be_rectified")]
    operations = [
        migrations.AddField(
            "hazard",
            "searchable",
            models.TextField(editable=False, null=True, verbose_name="searchable text"),
        ),
        migrations.RunPython(create, drop),
    ]
