"""The database unbinds what a person has at other services when they are deactivated or activated
again: on every way to it, also past Django."""

from django.db import migrations

DELETION = "DELETE FROM socialaccount_socialaccount WHERE user_id = NEW.id;"
SQLITE = f"""
    CREATE TRIGGER organizations_user_identities_end
    AFTER UPDATE OF is_active ON organizations_user
    WHEN NEW.is_active <> OLD.is_active
    BEGIN {DELETION} END
"""
POSTGRES_FUNCTION = f"""
    CREATE FUNCTION organizations_user_end_identities() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN {DELETION} RETURN NULL; END $$
"""
POSTGRES = """
    CREATE TRIGGER organizations_user_identities_end
    AFTER UPDATE OF is_active ON organizations_user FOR EACH ROW
    WHEN (NEW.is_active <> OLD.is_active)
    EXECUTE FUNCTION organizations_user_end_identities()
"""


def create(apps, schema_editor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in (POSTGRES_FUNCTION, POSTGRES) if on_postgres else (SQLITE,):
        schema_editor.execute(statement)


def drop(apps, schema_editor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    place = " ON organizations_user" if on_postgres else ""
    schema_editor.execute(f"DROP TRIGGER organizations_user_identities_end{place}")
    if on_postgres:
        schema_editor.execute("DROP FUNCTION organizations_user_end_identities()")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0013_letters_and_calendars_end"),
        ("organizations", "0002_password_by_somebody_else"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [migrations.RunPython(create, drop)]
