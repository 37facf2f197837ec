"""What everybody is told of a hazard, with its history, and the rows of notices it was printed in."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from upgrades.permanence import Never, refuse

NEVER = (
    Never("papers_publicwording", "DELETE", "no_delete"),
    Never("papers_wordingentry", "UPDATE", "append_only"),
    Never("papers_wordingentry", "DELETE", "no_delete"),
    Never("papers_noticerow", "UPDATE", "append_only"),
    Never("papers_noticerow", "DELETE", "no_delete"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("hazards", "0018_due"),
        ("organizations", "0012_tip_handlers"),
        ("papers", "0002_record_of_a_round"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicWording",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("place", models.CharField(max_length=120, verbose_name="place")),
                ("text", models.CharField(max_length=300, verbose_name="wording")),
                ("is_proposed", models.BooleanField(default=True, verbose_name="as proposed")),
                ("marks", models.JSONField(default=dict, verbose_name="checked cues")),
                ("worded_at", models.DateTimeField(verbose_name="worded at")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                (
                    "confirmed_version",
                    models.PositiveIntegerField(null=True, verbose_name="version of the hazard"),
                ),
                (
                    "confirmed_role",
                    models.CharField(
                        blank=True,
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
                        verbose_name="role of who confirmed",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "confirmed_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                        verbose_name="for which unit",
                    ),
                ),
                (
                    "hazard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hazards.hazard",
                        verbose_name="hazard",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "worded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="worded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "wording for the public",
                "verbose_name_plural": "wordings for the public",
                "ordering": ["worded_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="NoticeRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("version", models.PositiveIntegerField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.issuedpaper",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed",
                        to="papers.publicwording",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a public notice",
                "verbose_name_plural": "rows of public notices",
                "ordering": ["paper", "position"],
            },
        ),
        migrations.CreateModel(
            name="WordingEntry",
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
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="papers.publicwording",
                    ),
                ),
            ],
            options={
                "verbose_name": "history entry of a wording",
                "verbose_name_plural": "history entries of wordings",
                "ordering": ["wording", "sequence"],
            },
        ),
        migrations.AddConstraint(
            model_name="publicwording",
            constraint=models.UniqueConstraint(
                fields=("hazard", "unit"), name="one_wording_of_a_hazard"
            ),
        ),
        migrations.AddConstraint(
            model_name="noticerow",
            constraint=models.UniqueConstraint(
                fields=("paper", "position"), name="one_row_a_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="wordingentry",
            constraint=models.UniqueConstraint(
                fields=("wording", "sequence"), name="one_line_of_wording"
            ),
        ),
        refuse(NEVER),
    ]
