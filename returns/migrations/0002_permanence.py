"""What was handed in and what was done stay as they were; a used form keeps its words."""

from django.db import migrations

from upgrades.permanence import Never, refuse

NEVER = (
    Never("reports_submission", "UPDATE", "append_only"),
    Never("reports_submission", "DELETE", "no_delete"),
    Never("reports_returnentry", "UPDATE", "append_only"),
    Never("reports_returnentry", "DELETE", "no_delete"),
    Never("reports_return", "DELETE", "no_delete"),
    Never("reports_campaign", "DELETE", "no_delete"),
    Never("reports_issuedpaper", "UPDATE", "append_only"),
    Never("reports_issuedpaper", "DELETE", "no_delete"),
    Never("reports_issuedpaper_hazards", "UPDATE", "append_only"),
    Never("reports_issuedpaper_hazards", "DELETE", "no_delete"),
    Never("reports_formtemplate", "UPDATE", "keeps_its_words", "OLD.source <> NEW.source"),
    Never("reports_formtemplate", "DELETE", "no_delete"),
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("hazards", "0002_permanence")]
    operations = [refuse(NEVER)]
