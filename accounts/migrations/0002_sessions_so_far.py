"""Whoever is logged in stays logged in: the sessions so far move into the table that names people."""

from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations
from django.utils import timezone

BATCH = 500
# A session names who checked the password; that one is not asked any more.
BACKEND = "throttling.backends.EvenTimeBackend"


def move(apps, schema_editor) -> None:
    alias = schema_editor.connection.alias
    sessions = apps.get_model("sessions", "Session").objects.using(alias)
    alive = sessions.filter(expire_date__gt=timezone.now())
    users = apps.get_model("organizations", "User").objects.using(alias)
    people = set(users.values_list("pk", flat=True))
    ours = apps.get_model("accounts", "Session")
    known = SessionStore()
    rows = []
    for row in alive.iterator(BATCH):
        data = known.decode(row.session_data)
        key = data.get(SESSION_KEY)
        if key and int(key) in people:
            data[BACKEND_SESSION_KEY] = BACKEND
            told = {"session_data": known.encode(data), "expire_date": row.expire_date}
            rows.append(ours(session_key=row.session_key, user_id=int(key), **told))
    ours.objects.using(alias).bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    alive.all().delete()


def move_back(apps, schema_editor) -> None:
    alias = schema_editor.connection.alias
    theirs = apps.get_model("sessions", "Session")
    rows = apps.get_model("accounts", "Session").objects.using(alias)
    told = rows.values("session_key", "session_data", "expire_date")
    theirs.objects.using(alias).bulk_create([theirs(**row) for row in told], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("sessions", "0001_initial")]
    operations = [migrations.RunPython(move, move_back)]
