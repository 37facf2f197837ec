"""The running service while its disk, its photo store and its database are away, and after."""

import json
import resource
import subprocess
import sys
import uuid
from contextlib import contextmanager
from threading import Thread

from tests.monitoring import postgres, shipped
from tests.monitoring.shipped import until

FOR_EVER = resource.RLIM_INFINITY


def is_refused_for(answer, code):
    assert answer.status == 503, answer.text
    assert answer.json()["type"] == "server_error"
    assert answer.json()["errors"][0]["code"] == code
    return int(answer.headers["Retry-After"]) > 0


@contextmanager
def nothing_fits(processes):
    """As on a full disk: the system refuses every byte beyond the first few of a file."""
    limit(processes, 16)
    try:
        yield
    finally:
        limit(processes, FOR_EVER)


def limit(processes, soft):
    for pid in processes:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, FOR_EVER))


KILLED_BEFORE_THE_COMMIT = """
import io, os, signal, uuid
from django.db.backends.base.base import BaseDatabaseWrapper
from hazards import services
from organizations.models import User
def die(self):
    os.kill(os.getpid(), signal.SIGKILL)
BaseDatabaseWrapper._commit = die
file = io.BytesIO(open({picture!r}, "rb").read())
services.upload_photo(by=User.objects.get(), file=file, id=uuid.UUID({pk!r}))
"""
KILLED_WHILE_WRITING = """
import io, os, signal, uuid
from hazards import services
from hazards.photos import store as photo_store
from organizations.models import User
def die(*_whatever):
    os.kill(os.getpid(), signal.SIGKILL)
os.replace = die
file = io.BytesIO(open({picture!r}, "rb").read())
services.upload_photo(by=User.objects.get(), file=file, id=uuid.UUID({pk!r}))
"""


def test_disk_photos_and_a_second_start(service, picture, tmp_path):
    with service(LOG_FORMAT="json") as here:
        visitor, photo = here.visitor, uuid.uuid4()
        taken = visitor.upload(picture, photo)
        assert taken.status == 201
        assert 'view="/api/v1/photos/"' in visitor.ask("/metrics").text

        again = subprocess.run(
            [sys.executable, "-m", "config.serve"],
            cwd=shipped.HOUSE,
            env={**here.environ, "PORT": str(shipped.free_port())},
            capture_output=True,
            text=True,
            timeout=shipped.PATIENCE,
        )
        assert again.returncode == 1
        assert again.stderr.startswith("The hazard ledger is already running on the data folder")
        assert str(here.process.pid) in again.stderr

        with nothing_fits(here.processes()):
            refused = visitor.upload(picture)
            assert is_refused_for(refused, "disk_full")
        assert visitor.upload(picture).status == 201

        media, elsewhere = here.folder / "media", here.folder / "elsewhere"
        media.rename(elsewhere)
        assert is_refused_for(visitor.upload(picture), "storage_away")
        assert is_refused_for(visitor.ask(f"/api/v1/photos/{photo}/thumb/"), "storage_away")
        assert visitor.parts()["storage"] == "down"
        assert visitor.parts()["database"] == "ok"
        assert not media.exists()
        elsewhere.rename(media)
        assert visitor.upload(picture).status == 201
        assert visitor.ask(f"/api/v1/photos/{photo}/thumb/").status == 200
        assert visitor.parts()["storage"] == "ok"

        (tmp_path / "picture").write_bytes(picture)
        for killed in (KILLED_WHILE_WRITING, KILLED_BEFORE_THE_COMMIT):
            broken = uuid.uuid4()
            told = {"picture": str(tmp_path / "picture"), "pk": str(broken)}
            assert here.shell(killed.format(**told)) == -9
            assert visitor.ask(f"/api/v1/photos/{broken}/thumb/").status == 404  # no row
            assert visitor.upload(picture, broken).status == 201
            assert visitor.ask(f"/api/v1/photos/{broken}/thumb/").status == 200

        (line,) = lines_of(here.log, taken)
        assert (line["logger"], line["view"], line["status"]) == ("access", "/api/v1/photos/", 201)
        fault, line = lines_of(here.log, refused)
        assert (fault["level"], fault["message"][:10]) == ("ERROR", "disk_full:")
        assert line["status"] == 503
        assert "keeper" not in here.log.read_text()


def lines_of(log, answer):
    """What the log says of one request, each line an object."""
    written = [json.loads(one) for one in log.read_text().splitlines() if one.startswith("{")]
    return [one for one in written if one["request_id"] == answer.headers["X-Request-ID"]]


def test_postgres_and_an_s3_store_go_and_come_back(service, picture, store):
    with (
        postgres.server() as server,
        service(DATABASE_URL=server.get_uri(), **store.environ) as here,
    ):
        visitor = here.visitor
        assert visitor.upload(picture).status == 201
        counts = visitor.ask("/metrics").text
        assert 'ledger_database_pool_connections{state="size"}' in counts
        assert 'ledger_part_up{part="storage"} 1.0' in counts

        store.stop()
        assert is_refused_for(visitor.upload(picture), "storage_away")
        assert visitor.parts()["storage"] == "down"
        store.start()
        assert visitor.upload(picture).status == 201
        assert visitor.ask("/healthz/ready/").status == 200

        server.stop()
        assert is_refused_for(visitor.ask("/api/v1/me/"), "database_away")
        page = visitor.ask("/login/")
        assert (page.status, page.headers["Retry-After"]) == (503, "5")
        assert visitor.parts()["database"] == "down"
        assert visitor.ask("/healthz/ready/").status == 503
        assert visitor.ask("/healthz/live/").status == 200
        server.start()
        until(lambda: visitor.ask("/api/v1/me/").status == 200, patience=5)
        assert visitor.ask("/healthz/ready/").status == 200

        with postgres.held(server):  # it neither answers nor ends, and every thread waits for it
            stuck = [Thread(target=visitor.ask, args=("/api/v1/me/",)) for _ in range(12)]
            for thread in stuck:
                thread.start()
            until(lambda: visitor.parts()["database"] == "down")
            assert visitor.ask("/healthz/live/", timeout=2).status == 200
        for thread in stuck:
            thread.join(shipped.PATIENCE)
        assert visitor.ask("/healthz/ready/").status == 200
