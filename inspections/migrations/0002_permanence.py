"""What was looked at is never deleted, and a finished round never changed."""

from django.db import migrations

from upgrades.permanence import Never, refuse

SETTLED = (
    *("id", "unit_id", "kind", "code", "opens_on", "place", "start_digest"),
    # What may be null is compared as words.
    *("last_on", "late_until", "checklist_id", "outing_id", "started_by_id"),
)
OTHER = " OR ".join(
    f"COALESCE(CAST(OLD.{name} AS VARCHAR(96)), '') <> COALESCE(CAST(NEW.{name} AS VARCHAR(96)), '')"
    for name in SETTLED
)
KEPT = ("round", "roundentry", "finding", "outing", "outingmember", "unitsignature", "switch")
WRITTEN_ONCE = ("roundentry", "finding", "outing", "outingmember", "unitsignature", "switch")
NEVER = (
    *(Never(f"inspections_{name}", "DELETE", "no_delete") for name in KEPT),
    *(Never(f"inspections_{name}", "UPDATE", "append_only") for name in WRITTEN_ONCE),
    Never("inspections_round", "UPDATE", "stays", f"OLD.finished_at IS NOT NULL OR {OTHER}"),
    Never("inspections_checklist", "DELETE", "no_delete"),
    Never("inspections_checklist", "UPDATE", "stays", "OLD.source <> NEW.source"),
    Never("inspections_ownline", "DELETE", "no_delete"),
    Never("inspections_ownline", "UPDATE", "stays", "OLD.text <> NEW.text"),
)


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial"), ("hazards", "0002_permanence")]
    operations = [refuse(NEVER)]
