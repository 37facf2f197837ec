"""Whoever is logged in stays logged in: the sessions so far move into the table that names people."""

from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations
from django.utils import timezone

BATCH = 500
# A session names who checked the password; that one is not asked any more.
BACKEND = "throttling.backends.EvenTimeBackend"


def move(apps, schema_editor) -> None:
    alive = apps.get_model("sessions", "Session").objects.filter(expire_date__gt=timezone.now())
    people = set(apps.get_model("organizations", "User").objects.values_list("pk", flat=True))
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
    ours.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    alive.all().delete()


def move_back(apps, schema_editor) -> None:
    theirs = apps.get_model("sessions", "Session")
    rows = apps.get_model("accounts", "Session").objects.all()
    told = rows.values("session_key", "session_data", "expire_date")
    theirs.objects.bulk_create([theirs(**row) for row in told], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("sessions", "0001_initial")]
    operations = [migrations.RunPython(move, move_back)]
