"""Figures of a return that somebody starred, with what was said, by their indicator."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_proofs")]

    operations = [
        migrations.AddField(
            model_name="return",
            name="stars",
            field=models.JSONField(null=True, verbose_name="starred figures"),
        ),
    ]
