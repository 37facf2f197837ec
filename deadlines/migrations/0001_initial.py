"""Terms, flood seasons and changed days of a district."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organizations", "0010_membership_post"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangedDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("is_worked", models.BooleanField(verbose_name="worked on")),
                ("name", models.CharField(max_length=60, verbose_name="what for")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "changed day",
                "verbose_name_plural": "changed days",
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "day"), name="one_change_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("term", "School term"), ("flood_season", "Flood season")],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("first_on", models.DateField(verbose_name="first day")),
                ("last_on", models.DateField(verbose_name="last day")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "period of the calendar",
                "verbose_name_plural": "periods of the calendar",
                "ordering": ["first_on", "kind"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "kind", "first_on"), name="one_period_a_first_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_on__lte", models.F("last_on"))),
                        name="period_begins_before_it_ends",
                    ),
                ],
            },
        ),
    ]
