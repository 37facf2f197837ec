"""A unit may have a name it had before once more, and the names of those merged into it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0006_merged_into"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="othername",
            name="one_other_name_once",
        ),
        migrations.AlterField(
            model_name="othername",
            name="kind",
            field=models.CharField(
                choices=[
                    ("former", "former name"),
                    ("short", "short name"),
                    ("merged", "name of a unit merged into it"),
                ],
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="othername",
            constraint=models.UniqueConstraint(
                fields=("unit", "kind", "name", "until"), name="one_other_name_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="othername",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("unit", "kind", "name"),
                name="one_other_name_for_good",
            ),
        ),
    ]
