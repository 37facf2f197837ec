"""The unit that took the place of one that was merged into it; null, so no table is made anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0005_address_to_be_confirmed"),
    ]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_units",
                to="organizations.unit",
                verbose_name="merged into",
            ),
        ),
    ]
