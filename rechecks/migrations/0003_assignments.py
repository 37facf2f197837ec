"""Every giving of a hazard to a re-checker, kept for good."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from upgrades.permanence import Never, refuse

NEVER = (
    Never("rechecks_assignment", "UPDATE", "append_only"),
    Never("rechecks_assignment", "DELETE", "no_delete"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("rechecks", "0002_permanence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="given at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned by",
                    ),
                ),
                (
                    "rechecker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="re-checker",
                    ),
                ),
                (
                    "sampled",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="rechecks.sampledhazard",
                    ),
                ),
            ],
            options={
                "verbose_name": "re-check assignment",
                "verbose_name_plural": "re-check assignments",
                "ordering": ["pk"],
            },
        ),
        refuse(NEVER),
    ]
