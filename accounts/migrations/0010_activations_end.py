"""The database ends the open activation of a person whose password changes, who is deactivated or
who is activated again: on every way to it, also past Django. It stays, and says when it ended."""

from django.db import migrations

ENDED = """
    UPDATE accounts_activation SET ended_at = {now}
    WHERE person_id = NEW.id AND used_at IS NULL AND ended_at IS NULL;
"""
ON_SQLITE = ENDED.format(now="strftime('%Y-%m-%d %H:%M:%f', 'now')")
SQLITE = f"""
    CREATE TRIGGER organizations_user_activations_end
    AFTER UPDATE OF password_changed_at, is_active ON organizations_user
    WHEN NEW.password_changed_at IS NOT OLD.password_changed_at OR NEW.is_active <> OLD.is_active
    BEGIN {ON_SQLITE} END
"""
POSTGRES_FUNCTION = f"""
    CREATE FUNCTION organizations_user_end_activations() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN {ENDED.format(now="now()")} RETURN NULL; END $$
"""
POSTGRES = """
    CREATE TRIGGER organizations_user_activations_end
    AFTER UPDATE OF password_changed_at, is_active ON organizations_user FOR EACH ROW
    WHEN (NEW.password_changed_at IS DISTINCT FROM OLD.password_changed_at
          OR NEW.is_active <> OLD.is_active)
    EXECUTE FUNCTION organizations_user_end_activations()
"""


def create(apps, schema_editor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in (POSTGRES_FUNCTION, POSTGRES) if on_postgres else (SQLITE,):
        schema_editor.execute(statement)


def drop(apps, schema_editor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    place = " ON organizations_user" if on_postgres else ""
    schema_editor.execute(f"DROP TRIGGER organizations_user_activations_end{place}")
    if on_postgres:
        schema_editor.execute("DROP FUNCTION organizations_user_end_activations()")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_activations"),
        ("organizations", "0002_password_by_somebody_else"),
    ]
    operations = [migrations.RunPython(create, drop)]
