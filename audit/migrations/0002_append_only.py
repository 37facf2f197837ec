"""Events are never changed, and never deleted while they are younger than six calendar months.

Six calendar months have 184 days at most. The database asks its own clock.
"""

from django.db import migrations

KEPT_DAYS = 186
REFUSAL = "the audit log keeps this"
SQLITE = [
    f"""
    CREATE TRIGGER audit_event_append_only BEFORE UPDATE ON audit_event
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """,
    f"""
    CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event
    WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-{KEPT_DAYS} days')
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """,
]
POSTGRES = [
    f"""
    CREATE FUNCTION audit_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
    """,
    """
    CREATE TRIGGER audit_event_append_only BEFORE UPDATE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_is_kept()
    """,
    f"""
    CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event
    FOR EACH ROW WHEN (OLD.at > now() - interval '{KEPT_DAYS} days')
    EXECUTE FUNCTION audit_event_is_kept()
    """,
]


def create(apps, schema_editor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES if on_postgres else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    place = " ON audit_event" if on_postgres else ""
    for name in ("append_only", "kept"):
        schema_editor.execute(f"DROP TRIGGER audit_event_{name}{place}")
    if on_postgres:
        schema_editor.execute("DROP FUNCTION audit_event_is_kept()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
