"""Of a role that begins later it is told when its first day has come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0010_membership_post")]

    operations = [
        migrations.AddField(
            "membership", "begin_told_for", models.DateField(null=True, editable=False)
        )
    ]
