"""The post somebody is in at their unit, whose turn an inspection may be."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0009_service_accounts"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="post",
            field=models.CharField(
                blank=True,
                choices=[
                    ("gatekeeper", "Gatekeeper"),
                    ("canteen_manager", "Canteen manager"),
                    ("food_safety_director", "Food safety director"),
                    ("laboratory_keeper", "Laboratory keeper"),
                    ("dormitory_head", "Dormitory head"),
                    ("bus_attendant", "Bus attendant"),
                    ("safety_officer", "Safety officer on duty"),
                    ("principal", "Principal"),
                ],
                max_length=24,
                null=True,
                verbose_name="inspection post",
            ),
        ),
    ]
