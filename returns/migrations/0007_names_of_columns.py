"""Names for columns of a return that had none, by which a proof speaks of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_papers_and_views_leave"),
    ]

    operations = [
        migrations.AlterField(
            model_name="return",
            name="adjustments",
            field=models.JSONField(default=dict, verbose_name="adjusted figures"),
        ),
        migrations.AlterField(
            model_name="return",
            name="scan_file",
            field=models.CharField(
                blank=True, max_length=120, verbose_name="file of the stamped table"
            ),
        ),
        migrations.AlterField(
            model_name="return",
            name="summary_file",
            field=models.CharField(blank=True, max_length=120, verbose_name="file of the summary"),
        ),
        migrations.AlterField(
            model_name="return",
            name="summary_name",
            field=models.CharField(blank=True, max_length=120, verbose_name="name of the summary"),
        ),
        migrations.AlterField(
            model_name="return",
            name="typed",
            field=models.JSONField(default=dict, verbose_name="typed answers"),
        ),
        migrations.AlterField(
            model_name="return",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
        ),
    ]
