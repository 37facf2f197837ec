"""Leases on jobs, what is done by the clock, and the processes of the worker."""

import uuid

import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_jobs_arrive"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("run", models.CharField(max_length=200)),
                ("lane", models.CharField(max_length=8)),
                ("every", models.PositiveIntegerField()),
                ("due_at", models.DateTimeField()),
                ("worker", models.UUIDField(null=True, blank=True)),
                ("lease_until", models.DateTimeField(null=True, blank=True)),
                ("ended_at", models.DateTimeField(null=True, blank=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("lane", models.CharField(max_length=8)),
                ("machine", models.CharField(max_length=255)),
                ("pid", models.PositiveIntegerField()),
                ("started_at", models.DateTimeField()),
                ("beat_at", models.DateTimeField(db_index=True)),
                ("doing", models.CharField(blank=True, max_length=60)),
                ("doing_since", models.DateTimeField(null=True, blank=True)),
            ],
            options={
                "ordering": ["lane", "started_at"],
            },
        ),
        migrations.AddField(
            model_name="job",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="job",
            name="due_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="job",
            name="ended_at",
            field=models.DateTimeField(null=True, blank=True),
        ),
        migrations.AddField(
            model_name="job",
            name="lane",
            field=models.CharField(default="long", max_length=8),
        ),
        migrations.AddField(
            model_name="job",
            name="lease_until",
            field=models.DateTimeField(null=True, blank=True),
        ),
        migrations.AddField(
            model_name="job",
            name="worker",
            field=models.UUIDField(null=True, blank=True),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("phase__in", ("waiting", "running"))),
                fields=["lane", "due_at"],
                name="jobs_to_do",
            ),
        ),
    ]
