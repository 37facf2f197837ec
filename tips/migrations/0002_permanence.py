"""A tip is never deleted, nor is what was told changed; its history is written once. Who tipped may
be deleted, and pictures that are no tip's yet.
"""

from django.db import migrations

from upgrades.permanence import Never, refuse

TIP = ("id", "unit_id", "place", "text", "channel", "received_on", "received_at", "report_digest")
FOLLOW_UP = (
    *("id", "unit_id", "kind", "day", "amount", "title"),
    *("recorded_by_id", "recorded_at", "report_digest"),
)


def other(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"OLD.{column} <> NEW.{column}" for column in columns)


NEVER = (
    Never("tips_tipentry", "UPDATE", "append_only"),
    Never("tips_tipentry", "DELETE", "no_delete"),
    Never("tips_tip", "DELETE", "no_delete"),
    Never("tips_tip", "UPDATE", "stays", other(TIP)),
    Never("tips_tipphoto", "DELETE", "no_delete", "OLD.tip_id IS NOT NULL"),
    Never("tips_followupentry", "UPDATE", "append_only"),
    Never("tips_followupentry", "DELETE", "no_delete"),
    Never("tips_followup", "DELETE", "no_delete"),
    Never(
        "tips_followup",
        "UPDATE",
        "stays",
        f"OLD.superseded_by_id IS NOT NULL OR {other(FOLLOW_UP)}",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("tips", "0001_initial"), ("hazards", "0002_permanence")]
    operations = [refuse(NEVER)]
