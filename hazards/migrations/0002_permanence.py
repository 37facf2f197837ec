"""Triggers: history is never changed, and hazards, history and bound photos are never deleted."""

from django.db import migrations

NEVER = (
    ("hazards_historyentry", "UPDATE", "append_only", "TRUE"),
    ("hazards_historyentry", "DELETE", "no_delete", "TRUE"),
    ("hazards_hazard", "DELETE", "no_delete", "TRUE"),
    ("hazards_photo", "DELETE", "no_delete", "OLD.hazard_id IS NOT NULL"),
)
SQLITE = """
    CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} WHEN {when}
    BEGIN SELECT RAISE(ABORT, 'the ledger keeps everything'); END
"""
POSTGRES_FUNCTION = """
    CREATE OR REPLACE FUNCTION ledger_keeps_everything() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the ledger keeps everything'; END $$
"""
POSTGRES = """
    CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({when})
    EXECUTE FUNCTION ledger_keeps_everything()
"""


def create(apps, schema_editor):
    on_postgres = schema_editor.connection.vendor == "postgresql"
    if on_postgres:
        schema_editor.execute(POSTGRES_FUNCTION)
    for table, event, name, when in NEVER:
        sql = POSTGRES if on_postgres else SQLITE
        schema_editor.execute(sql.format(table=table, event=event, name=name, when=when))


def drop(apps, schema_editor):
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for table, _event, name, _when in NEVER:
        place = f" ON {table}" if on_postgres else ""
        schema_editor.execute(f"DROP TRIGGER {table}_{name}{place}")
    if on_postgres:
        schema_editor.execute("DROP FUNCTION ledger_keeps_everything()")


class Migration(migrations.Migration):
    dependencies = [("hazards", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
