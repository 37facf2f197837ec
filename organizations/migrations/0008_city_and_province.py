"""A city and a province may stand above bureaus; no row is changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0007_names_given_back"),
    ]

    operations = [
        migrations.AlterField(
            model_name="unit",
            name="kind",
            field=models.CharField(
                choices=[
                    ("province", "Provincial education department"),
                    ("city", "City education bureau"),
                    ("bureau", "Education bureau"),
                    ("central_school", "Central school"),
                    ("school", "School"),
                    ("teaching_point", "Teaching point"),
                    ("kindergarten", "Kindergarten"),
                    ("direct_unit", "Direct unit"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
    ]
