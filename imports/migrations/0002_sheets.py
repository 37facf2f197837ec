"""Files with several sheets: which were read, and of which each row is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.AddField("import", "sheets", models.JSONField(default=list)),
        migrations.AddField("import", "passed", models.JSONField(default=list)),
        migrations.AddField("row", "sheet", models.PositiveSmallIntegerField(default=0)),
        migrations.AlterModelOptions("row", {"ordering": ["sheet", "number"]}),
        migrations.RemoveConstraint("row", "one_row_of_a_number"),
        migrations.AddConstraint(
            "row",
            models.UniqueConstraint(
                fields=["file", "sheet", "number"], name="one_row_of_a_number_in_a_sheet"
            ),
        ),
        migrations.RemoveIndex("row", "row_phase"),
    ]
