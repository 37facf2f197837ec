"""What django-axes kept is not read any more, and names people and where they were.

Going back makes nothing: whoever installs django-axes again migrates it anew.
"""

from django.db import migrations

TABLES = ("axes_accessattemptexpiration", "axes_accessattempt", "axes_accesslog")
DROPPED = [f"DROP TABLE IF EXISTS {table}" for table in (*TABLES, "axes_accessfailurelog")]
FORGOTTEN = "DELETE FROM django_migrations WHERE app = 'axes'"


class Migration(migrations.Migration):
    dependencies = [("throttling", "0001_failed_login")]
    operations = [migrations.RunSQL([*DROPPED, FORGOTTEN], migrations.RunSQL.noop)]
