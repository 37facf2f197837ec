"""What a yes or no of a return rests on: files, by its indicator."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_names_of_columns")]

    operations = [
        migrations.AddField(
            model_name="return",
            name="proofs",
            field=models.JSONField(null=True, verbose_name="what its answers rest on"),
        ),
    ]
