"""healthz: what a machine is told about the service."""

import uuid

import pytest
from django.db import DatabaseError

from hazards.models import Category
from jobs import kinds
from jobs.heartbeat import Heart
from jobs.models import Worker
from jobs.progress import Signs

PARTS = ("database", "storage", "worker")


@pytest.fixture
def beating(db):
    for lane in kinds.LANES:
        Heart(uuid.uuid4(), lane, Signs()).beat()


def test_all_is_well(client, db, beating):
    answer = client.get("/healthz/")
    assert answer.status_code == 200
    assert answer.json() == dict.fromkeys(PARTS, "ok")
    assert "no-store" in answer["Cache-Control"]


def test_a_silent_worker_is_named(client, db, beating):
    Worker.objects.filter(lane=kinds.QUICK).delete()
    answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "storage": "ok", "worker": "down"}


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
