"""A finished round changes by an amendment alone, which is counted in the row itself."""

from django.db import migrations, models

from upgrades.permanence import Never, refuse

ROUND = "inspections_round"


def differs(*names: str) -> str:
    """What may be null is compared as words."""
    said = "COALESCE(CAST({row}.{name} AS VARCHAR(96)), '')"
    sides = ((said.format(row=row, name=name) for row in ("OLD", "NEW")) for name in names)
    return " OR ".join(f"{old} <> {new}" for old, new in sides)


SETTLED = differs(
    *("id", "unit_id", "kind", "code", "opens_on", "place", "start_digest"),
    *("last_on", "late_until", "checklist_id", "outing_id", "started_by_id"),
)
BY_WHOM_AND_WHEN = differs("finished_by_id", "finished_at", "done_on", "lifted_on")
ONE_MORE = "COALESCE(NEW.amended, 0) = COALESCE(OLD.amended, 0) + 1"
OTHERWISE = f"OLD.finished_at IS NOT NULL AND (NOT ({ONE_MORE}) OR {BY_WHOM_AND_WHEN})"

BEFORE = refuse([Never(ROUND, "UPDATE", "stays", f"OLD.finished_at IS NOT NULL OR {SETTLED}")])
NOW = refuse([Never(ROUND, "UPDATE", "stays", f"({OTHERWISE}) OR {SETTLED}")])


def withdraw(refusal: migrations.RunPython) -> migrations.RunPython:
    assert refusal.reverse_code is not None
    return migrations.RunPython(refusal.reverse_code, refusal.code)


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_permanence")]
    operations = [
        withdraw(BEFORE),
        migrations.AddField(
            "round", "whereabouts", models.CharField("where", max_length=120, null=True)
        ),
        migrations.AddField(
            "round", "inspectors", models.CharField("inspectors", max_length=200, null=True)
        ),
        migrations.AddField(
            "round", "amended", models.PositiveSmallIntegerField("times amended", null=True)
        ),
        NOW,
    ]
