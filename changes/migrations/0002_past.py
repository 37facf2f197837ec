"""What happened before there was a feed is told by it as well."""

from django.db import migrations

from changes.migrations._past import forget, number


class Migration(migrations.Migration):
    dependencies = [
        ("changes", "0001_initial"),
        ("organizations", "0002_password_by_somebody_else"),
        ("audit", "0002_append_only"),
        ("hazards", "0017_clause_checked_on"),
        ("reports", "0007_names_of_columns"),
        ("rechecks", "0005_history"),
        ("activities", "0002_permanence"),
    ]
    operations = [migrations.RunPython(number, forget)]
