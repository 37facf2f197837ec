"""The label of `assigned`: nothing says that work began. No row changes."""

import django_fsm
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("hazards", "0010_saved_views_arrive"),
    ]

    operations = [
        migrations.AlterField(
            model_name="hazard",
            name="state",
            field=django_fsm.FSMField(
                choices=[
                    ("reported", "Reported"),
                    ("assigned", "To be rectified"),
                    ("rectified", "Awaiting review"),
                    ("closed", "Closed"),
                    ("dismissed", "Dismissed"),
                ],
                default="reported",
                editable=False,
                max_length=50,
                protected=True,
                verbose_name="state",
            ),
        ),
    ]
