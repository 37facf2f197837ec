"""Checklists, rounds with their history, outings, and what is counted of rounds."""

import datetime
import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("hazards", "0017_clause_checked_on"),
        ("organizations", "0010_membership_post"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Clockwork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_through", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("planned", "By its cycle"),
                            ("extra", "Besides its cycle"),
                            ("hunt", "Looking for hazards around oneself"),
                            ("campaign", "Special campaign"),
                            ("visit", "Visit from above"),
                        ],
                        default="planned",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("code", models.CharField(blank=True, editable=False, max_length=40)),
                ("opens_on", models.DateField(verbose_name="opens on")),
                ("last_on", models.DateField(null=True, verbose_name="last day")),
                (
                    "late_until",
                    models.DateField(null=True, verbose_name="may be made up for until"),
                ),
                ("lifted_on", models.DateField(null=True, verbose_name="lifted on")),
                ("place", models.CharField(editable=False, max_length=96)),
                ("started_at", models.DateTimeField(null=True, verbose_name="begun at")),
                ("start_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                ("done_on", models.DateField(null=True, verbose_name="done on")),
                ("ok", models.PositiveSmallIntegerField(default=0, verbose_name="normal")),
                (
                    "not_applicable",
                    models.PositiveSmallIntegerField(default=0, verbose_name="not applicable"),
                ),
                (
                    "found",
                    models.PositiveSmallIntegerField(default=0, verbose_name="hazards found"),
                ),
                (
                    "exceptions",
                    models.JSONField(null=True, verbose_name="answers that are not normal"),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
            ],
            options={
                "verbose_name": "round",
                "verbose_name_plural": "rounds",
                "ordering": ["-opens_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Outing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="what for")),
                ("day", models.DateField(verbose_name="day")),
                (
                    "others",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="others who came along"
                    ),
                ),
                ("people", models.PositiveSmallIntegerField(verbose_name="people")),
                ("started_at", models.DateTimeField(verbose_name="entered at")),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                        verbose_name="sent by",
                    ),
                ),
            ],
            options={
                "verbose_name": "outing",
                "verbose_name_plural": "outings",
                "ordering": ["-day", "-started_at"],
            },
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
                ("due", models.IntegerField(default=0)),
                ("done", models.IntegerField(default=0)),
                ("late", models.IntegerField(default=0)),
                ("missed", models.IntegerField(default=0)),
                ("nothing_found", models.IntegerField(default=0)),
                ("hazards", models.IntegerField(default=0)),
                ("unit_id", models.IntegerField()),
                ("place", models.CharField(max_length=96)),
                ("code", models.CharField(max_length=40)),
                ("month", models.DateField()),
                ("effective_on", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["effective_on", "id"], name="round_change_due")],
            },
        ),
        migrations.CreateModel(
            name="Checklist",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(editable=False, max_length=40, verbose_name="code")),
                (
                    "version",
                    models.CharField(editable=False, max_length=20, verbose_name="version"),
                ),
                ("title", models.CharField(editable=False, max_length=60, verbose_name="title")),
                (
                    "cycle",
                    models.CharField(
                        choices=[
                            ("each_trip", "Each trip"),
                            ("daily", "Daily"),
                            ("weekly", "Weekly"),
                            ("monthly", "Monthly"),
                            ("two_monthly", "Every two months"),
                            ("quarterly", "Quarterly"),
                            ("termly", "Each term"),
                            ("half_yearly", "Half-yearly"),
                            ("yearly", "Yearly"),
                            ("before_term", "Before term"),
                            ("before_holiday", "Before holidays"),
                            ("before_flood_season", "Before the flood season"),
                        ],
                        editable=False,
                        max_length=24,
                        verbose_name="cycle",
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("gatekeeper", "Gatekeeper"),
                            ("canteen_manager", "Canteen manager"),
                            ("food_safety_director", "Food safety director"),
                            ("laboratory_keeper", "Laboratory keeper"),
                            ("dormitory_head", "Dormitory head"),
                            ("bus_attendant", "Bus attendant"),
                            ("safety_officer", "Safety officer on duty"),
                            ("principal", "Principal"),
                        ],
                        editable=False,
                        max_length=24,
                        verbose_name="post",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("source", models.TextField(verbose_name="list (YAML)")),
                (
                    "since",
                    models.DateField(
                        default=datetime.date(2000, 1, 1),
                        editable=False,
                        verbose_name="in force since",
                    ),
                ),
                (
                    "loaded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="loaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "checklist",
                "verbose_name_plural": "checklists",
                "ordering": ["position", "code", "since"],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="draft",
                        serialize=False,
                        to="inspections.round",
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="UnitSignature",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="signature",
                        serialize=False,
                        to="inspections.round",
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="round",
            name="checklist",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="inspections.checklist",
                verbose_name="checklist",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="finished_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="finished by",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="started_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="begun by",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.unit",
                verbose_name="unit",
            ),
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=40, verbose_name="line")),
                (
                    "hazard",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hazards.hazard",
                        verbose_name="hazard",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="inspections.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="round",
            name="outing",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="inspections.outing",
                verbose_name="outing",
            ),
        ),
        migrations.CreateModel(
            name="OutingMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="inspections.outing",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OwnLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="checklist")),
                ("text", models.CharField(max_length=120, verbose_name="line")),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
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
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hazards.category",
                        verbose_name="category",
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
            ],
            options={
                "verbose_name": "line of a unit's own",
                "verbose_name_plural": "lines of a unit's own",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RoundEntry",
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="inspections.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "history entry of a round",
                "verbose_name_plural": "history entries of rounds",
                "ordering": ["round", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="SumCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due", models.IntegerField(default=0)),
                ("done", models.IntegerField(default=0)),
                ("late", models.IntegerField(default=0)),
                ("missed", models.IntegerField(default=0)),
                ("nothing_found", models.IntegerField(default=0)),
                ("hazards", models.IntegerField(default=0)),
                ("unit_id", models.IntegerField()),
                ("code", models.CharField(max_length=40)),
                ("month", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit_id", "month", "code"), name="one_round_sum"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Switch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="checklist")),
                ("is_on", models.BooleanField(verbose_name="on")),
                ("since", models.DateField(verbose_name="since")),
                ("at", models.DateTimeField(verbose_name="at")),
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
                "verbose_name": "switched checklist",
                "verbose_name_plural": "switched checklists",
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="UnitCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due", models.IntegerField(default=0)),
                ("done", models.IntegerField(default=0)),
                ("late", models.IntegerField(default=0)),
                ("missed", models.IntegerField(default=0)),
                ("nothing_found", models.IntegerField(default=0)),
                ("hazards", models.IntegerField(default=0)),
                ("unit_id", models.IntegerField()),
                ("place", models.CharField(max_length=96)),
                ("code", models.CharField(max_length=40)),
                ("month", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "month", "place", "unit_id"), name="one_round_count"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="checklist",
            constraint=models.UniqueConstraint(
                fields=("code", "version"), name="one_list_a_version"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unitsignature",
            name="signed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["unit", "-opens_on", "-id"], name="round_unit"),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["-opens_on", "-id"], name="round_newest"),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(
                condition=models.Q(("finished_at", None)),
                fields=["unit", "last_on"],
                name="round_unfinished",
            ),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(
                condition=models.Q(("finished_at", None), ("started_by__isnull", False)),
                fields=["started_by"],
                name="round_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "planned")),
                fields=("unit", "code", "opens_on"),
                name="one_round_a_window",
            ),
        ),
        migrations.AddIndex(
            model_name="outing",
            index=models.Index(fields=["unit", "-day"], name="outing_unit_day"),
        ),
        migrations.AddConstraint(
            model_name="outingmember",
            constraint=models.UniqueConstraint(fields=("outing", "user"), name="once_a_member"),
        ),
        migrations.AddIndex(
            model_name="ownline",
            index=models.Index(fields=["unit", "code"], name="own_lines_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="roundentry",
            constraint=models.UniqueConstraint(
                fields=("round", "sequence"), name="one_line_of_round"
            ),
        ),
        migrations.AddIndex(
            model_name="switch",
            index=models.Index(fields=["unit", "code", "since"], name="switch_of_unit"),
        ),
    ]
