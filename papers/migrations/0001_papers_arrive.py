"""The tables of papers, as they were while they belonged to the reports."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("reports", "0006_papers_and_views_leave"),
        ("hazards", "0010_saved_views_arrive"),
        ("organizations", "0002_password_by_somebody_else"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Letterhead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(blank=True, max_length=80, verbose_name="heading"),
                        ),
                        (
                            "number_prefix",
                            models.CharField(
                                blank=True,
                                help_text="What a document number begins with; the unit's name where empty.",
                                max_length=30,
                                verbose_name="number prefix",
                            ),
                        ),
                        (
                            "contact",
                            models.CharField(blank=True, max_length=60, verbose_name="contact"),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="phone"),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=120, verbose_name="address"),
                        ),
                        (
                            "signatory",
                            models.CharField(blank=True, max_length=60, verbose_name="signatory"),
                        ),
                        (
                            "unit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letterhead",
                                to="organizations.unit",
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "letterhead",
                        "verbose_name_plural": "letterheads",
                        "db_table": "reports_letterhead",
                        "ordering": ["unit__code"],
                    },
                ),
                migrations.CreateModel(
                    name="IssuedPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rectification", "Rectification notice"),
                                    ("review", "Review opinion"),
                                    ("supervision", "Supervision notice"),
                                    ("public", "Public notice"),
                                ],
                                max_length=16,
                                verbose_name="kind",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("running", models.PositiveIntegerField()),
                        ("number", models.CharField(max_length=100, verbose_name="number")),
                        ("issued_at", models.DateTimeField(verbose_name="issued at")),
                        ("says", models.CharField(max_length=64)),
                        ("document", models.TextField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "addressee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organizations.unit",
                                verbose_name="addressee",
                            ),
                        ),
                        (
                            "hazards",
                            models.ManyToManyField(
                                related_name="issued_papers", to="hazards.hazard"
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="issued by",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organizations.unit",
                                verbose_name="issuing unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "issued paper",
                        "verbose_name_plural": "issued papers",
                        "db_table": "reports_issuedpaper",
                        "ordering": ["-issued_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["-issued_at", "-id"], name="papers_newest_first")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "kind", "year", "running"),
                                name="one_paper_a_number",
                            ),
                            models.UniqueConstraint(
                                fields=("unit", "kind", "says"), name="said_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rectification", "Rectification notice"),
                                    ("review", "Review opinion"),
                                    ("supervision", "Supervision notice"),
                                    ("public", "Public notice"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organizations.unit",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "reports_paperseries",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "kind", "year"),
                                name="one_series_a_unit_kind_and_year",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
