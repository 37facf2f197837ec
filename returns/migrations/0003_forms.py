"""The official forms the service ships."""

from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).resolve().parent / "_forms"
# In the order they were entered in: code, version, title, and the file with the whole form.
FORMS = (
    ("monthly", "1", "隐患排查治理情况月报表", "monthly-1.yaml"),
    ("safety-month", "2021", "“安全生产月”活动进展情况统计表", "safety-month-2021.yaml"),
)


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    templates = apps.get_model("reports", "FormTemplate").objects.using(alias)
    for code, version, title, file in FORMS:
        if not templates.filter(code=code, version=version).exists():
            source = (FOLDER / file).read_text(encoding="utf-8")
            templates.create(code=code, version=version, title=title, source=source)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_permanence")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
