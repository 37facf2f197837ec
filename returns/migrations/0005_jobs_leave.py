"""Jobs move to a room of their own, with the rows there are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_papers_newest_first")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("job", "jobs_job")],
            state_operations=[migrations.DeleteModel("Job")],
        ),
    ]
