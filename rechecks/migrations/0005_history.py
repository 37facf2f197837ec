"""A chained history of samples: the drawing, and every giving. What was drawn before has none."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from upgrades.permanence import Never, refuse

NEVER = (
    Never("rechecks_sampleentry", "UPDATE", "append_only"),
    Never("rechecks_sampleentry", "DELETE", "no_delete"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("rechecks", "0004_assignments_so_far"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SampleEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("at", models.DateTimeField(verbose_name="at")),
                ("move", models.CharField(max_length=24, verbose_name="move")),
                ("before", models.CharField(blank=True, max_length=12, verbose_name="before")),
                ("after", models.CharField(max_length=12, verbose_name="after")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("facts", models.JSONField(default=dict, verbose_name="facts")),
                ("previous_digest", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="rechecks.sample",
                    ),
                ),
            ],
            options={
                "verbose_name": "history entry of a sample",
                "verbose_name_plural": "history entries of samples",
                "ordering": ["sample", "sequence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sample", "sequence"), name="one_line_of_sample"
                    )
                ],
            },
        ),
        migrations.AlterField(
            "sample",
            "branches",
            models.JSONField(default=dict, verbose_name="hazards by unit directly below"),
        ),
        refuse(NEVER),
    ]
