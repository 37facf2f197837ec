"""What became of one unit or person is found without reading the whole feed."""

from django.db import migrations, models

from upgrades.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("changes", "0002_past")]

    operations = [
        AddIndexConcurrently(
            "numberedchange",
            models.Index(
                fields=["key_int", "position"],
                name="change_of_unit_or_person",
                condition=models.Q(key_int__isnull=False),
            ),
        )
    ]
