"""Somebody can be named to handle tips."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0011_beginnings_told"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("inspector", "Inspector"),
                    ("responsible", "Responsible person"),
                    ("officer", "Safety officer"),
                    ("auditor", "Auditor"),
                    ("administrator", "Administrator"),
                    ("viewer", "Viewer"),
                    ("tip_handler", "Tip handler"),
                ],
                max_length=16,
                verbose_name="role",
            ),
        ),
    ]
