"""The official forms the service ships."""

from django.db import migrations

from returns import shipped


def load(apps, schema_editor):
    shipped.load(apps.get_model("reports", "FormTemplate"))


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_permanence")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
