"""An activity is never deleted, and nothing in it changes but, once, which record took its place."""

from django.db import migrations

from upgrades.permanence import Never, refuse

KEPT = (
    *("id", "unit_id", "kind", "day", "sessions", "people", "name"),
    *("reported_by_id", "reported_at", "report_digest"),
)
OTHER = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in KEPT)
NEVER = (
    Never("activities_activityentry", "UPDATE", "append_only"),
    Never("activities_activityentry", "DELETE", "no_delete"),
    Never("activities_activity", "DELETE", "no_delete"),
    Never("activities_activity", "UPDATE", "stays", f"OLD.superseded_by_id IS NOT NULL OR {OTHER}"),
)


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial"), ("hazards", "0002_permanence")]
    operations = [refuse(NEVER)]
