"""Draws, frames and results stay as they were; of a sampled hazard only its re-checker changes."""

from django.db import migrations

from upgrades.permanence import Never, refuse

KEPT = (
    *("sample_id", "position", "hazard_id", "unit_id", "branch_id", "weight", "probability"),
    *("closed_at",),
)
OTHER_DRAW = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in KEPT)
NEVER = (
    *(
        Never(f"rechecks_{table}", event, name)
        for table in ("sample", "frame", "result")
        for event, name in (("UPDATE", "append_only"), ("DELETE", "no_delete"))
    ),
    Never("rechecks_result_photos", "DELETE", "no_delete"),
    Never("rechecks_sampledhazard", "DELETE", "no_delete"),
    Never("rechecks_sampledhazard", "UPDATE", "keeps_the_draw", OTHER_DRAW),
)


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0001_initial"), ("hazards", "0002_permanence")]
    operations = [refuse(NEVER)]
