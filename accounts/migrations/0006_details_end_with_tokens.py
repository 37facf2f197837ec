"""The database removes the details of a token with the token: also where the trigger of migration
0003 ends it, where a machine of the version before does, and in SQL."""

from django.db import migrations

REMOVAL = "DELETE FROM accounts_tokendetails WHERE token_id = OLD.digest;"
SQLITE = f"""
    CREATE TRIGGER accounts_tokendetails_end
    BEFORE DELETE ON knox_authtoken
    BEGIN {REMOVAL} END
"""
POSTGRES_FUNCTION = f"""
    CREATE FUNCTION accounts_end_tokendetails() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN {REMOVAL} RETURN OLD; END $$
"""
POSTGRES = """
    CREATE TRIGGER accounts_tokendetails_end
    BEFORE DELETE ON knox_authtoken FOR EACH ROW
    EXECUTE FUNCTION accounts_end_tokendetails()
"""


def create(apps, schema_editor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in (POSTGRES_FUNCTION, POSTGRES) if on_postgres else (SQLITE,):
        schema_editor.execute(statement)


def drop(apps, schema_editor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    place = " ON knox_authtoken" if on_postgres else ""
    schema_editor.execute(f"DROP TRIGGER accounts_tokendetails_end{place}")
    if on_postgres:
        schema_editor.execute("DROP FUNCTION accounts_end_tokendetails()")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_token_details")]
    operations = [migrations.RunPython(create, drop)]
