"""The environment decides, and nonsense is refused with a sentence."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

HOUSE = Path(__file__).resolve().parents[2]
SHOW = """
import json, sys
from config import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}, default=str))
"""
PLAIN = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


@pytest.fixture
def run(tmp_path):
    """Python in a process of its own, with nothing in the environment but what is given."""

    def run(*arguments, **environ):
        known = {**PLAIN, "DATA_DIR": str(tmp_path / "data"), **environ}
        return subprocess.run(
            [sys.executable, *arguments], cwd=HOUSE, env=known, capture_output=True, text=True
        )

    return run


@pytest.fixture
def settings_under(run):
    def settings_under(*names, **environ):
        done = run("-c", SHOW, *names, **environ)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return settings_under


def test_without_an_environment_the_service_is_a_demo_on_this_machine(settings_under, tmp_path):
    found = settings_under("HOST", "PORT", "DEMO", "PUBLIC", "HTTPS", "DATABASES", "DEBUG")
    database = found.pop("DATABASES")["default"]
    assert found == {
        "HOST": "127.0.0.1",
        "PORT": 8000,
        "DEMO": True,
        "PUBLIC": False,
        "HTTPS": False,
        "DEBUG": False,
    }
    assert database["NAME"] == str(tmp_path / "data" / "ledger.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    "environ",
    [{"HOST": "0.0.0.0"}, {"HTTPS": "yes"}, {"ALLOWED_HOSTS": "ledger.example"}],
)
def test_where_others_reach_it_there_is_no_demo(settings_under, environ):
    assert settings_under("DEMO", "PUBLIC", **environ) == {"DEMO": False, "PUBLIC": True}


def test_a_public_address_means_https(settings_under):
    names = ("HTTPS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert all(settings_under(*names, HOST="10.0.0.5").values())
    assert not any(settings_under(*names, HOST="10.0.0.5", HTTPS="no").values())


def test_a_site_with_names_answers_to_no_other(settings_under):
    found = settings_under(
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
        HOST="0.0.0.0",
        ALLOWED_HOSTS="a.example, b.example",
    )
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://a.example", "https://b.example"]
    assert "*" not in found["ALLOWED_HOSTS"]


def test_postgres_keeps_what_the_address_asks(settings_under):
    url = "postgres://ledger:secret@db.example/ledger?sslmode=require&options=-c%20jit%3Don"
    found = settings_under("DATABASES", "CACHES", DATABASE_URL=url)
    options = found["DATABASES"]["default"]["OPTIONS"]
    assert options["sslmode"] == "require"
    assert options["options"].endswith("-c jit=off -c jit=on")
    assert found["CACHES"]["default"]["BACKEND"].endswith("DatabaseCache")


def test_only_what_serves_the_web_has_a_pool_of_connections(run, settings_under):
    """The worker forks, and must not share a connection with its children. In the pool lies one for
    each thread: 8 for pages, 2 for log-ins, 3 for files, 1 for probes."""
    address = {"DATABASE_URL": "postgres://ledger:secret@db.example/ledger"}
    plain = settings_under("DATABASES", **address)["DATABASES"]["default"]
    assert "pool" not in plain["OPTIONS"] and plain["CONN_MAX_AGE"] is None
    asked = "import config.wsgi; from django.conf import settings; print(settings.DATABASES)"
    assert "'max_size': 14" in run("-c", asked, **address).stdout


def test_photos_go_to_a_bucket_when_one_is_named(settings_under):
    found = settings_under(
        "STORAGES", AWS_STORAGE_BUCKET_NAME="photos", MEDIA_URL_S3="https://s3.example"
    )
    store = found["STORAGES"]["default"]
    assert store["BACKEND"] == "hazards.photos.s3_store.PhotosInS3"
    assert store["OPTIONS"]["bucket_name"] == "photos"
    assert store["OPTIONS"]["endpoint_url"] == "https://s3.example"


def test_the_key_is_made_once_and_only_its_owner_reads_it(settings_under, tmp_path):
    first = settings_under("SECRET_KEY")
    assert settings_under("SECRET_KEY") == first
    file = tmp_path / "data" / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(first["SECRET_KEY"]) > 50


def test_a_given_key_is_used_and_none_is_written(settings_under, tmp_path):
    key = "k" * 60
    assert settings_under("SECRET_KEY", SECRET_KEY=key) == {"SECRET_KEY": key}
    assert not (tmp_path / "data" / "secret.key").exists()


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"DEMO": "true"}, "DEMO must be yes or no, not 'true'."),
        ({"HTTPS": "on"}, "HTTPS must be yes or no, not 'on'."),
        ({"PORT": "http"}, "PORT must be a whole number from 1 to 65535, not 'http'."),
        ({"PORT": "70000"}, "PORT must be a whole number from 1 to 65535, not '70000'."),
        (
            {"SQLITE_SYNCHRONOUS": "OFF"},
            "SQLITE_SYNCHRONOUS must be one of FULL, NORMAL, not 'OFF'.",
        ),
        (
            {"DATABASE_URL": "mysql://here"},
            "DATABASE_URL must begin with postgres:// or sqlite:///; leave it out to use SQLite.",
        ),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must have at least 50 characters."),
        (
            {"MEDIA_URL_S3": "https://s3.example"},
            "MEDIA_URL_S3 needs AWS_STORAGE_BUCKET_NAME as well.",
        ),
        ({"EMAIL_USER": "ledger"}, "EMAIL_USER needs EMAIL_HOST as well."),
    ],
)
def test_nonsense_is_refused_with_one_sentence(run, environ, sentence):
    done = run("manage.py", "check", **environ)
    assert done.returncode == 1
    assert done.stderr.strip() == sentence


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="cannot be used: Not a directory"):
        environment.folder(tmp_path / "file" / "data")


def test_an_operators_settings_pass_djangos_own_check(run):
    done = run(
        *("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        HOST="0.0.0.0",
        ALLOWED_HOSTS="ledger.example",
    )
    assert done.returncode == 0, done.stderr


def test_pages_may_load_only_what_the_service_itself_serves(client, db):
    policy = client.get("/login/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_request_larger_than_any_form_is_refused_before_it_is_read(client, settings):
    settings.MAX_REQUEST_BYTES = 10
    page = client.post("/login/", {"username": "x" * 20})
    assert page.status_code == 413
    answer = client.post("/api/v1/photos/", {"id": "x" * 20})
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["code"] == "too_large"
