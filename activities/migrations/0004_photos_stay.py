"""The pictures of an activity stay as they were given."""

from django.db import migrations

from upgrades.permanence import Never, refuse

NEVER = (
    Never("activities_activityphoto", "UPDATE", "append_only"),
    Never("activities_activityphoto", "DELETE", "no_delete"),
)


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_photos")]
    operations = [refuse(NEVER)]
