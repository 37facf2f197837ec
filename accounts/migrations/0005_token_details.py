"""What a token is called, what it opens, and where it was used, beside knox's own table."""

import django.db.models.deletion
from django.db import migrations, models

SCOPES = [
    ("read", "Read only"),
    ("report", "Read, and report hazards"),
    ("full", "Everything its owner may do"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_sessions_recognised"),
        ("knox", "0009_extend_authtoken_field"),
    ]
    operations = [
        migrations.CreateModel(
            name="TokenDetails",
            fields=[
                (
                    "token",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="details",
                        serialize=False,
                        to="knox.authtoken",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=60, verbose_name="name of the token"),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=SCOPES,
                        db_default="full",
                        default="full",
                        max_length=8,
                        verbose_name="scope",
                    ),
                ),
                ("used_at", models.DateTimeField(null=True)),
                ("address", models.GenericIPAddressField(null=True)),
                ("device", models.CharField(blank=True, max_length=60)),
            ],
        ),
    ]
