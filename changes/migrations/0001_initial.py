"""Acts as they are noted, and as they are numbered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="NotedChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("key_uuid", models.UUIDField(null=True)),
                ("key_int", models.BigIntegerField(null=True)),
                ("version", models.PositiveIntegerField(null=True)),
                ("what", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                ("unit", models.BigIntegerField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NumberedChange",
            fields=[
                ("kind", models.CharField(max_length=16)),
                ("key_uuid", models.UUIDField(null=True)),
                ("key_int", models.BigIntegerField(null=True)),
                ("version", models.PositiveIntegerField(null=True)),
                ("what", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                ("unit", models.BigIntegerField(null=True)),
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=32)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Numbering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
    ]
