"""The digests of the pictures that are served, null in what was stored before; and names for columns
that had none, by which a proof speaks of them."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hazards", "0015_searchable_by_pairs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="display_sha256",
            field=models.CharField(max_length=64, null=True, verbose_name="digest of the picture"),
        ),
        migrations.AddField(
            model_name="photo",
            name="thumb_sha256",
            field=models.CharField(
                max_length=64, null=True, verbose_name="digest of the small picture"
            ),
        ),
        migrations.AlterField(
            model_name="hazard",
            name="duplicate_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="hazards.hazard",
                verbose_name="duplicate of",
            ),
        ),
        migrations.AlterField(
            model_name="hazard",
            name="repeat_days",
            field=models.PositiveSmallIntegerField(
                editable=False, null=True, verbose_name="days since the closure it repeats"
            ),
        ),
        migrations.AlterField(
            model_name="hazard",
            name="repeat_of",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="hazards.hazard",
                verbose_name="hazard it repeats",
            ),
        ),
        migrations.AlterField(
            model_name="hazard",
            name="report_digest",
            field=models.CharField(
                editable=False, max_length=64, verbose_name="digest of the report"
            ),
        ),
        migrations.AlterField(
            model_name="hazard",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
        ),
        migrations.AlterField(
            model_name="photo",
            name="position",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="position"),
        ),
        migrations.AlterField(
            model_name="photo",
            name="sha256",
            field=models.CharField(
                db_index=True, max_length=64, verbose_name="digest of the photo"
            ),
        ),
        migrations.AlterField(
            model_name="photo",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="uploaded by",
            ),
        ),
    ]
