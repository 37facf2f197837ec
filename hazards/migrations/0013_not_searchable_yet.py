"""The hazards whose searchable text is not filled in yet: none, once an upgrade is over."""

from django.db import migrations, models
from django.db.models import Q

from upgrades.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("hazards", "0012_searchable")]
    operations = [
        AddIndexConcurrently(
            "hazard",
            models.Index(fields=["id"], condition=Q(searchable=None), name="hazard_not_searchable"),
        ),
    ]
