"""What another kind of worker had begun when the ledger was upgraded is begun again."""

from django.db import migrations, models


def free(apps, schema_editor) -> None:
    jobs = apps.get_model("jobs", "Job").objects.using(schema_editor.connection.alias)
    begun = jobs.filter(phase="running", lease_until=None)
    begun.update(phase="waiting", due_at=models.F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_leases")]
    operations = [migrations.RunPython(free, migrations.RunPython.noop)]
