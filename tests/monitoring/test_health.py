"""healthz: what a machine is told about the service."""

import threading
import time

import pytest
from django.db import DatabaseError

from hazards.models import Category
from jobs import heartbeat
from monitoring import parts, probes, version

PARTS = ("database", "storage", "disk", "worker")


@pytest.fixture
def beating(monkeypatch):
    beats(monkeypatch, 1.0)


def beats(monkeypatch, age):
    """Both lanes of the worker last beat `age` seconds ago; None: never."""
    lanes = (
        heartbeat.LaneState("quick", age, "", None, 0, None),
        heartbeat.LaneState("long", age, "packet", 7.04, 3, 61.0),
    )
    monkeypatch.setattr(heartbeat, "state", lambda: heartbeat.State(lanes, 2))


def said(answer):
    told = answer.json()
    return {part: told[part] for part in PARTS if part in told}


def test_all_is_well(client, db, beating):
    answer = client.get("/healthz/")
    assert answer.status_code == 200
    assert said(answer) == dict.fromkeys(PARTS, "ok")
    assert "no-store" in answer["Cache-Control"]


def test_what_the_worker_does_is_told_with_ages_in_seconds(client, db, beating):
    told = client.get("/healthz/").json()
    assert told["failed_jobs"] == 2
    assert told["lanes"]["long"] == {
        "state": "ok",
        "beat_age": 1.0,
        "doing": "packet",
        "doing_for": 7.0,
        "waiting": 3,
        "oldest_waiting": 61.0,
    }


@pytest.mark.parametrize("age", [None, 3600.0])
def test_a_silent_worker_is_named(client, db, monkeypatch, age):
    beats(monkeypatch, age)
    answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert said(answer) == {**dict.fromkeys(PARTS, "ok"), "worker": "down"}


def test_a_storage_that_is_no_folder_is_named(client, db, beating, settings, tmp_path):
    file = tmp_path / "file"
    file.touch()
    settings.MEDIA_ROOT = file
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.json()["storage"]) == (503, "down")


def test_a_storage_without_a_photo_yet_is_well(client, db, beating, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not" / "yet"
    assert client.get("/healthz/").json()["storage"] == "ok"


def test_a_database_that_does_not_answer_is_named(client, db, beating, monkeypatch):
    def refuse(_query):
        raise DatabaseError("no such host: secret.example")

    monkeypatch.setattr(type(Category.objects.all()), "exists", refuse)
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.json()["database"]) == (503, "down")
    assert b"secret" not in answer.content


def test_the_process_lives_whatever_else_is_down(client, monkeypatch, settings, tmp_path):
    beats(monkeypatch, None)
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.touch()
    answer = client.get("/healthz/live/")
    assert answer.status_code == 200
    assert answer.json()["live"] == "ok"


def test_people_can_be_sent_here_while_the_worker_is_down(client, db, monkeypatch):
    beats(monkeypatch, None)
    answer = client.get("/healthz/ready/")
    assert answer.status_code == 200
    assert said(answer) == dict.fromkeys(("database", "storage", "disk"), "ok")


def test_too_little_room_on_the_disk_is_named(client, db, beating, monkeypatch):
    monkeypatch.setattr(parts, "LEAST_FREE_BYTES", 1 << 60)
    for path in ("/healthz/", "/healthz/ready/"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["disk"]) == (503, "down")


def test_a_part_that_hangs_is_down_in_a_moment_and_holds_one_thread(client, db, monkeypatch):
    going_on, asked = threading.Event(), []

    def hang():
        asked.append(threading.current_thread())
        going_on.wait(30)
        return True

    monkeypatch.setattr(probes, "PATIENCE", 0.2)
    monkeypatch.setitem(parts.READY, "storage", probes.Probe(hang))
    started = time.monotonic()
    answers = [client.get("/healthz/ready/").json()["storage"] for _ in range(5)]
    assert answers == ["down"] * 5
    assert time.monotonic() - started < 2
    assert len(asked) == 1
    going_on.set()
    asked[0].join()
    assert client.get("/healthz/ready/").json()["storage"] == "ok"


@pytest.mark.parametrize("path", ["/healthz/", "/healthz", "/healthz/live/", "/healthz/ready"])
def test_a_probe_goes_by_any_name_and_needs_no_https(client, db, settings, beating, path):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["ledger.example"], True
    assert client.get(path, headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/login/", headers={"Host": "10.0.0.7:8000"}).status_code == 400


def test_a_probe_only_looks(client):
    assert client.post("/healthz/").status_code == 405
    answer = client.head("/healthz/live/")
    assert (answer.status_code, answer.content) == (200, b"")


def test_version_and_build_are_told(client):
    told = client.get("/healthz/live/").json()
    assert told["version"] == version.version_of(version.HOUSE) != "unknown"
    assert told["build"]


def test_the_build_is_read_from_what_there_is(tmp_path):
    assert version.running.__wrapped__() == version.running()
    assert version.build_of(tmp_path) == version.version_of(tmp_path) == "unknown"
    git = tmp_path / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "packed-refs").write_text(f"# pack-refs\n{'b' * 40} refs/heads/main\n")
    assert version.build_of(tmp_path) == "b" * 12
    (git / "refs" / "heads" / "main").write_text("a" * 40 + "\n")
    assert version.build_of(tmp_path) == "a" * 12
    (git / "HEAD").write_text("c" * 40 + "\n")
    assert version.build_of(tmp_path) == "c" * 12
    (tmp_path / "BUILD").write_text("2026.11.30-7\n")
    assert version.build_of(tmp_path) == "2026.11.30-7"
