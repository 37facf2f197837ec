"""The list of activities begins with the newest day."""

from django.db import migrations, models

from upgrades.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("activities", "0004_photos_stay")]

    operations = [
        AddIndexConcurrently(
            model_name="activity",
            index=models.Index(
                fields=["-day", "-reported_at", "-id"], name="activity_newest_first"
            ),
        ),
    ]
