"""The day on which a short form was checked against the guide it is of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hazards", "0015_searchable_by_pairs")]

    operations = [
        migrations.AddField(
            "clause",
            "checked_on",
            models.DateField(blank=True, null=True, verbose_name="checked against the guide on"),
        ),
    ]
