"""A record of a round is a paper of its own kind."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0002_permanence"),
        ("papers", "0001_papers_arrive"),
    ]

    operations = [
        migrations.AddField(
            model_name="issuedpaper",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="inspections.round",
                verbose_name="round",
            ),
        ),
        migrations.AlterField(
            model_name="issuedpaper",
            name="kind",
            field=models.CharField(
                choices=[
                    ("rectification", "Rectification notice"),
                    ("review", "Review opinion"),
                    ("supervision", "Supervision notice"),
                    ("public", "Public notice"),
                    ("inspection", "Inspection record"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="paperseries",
            name="kind",
            field=models.CharField(
                choices=[
                    ("rectification", "Rectification notice"),
                    ("review", "Review opinion"),
                    ("supervision", "Supervision notice"),
                    ("public", "Public notice"),
                    ("inspection", "Inspection record"),
                ],
                max_length=16,
            ),
        ),
    ]
