"""The categories and clauses the service ships."""

from django.db import migrations

from hazards.migrations import _reference


def load(apps, schema_editor):
    _reference.load(apps.get_model("hazards", "Category"), apps.get_model("hazards", "Clause"))


class Migration(migrations.Migration):
    dependencies = [("hazards", "0002_permanence")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
