"""The categories and clauses the service ships."""

from django.db import migrations

from hazards.migrations import _reference


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    kinds = (apps.get_model("hazards", name) for name in ("Category", "Clause"))
    _reference.load(*(kind.objects.using(alias) for kind in kinds))


class Migration(migrations.Migration):
    dependencies = [("hazards", "0002_permanence")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
