"""Fills in the searchable text of the hazards of before, some at a time, so that nobody waits long
for a row; where it breaks off it goes on."""

from django.db import migrations, transaction

from hazards.migrations._folding import COLUMNS, searchable
from hazards.migrations._pairs import teach

AT_ONCE = 500


def fill(apps, schema_editor) -> None:
    teach(schema_editor.connection)
    hazards = apps.get_model("hazards", "Hazard").objects.using(schema_editor.connection.alias)
    while fill_some(hazards):
        pass


def fill_some(hazards) -> int:
    with transaction.atomic(using=hazards.db):
        # What is only moved meanwhile keeps its words, so no row need be locked before.
        some = list(hazards.filter(searchable=None).only("pk", *COLUMNS)[:AT_ONCE])
        for hazard in some:
            hazard.searchable = searchable(hazard)
        hazards.bulk_update(some, ["searchable"])
    return len(some)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("hazards", "0013_not_searchable_yet")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
