"""The rows of a file's sheet in their order, found while others bring in theirs."""

from django.db import migrations, models

from upgrades.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("imports", "0002_sheets")]
    operations = [
        AddIndexConcurrently(
            "row", models.Index(fields=["file", "phase", "sheet", "number"], name="row_in_order")
        ),
    ]
