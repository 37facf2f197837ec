"""Tips, what followed from them, and apart from these who tipped."""

import uuid

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("hazards", "0017_clause_checked_on"),
        ("organizations", "0007_names_given_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Tip",
            fields=[
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("received", "To be verified"),
                            ("accepted", "Confirmed"),
                            ("repeated", "Told before"),
                            ("unfounded", "Unfounded"),
                            ("forwarded", "Forwarded"),
                            ("set_aside", "Set aside as junk"),
                        ],
                        default="received",
                        editable=False,
                        max_length=50,
                        protected=True,
                        verbose_name="state",
                    ),
                ),
                ("decided_on", models.DateField(null=True, verbose_name="decided on")),
                ("feedback_due_on", models.DateField(null=True, verbose_name="answer due")),
                (
                    "forwarded_to",
                    models.CharField(blank=True, max_length=120, verbose_name="forwarded to"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("answered_on", models.DateField(null=True, verbose_name="answered on")),
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
                ("text", models.TextField(verbose_name="what was told")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Public page"),
                            ("12350", "12350"),
                            ("phone", "Phone"),
                            ("letter", "Letter or visit"),
                            ("wechat", "WeChat"),
                        ],
                        default="web",
                        max_length=8,
                        verbose_name="came by",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="came in on")),
                ("received_at", models.DateTimeField(verbose_name="entered at")),
                ("report_digest", models.CharField(editable=False, max_length=64)),
                ("receipt_digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "left_identity",
                    models.BooleanField(default=False, verbose_name="left a name or number"),
                ),
                (
                    "identity_deleted_on",
                    models.DateField(null=True, verbose_name="who tipped deleted on"),
                ),
                (
                    "photos_deleted_on",
                    models.DateField(null=True, verbose_name="pictures deleted on"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "hazard",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hazards.hazard",
                        verbose_name="hazard",
                    ),
                ),
                (
                    "repeat_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tips.tip",
                        verbose_name="tip it repeats",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                        verbose_name="unit told of",
                    ),
                ),
                (
                    "verifier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                        verbose_name="verified by",
                    ),
                ),
            ],
            options={
                "verbose_name": "tip",
                "verbose_name_plural": "tips",
                "ordering": ["-received_at", "-id"],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="FollowUp",
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
                            ("public", "Reward to a member of the public"),
                            ("staff", "Reward to staff"),
                            ("news", "News report of a lead"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=10, verbose_name="amount"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="title")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                ("report_digest", models.CharField(editable=False, max_length=64)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "superseded_by",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="tips.followup",
                        verbose_name="corrected by",
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
                    "tip",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="tips.tip",
                        verbose_name="tip",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up of a tip",
                "verbose_name_plural": "follow-ups of tips",
                "ordering": ["-day", "-recorded_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="TipEntry",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="tips.tip",
                    ),
                ),
            ],
            options={
                "verbose_name": "history entry of a tip",
                "verbose_name_plural": "history entries of tips",
                "ordering": ["tip", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="TipPhoto",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form_id", models.UUIDField(db_index=True, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("sha256", models.CharField(max_length=64, verbose_name="digest of the photo")),
                (
                    "display_sha256",
                    models.CharField(max_length=64, verbose_name="digest of the picture"),
                ),
                (
                    "thumb_sha256",
                    models.CharField(max_length=64, verbose_name="digest of the small picture"),
                ),
                ("stored_bytes", models.PositiveIntegerField(verbose_name="bytes kept")),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                ("deleted_on", models.DateField(null=True, verbose_name="deleted on")),
                (
                    "tip",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="tips.tip",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo of a tip",
                "verbose_name_plural": "photos of tips",
                "ordering": ["tip", "position", "uploaded_at"],
            },
        ),
        migrations.CreateModel(
            name="TipsterIdentity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ciphertext", models.BinaryField()),
                ("key_id", models.CharField(editable=False, max_length=16)),
                (
                    "tip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tips.tip",
                        verbose_name="tip",
                    ),
                ),
            ],
            options={
                "verbose_name": "identity of a tipster",
                "verbose_name_plural": "identities of tipsters",
            },
        ),
        migrations.CreateModel(
            name="FollowUpEntry",
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
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="tips.followup",
                    ),
                ),
            ],
            options={
                "verbose_name": "history entry of a follow-up",
                "verbose_name_plural": "history entries of follow-ups",
                "ordering": ["follow_up", "sequence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("follow_up", "sequence"), name="one_line_of_follow_up"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(fields=["unit", "-received_at"], name="tip_unit"),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(fields=["verifier", "received_on"], name="tip_verifier"),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(fields=["state", "-received_at", "-id"], name="tip_state"),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(fields=["-received_at", "-id"], name="tip_newest"),
        ),
        migrations.AddIndex(
            model_name="tip",
            index=models.Index(
                condition=models.Q(("answered_on", None)),
                fields=["feedback_due_on"],
                name="tip_to_answer",
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(fields=["unit", "day"], name="tip_follow_up_unit_day"),
        ),
        migrations.AddConstraint(
            model_name="tipentry",
            constraint=models.UniqueConstraint(fields=("tip", "sequence"), name="one_line_of_tip"),
        ),
    ]
