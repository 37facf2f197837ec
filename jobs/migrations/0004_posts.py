"""The roles under which a job was done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0003_free_what_was_begun")]

    operations = [
        migrations.AddField("job", "posts", models.JSONField(null=True, blank=True)),
    ]
