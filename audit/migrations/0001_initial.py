"""The table of events."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organizations", "0002_password_by_somebody_else"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="time"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("logged_in", "Logged in"),
                            ("logged_out", "Logged out"),
                            ("login_failed", "Failed log-in"),
                            ("locked_out", "Locked out"),
                            ("session_ended", "Session ended"),
                            ("token_made", "Token made"),
                            ("token_ended", "Token ended"),
                            ("password_changed", "Password changed"),
                            ("password_reset", "Password set by somebody else"),
                            ("rights_changed", "Rights changed"),
                            ("refused", "Refused"),
                            ("exported", "Exported"),
                            ("printed", "Printed"),
                            ("photo_viewed", "Photo of a major hazard viewed"),
                            ("imported", "Old ledger imported"),
                            ("set_up", "Service set up"),
                            ("backed_up", "Backup made"),
                            ("restored", "Backup restored"),
                            ("events_removed", "Old events removed"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("account", models.CharField(blank=True, max_length=150, verbose_name="account")),
                ("address", models.GenericIPAddressField(null=True, verbose_name="address")),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("api", "API"),
                            ("admin", "Administration"),
                            ("command", "Command"),
                        ],
                        max_length=8,
                        verbose_name="door",
                    ),
                ),
                ("about_kind", models.CharField(blank=True, max_length=20)),
                ("about", models.CharField(blank=True, max_length=64)),
                (
                    "result",
                    models.CharField(
                        choices=[("done", "Done"), ("refused", "Refused"), ("failed", "Failed")],
                        default="done",
                        max_length=8,
                        verbose_name="result",
                    ),
                ),
                ("details", models.JSONField(default=dict)),
                ("once", models.CharField(max_length=100, null=True, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="audit_newest"),
                    models.Index(fields=["kind", "-at", "-id"], name="audit_kind"),
                    models.Index(fields=["account", "-at", "-id"], name="audit_account"),
                    models.Index(fields=["by", "-at", "-id"], name="audit_by"),
                    models.Index(fields=["unit", "-at", "-id"], name="audit_unit"),
                    models.Index(fields=["address", "-at", "-id"], name="audit_address"),
                    models.Index(fields=["about_kind", "about", "-at"], name="audit_about"),
                ],
            },
        ),
    ]
