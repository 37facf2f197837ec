"""Issued papers, letterheads and saved views move to rooms of their own; their tables stay."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_jobs_leave")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("IssuedPaper"),
                migrations.DeleteModel("PaperSeries"),
                migrations.DeleteModel("Letterhead"),
                migrations.DeleteModel("SavedView"),
            ],
        ),
    ]
