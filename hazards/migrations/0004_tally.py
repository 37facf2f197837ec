"""The running counts, and what waits to be folded into them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hazards", "0003_reference"),
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FoldedPlace",
            fields=[
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="organizations.unit",
                    ),
                ),
                ("path", models.CharField(db_index=True, max_length=96)),
                ("is_leaf", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="Folder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folded_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("severity", models.CharField(max_length=8)),
                ("reported", models.IntegerField(default=0)),
                ("assigned", models.IntegerField(default=0)),
                ("rectified", models.IntegerField(default=0)),
                ("closed", models.IntegerField(default=0)),
                ("not_a_hazard", models.IntegerField(default=0)),
                ("duplicate", models.IntegerField(default=0)),
                ("transferred", models.IntegerField(default=0)),
                ("due", models.IntegerField(default=0)),
                ("overdue", models.IntegerField(default=0)),
                ("on_time", models.IntegerField(default=0)),
                ("after_extension", models.IntegerField(default=0)),
                ("held", models.IntegerField(default=0)),
                ("held_due", models.IntegerField(default=0)),
                ("repeat", models.IntegerField(default=0)),
                ("fen", models.BigIntegerField(default=0)),
                ("closures", models.IntegerField(default=0)),
                ("reopened", models.IntegerField(default=0)),
                ("sent_back", models.IntegerField(default=0)),
                ("grew", models.IntegerField(default=0)),
                ("category", models.BigIntegerField()),
                ("source", models.CharField(max_length=16)),
                ("effective_on", models.DateField(db_index=True)),
                ("days", models.IntegerField(default=-1000000)),
                ("desk", models.CharField(blank=True, max_length=8)),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("severity", models.CharField(max_length=8)),
                ("reported", models.IntegerField(default=0)),
                ("assigned", models.IntegerField(default=0)),
                ("rectified", models.IntegerField(default=0)),
                ("closed", models.IntegerField(default=0)),
                ("not_a_hazard", models.IntegerField(default=0)),
                ("duplicate", models.IntegerField(default=0)),
                ("transferred", models.IntegerField(default=0)),
                ("due", models.IntegerField(default=0)),
                ("overdue", models.IntegerField(default=0)),
                ("on_time", models.IntegerField(default=0)),
                ("after_extension", models.IntegerField(default=0)),
                ("held", models.IntegerField(default=0)),
                ("held_due", models.IntegerField(default=0)),
                ("repeat", models.IntegerField(default=0)),
                ("fen", models.BigIntegerField(default=0)),
                ("closures", models.IntegerField(default=0)),
                ("reopened", models.IntegerField(default=0)),
                ("sent_back", models.IntegerField(default=0)),
                ("grew", models.IntegerField(default=0)),
                ("grain", models.CharField(choices=[("d", "Day"), ("m", "Month")], max_length=1)),
                (
                    "by",
                    models.CharField(
                        choices=[("a", "All"), ("c", "Category"), ("s", "Source"), ("d", "Desk")],
                        max_length=1,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=24)),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "by", "grain", "day", "key", "severity"), name="one_count"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Spread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grain", models.CharField(choices=[("d", "Day"), ("m", "Month")], max_length=1)),
                (
                    "by",
                    models.CharField(
                        choices=[("a", "All"), ("c", "Category"), ("s", "Source"), ("d", "Desk")],
                        max_length=1,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=24)),
                ("day", models.DateField()),
                ("severity", models.CharField(max_length=8)),
                ("days", models.IntegerField()),
                ("closed", models.IntegerField(default=0)),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "by", "grain", "day", "key", "severity", "days"),
                        name="one_spread",
                    )
                ],
            },
        ),
    ]
