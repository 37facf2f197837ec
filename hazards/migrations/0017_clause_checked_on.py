"""The day on which a short form was checked against the guide it is of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hazards", "0016_digests_of_pictures")]

    operations = [
        migrations.AddField(
            "clause",
            "checked_on",
            models.DateField(blank=True, null=True, verbose_name="checked against the guide on"),
        ),
    ]
