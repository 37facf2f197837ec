"""History is never changed, and hazards, history and bound photos are never deleted."""

from django.db import migrations

from upgrades.permanence import Never, refuse

NEVER = (
    Never("hazards_historyentry", "UPDATE", "append_only"),
    Never("hazards_historyentry", "DELETE", "no_delete"),
    Never("hazards_hazard", "DELETE", "no_delete"),
    Never("hazards_photo", "DELETE", "no_delete", "OLD.hazard_id IS NOT NULL"),
)


class Migration(migrations.Migration):
    dependencies = [("hazards", "0001_initial")]
    operations = [refuse(NEVER)]
