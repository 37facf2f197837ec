"""Rounds finished last, and rounds that found something, without reading all there are."""

from django.db import migrations, models
from django.db.models import Q

from upgrades.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("inspections", "0003_amended")]

    operations = [
        AddIndexConcurrently(
            model_name="round",
            index=models.Index(
                fields=["-finished_at"],
                condition=Q(finished_at__isnull=False),
                name="round_done_lately",
            ),
        ),
        AddIndexConcurrently(
            model_name="round",
            index=models.Index(
                fields=["code", "last_on"],
                condition=Q(found__gt=0),
                name="round_with_findings",
            ),
        ),
    ]
