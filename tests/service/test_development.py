"""`make dev` shows Django's debug pages, on data of its own; the service never does."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from config import wsgi
from tests.monitoring.shipped import HOUSE, PATIENCE, PLAIN, children_of, free_port, until

DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "config.development"}
DEBUG_PAGE = "<code>DEBUG = True</code>"
# A ledger whose tables nobody has made: every call fails.
FAIL = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
from django.test import Client
answer = Client(raise_request_exception=False, SERVER_NAME="localhost").get("/api/v1/units/")
print(answer.status_code, "Content-Security-Policy" in answer.headers, answer.content.decode())
"""
SHOW = """
from django.conf import settings
kept = settings.STORAGES["staticfiles"]["BACKEND"], settings.STORAGES["default"]["BACKEND"]
print(settings.DEBUG, settings.DATA_DIR, settings.DATABASES["default"]["NAME"], *kept)
"""


@pytest.fixture
def run(tmp_path):
    """Python in a process of its own, with nothing in the environment but what is given."""

    def run(*arguments, **environ):
        folders = {"DATA_DIR": str(tmp_path / "live"), "DEV_DATA_DIR": str(tmp_path / "dev")}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=HOUSE,
            env={**PLAIN, **folders, **environ},
            capture_output=True,
            text=True,
        )

    return run


def test_an_error_shows_djangos_debug_page_with_its_own_style(run):
    status, has_policy, page = run("-c", FAIL, **DEVELOPMENT).stdout.split(" ", 2)
    assert (status, has_policy) == ("500", "False")
    assert DEBUG_PAGE in page and "no such table" in page


@pytest.mark.parametrize("environ", [{}, {"DEBUG": "yes"}, {"DEBUG": "True"}])
def test_the_service_shows_nobody_what_failed_whatever_the_environment_says(run, environ):
    status, has_policy, page = run("-c", FAIL, **environ).stdout.split(" ", 2)
    assert status in ("500", "503") and has_policy == "True"
    assert DEBUG_PAGE not in page and "Traceback" not in page and "no such table" not in page


@pytest.mark.parametrize(
    "environ",
    [{"HOST": "0.0.0.0"}, {"HTTPS": "yes"}, {"ALLOWED_HOSTS": "ledger.example"}],
)
def test_where_others_reach_it_nothing_starts_with_debug(run, environ):
    done = run("manage.py", "check", **DEVELOPMENT, **environ)
    assert done.returncode == 1
    assert done.stderr.startswith("make dev shows whoever asks what the program holds")
    assert len(done.stderr.splitlines()) == 1


def test_the_server_of_the_service_refuses_to_run_with_debug(run):
    done = run("-m", "config.serving.server", **DEVELOPMENT, PORT=str(free_port()))
    assert (done.returncode, done.stderr) == (1, f"{wsgi.NEVER_DEBUG}\n")


def test_the_development_server_refuses_to_run_without(run):
    done = run("manage.py", "develop")
    assert done.returncode == 1 and "make dev" in done.stderr


def test_it_touches_nothing_of_a_service_that_is_named_in_the_environment(run, tmp_path):
    named = {"DATABASE_URL": "postgres://ledger@db.example/ledger", "EMAIL_HOST": "mail.example"}
    store = {"AWS_STORAGE_BUCKET_NAME": "photos", "MEDIA_URL_S3": "https://s3.example"}
    told = run("-c", SHOW, **DEVELOPMENT, **named, **store).stdout.split()
    own = tmp_path / "dev"
    assert told == [
        *("True", str(own), str(own / "ledger.sqlite3")),
        "django.contrib.staticfiles.storage.StaticFilesStorage",
        "hazards.photos.store.DurableFiles",
    ]
    assert not (tmp_path / "live").exists()


@pytest.mark.service
def test_it_serves_files_as_they_lie_works_and_starts_anew_after_a_change(run, tmp_path):
    known = {**DEVELOPMENT, "DEMO": "no", "PORT": str(free_port())}
    assert run("manage.py", "prepare", **known).returncode == 0
    assert not (tmp_path / "dev" / "static").exists()
    environ = {**PLAIN, **known, "DEV_DATA_DIR": str(tmp_path / "dev")}
    process = subprocess.Popen([sys.executable, "manage.py", "develop"], cwd=HOUSE, env=environ)
    try:
        until(lambda: page(known, "/static/css/app.css") == 200)
        assert page(known, "/login/") == 200
        (serving,) = children_of(process.pid)
        until(lambda: any(map(is_worker, started_by_threads_of(serving))))
        # Only what is saved after the first look at the files is seen to have changed.
        until(lambda: save_anew() and children_of(process.pid) not in ([], [serving]))
        until(lambda: page(known, "/login/") == 200)
        (serving,) = children_of(process.pid)
        below = [serving, *until(lambda: started_by_threads_of(serving))]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in below))


def save_anew():
    Path(HOUSE / "config" / "development.py").touch()
    return True


def page(known, path):
    """The status of the answer, or why there is none."""
    try:
        address = f"http://127.0.0.1:{known['PORT']}{path}"
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status
    except OSError as error:
        return str(error)


def started_by_threads_of(pid):
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def is_worker(pid):
    return b"run_worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
