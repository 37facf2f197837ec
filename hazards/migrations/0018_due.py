"""Hazards are looked for by the days of their deadlines, whatever their state."""

from django.db import migrations, models

from upgrades.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("hazards", "0017_clause_checked_on")]
    operations = [
        AddIndexConcurrently(
            "hazard",
            models.Index(fields=["due_on", "reported_at", "id"], name="hazard_due"),
        ),
    ]
