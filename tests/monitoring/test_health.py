"""healthz: what a machine is told about the service."""

import pytest
from django.db import DatabaseError
from django_q.status import Stat

from hazards.models import Category

PARTS = ("database", "storage", "disk", "worker")


@pytest.fixture
def beating(monkeypatch):
    monkeypatch.setattr(Stat, "get_all", lambda: [object()])


def said(answer):
    told = answer.json()
    return {part: told[part] for part in PARTS if part in told}


def test_all_is_well(client, db, beating):
    answer = client.get("/healthz/")
    assert answer.status_code == 200
    assert said(answer) == dict.fromkeys(PARTS, "ok")
    assert "no-store" in answer["Cache-Control"]


def test_a_silent_worker_is_named(client, db, monkeypatch):
    monkeypatch.setattr(Stat, "get_all", list)
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
