"""Notes of a role that is over whether what it left behind has been told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0003_people_and_units_live"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="lapse_told",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
