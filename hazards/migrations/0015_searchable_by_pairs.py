"""On PostgreSQL the index of the pairs of characters in the searchable texts; the one it takes the
place of goes. The version before asks the same questions without it, only more slowly."""

from django.db import migrations

CREATE = """
    CREATE INDEX CONCURRENTLY hazard_searchable ON hazards_hazard
    USING gin (hazard_pairs(searchable))
"""
CREATE_BEFORE = """
    CREATE INDEX CONCURRENTLY hazard_pairs ON hazards_hazard USING gin (
        hazard_pairs(
            number || chr(10) || former_number || chr(10) || place || chr(10) || description
        )
    )
"""


def instead(name, sql, before):
    """Make the index `name` by `sql`, also after half of it was made, and drop the one `before`."""

    def make(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            schema_editor.execute(sql)
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {before}")

    return make


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("hazards", "0014_searchable_so_far")]
    operations = [
        migrations.RunPython(
            instead("hazard_searchable", CREATE, "hazard_pairs"),
            instead("hazard_pairs", CREATE_BEFORE, "hazard_searchable"),
        )
    ]
