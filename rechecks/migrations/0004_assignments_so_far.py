"""What was given before every giving was kept: of each hazard the last one is known."""

from django.db import migrations
from django.db.models import Exists, OuterRef

AT_ONCE = 1000


def carry_over(apps, schema_editor) -> None:
    alias = schema_editor.connection.alias
    sampled, assignment = (
        apps.get_model("rechecks", name).objects.using(alias)
        for name in ("SampledHazard", "Assignment")
    )
    kept = assignment.filter(sampled=OuterRef("pk"))
    given = sampled.filter(~Exists(kept), rechecker__isnull=False, assigned_at__isnull=False)
    told = given.order_by("pk").values_list("pk", "rechecker", "assigned_by", "assigned_at")
    rows = (
        assignment.model(sampled_id=pk, rechecker_id=rechecker, by_id=by, at=at)
        for pk, rechecker, by, at in told
    )
    assignment.bulk_create(list(rows), AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0003_assignments")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
