"""An index of the pairs of characters in what is said of each hazard."""

from django.db import migrations

from hazards.migrations._pairs import teach

SAID = "number || char(10) || former_number || char(10) || place || char(10) || description"
# The end of a line stands at the very end as well, so that each character begins a pair.
SQLITE = (
    """
    CREATE VIRTUAL TABLE hazards_pairs
    USING fts5(pairs, content='', columnsize=0, detail='none', tokenize='ascii')
    """,
    f"""
    INSERT INTO hazards_pairs (rowid, pairs)
    SELECT entry.id, hazard_pairs({SAID} || char(10))
    FROM hazards_historyentry AS entry JOIN hazards_hazard AS hazard ON hazard.id = entry.hazard_id
    WHERE entry.sequence = 1 ORDER BY entry.id
    """,
    f"""
    CREATE TRIGGER hazards_historyentry_said AFTER INSERT ON hazards_historyentry
    WHEN NEW.sequence = 1
    BEGIN
        INSERT INTO hazards_pairs (rowid, pairs)
        SELECT NEW.id, hazard_pairs({SAID} || char(10)) FROM hazards_hazard WHERE id = NEW.hazard_id;
    END
    """,
)
# Dear, so that no plan asks it of a whole table; folded as icontains compares on PostgreSQL.
POSTGRES = (
    """
    CREATE FUNCTION hazard_pairs(said text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS
    $$ SELECT ARRAY(
        SELECT DISTINCT substr(upper(said), place, 2)
        FROM generate_series(1, length(upper(said)) - 1) AS place
    ) $$
    """,
    f"""
    CREATE INDEX hazard_pairs ON hazards_hazard
    USING gin (hazard_pairs({SAID.replace("char(", "chr(")}))
    """,
)
UNDONE = {
    "sqlite": ("DROP TRIGGER hazards_historyentry_said", "DROP TABLE hazards_pairs"),
    "postgresql": ("DROP INDEX hazard_pairs", "DROP FUNCTION hazard_pairs"),
}


def create(apps, schema_editor) -> None:
    connection = schema_editor.connection
    teach(connection)
    for sql in SQLITE if connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(sql)


def drop(apps, schema_editor) -> None:
    for sql in UNDONE[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("hazards", "0006_coming_up")]
    operations = [migrations.RunPython(create, drop)]
