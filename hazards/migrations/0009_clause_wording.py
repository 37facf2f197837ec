"""The article a clause stands for, and its official wording."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hazards", "0008_history_since")]

    operations = [
        migrations.AddField(
            "clause",
            "basis",
            models.CharField(blank=True, default="", max_length=200, verbose_name="basis"),
            preserve_default=False,
        ),
        migrations.AddField(
            "clause",
            "wording",
            models.TextField(blank=True, default="", verbose_name="official wording"),
            preserve_default=False,
        ),
    ]
