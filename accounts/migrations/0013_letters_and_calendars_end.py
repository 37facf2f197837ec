"""The database takes the password letters and the calendar address of a person away whose password
changes, who is deactivated or who is activated again: on every way to it, also past Django."""

from django.db import migrations

REMOVAL = """
    DELETE FROM accounts_passwordletter WHERE person_id = NEW.id;
    DELETE FROM accounts_calendaraddress WHERE user_id = NEW.id;
"""
SQLITE = f"""
    CREATE TRIGGER organizations_user_letters_end
    AFTER UPDATE OF password_changed_at, is_active ON organizations_user
    WHEN NEW.password_changed_at IS NOT OLD.password_changed_at OR NEW.is_active <> OLD.is_active
    BEGIN {REMOVAL} END
"""
POSTGRES_FUNCTION = f"""
    CREATE FUNCTION organizations_user_end_letters() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN {REMOVAL} RETURN NULL; END $$
"""
POSTGRES = """
    CREATE TRIGGER organizations_user_letters_end
    AFTER UPDATE OF password_changed_at, is_active ON organizations_user FOR EACH ROW
    WHEN (NEW.password_changed_at IS DISTINCT FROM OLD.password_changed_at
          OR NEW.is_active <> OLD.is_active)
    EXECUTE FUNCTION organizations_user_end_letters()
"""


def create(apps, schema_editor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in (POSTGRES_FUNCTION, POSTGRES) if on_postgres else (SQLITE,):
        schema_editor.execute(statement)


def drop(apps, schema_editor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    place = " ON organizations_user" if on_postgres else ""
    schema_editor.execute(f"DROP TRIGGER organizations_user_letters_end{place}")
    if on_postgres:
        schema_editor.execute("DROP FUNCTION organizations_user_end_letters()")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_password_letters"),
        ("organizations", "0002_password_by_somebody_else"),
    ]
    operations = [migrations.RunPython(create, drop)]
